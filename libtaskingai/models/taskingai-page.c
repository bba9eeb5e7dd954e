/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-page.h"

#include "models/taskingai-model-private.h"
#include "models/taskingai-page-private.h"
#include "models/taskingai-part-private.h"

/**
 * TaskingAIPage:
 *
 * One page of a list of the server, in the order of the request.
 *
 * A page is a [iface@Gio.ListModel] that never changes. For the next page ask again with the id of
 * the last item as [property@TaskingAI.ListOptions:after] while
 * [property@TaskingAI.Page:has-more] is true.
 *
 * Since: 1.0
 */

struct _TaskingAIPage {
  GObject parent_instance;

  GType item_type;
  GPtrArray *items;
  gboolean has_more;
  gint64 total_count;
};

enum {
  PROP_HAS_MORE = 1,
  PROP_TOTAL_COUNT,
  PROP_N_ITEMS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TaskingAIPage, taskingai_page, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
taskingai_page_get_item_type (GListModel *list)
{
  return TASKINGAI_PAGE (list)->item_type;
}

static guint
taskingai_page_get_n_items (GListModel *list)
{
  return TASKINGAI_PAGE (list)->items->len;
}

static gpointer
taskingai_page_get_item (GListModel *list, guint position)
{
  return taskingai_page_get (TASKINGAI_PAGE (list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = taskingai_page_get_item_type;
  iface->get_n_items = taskingai_page_get_n_items;
  iface->get_item = taskingai_page_get_item;
}

static void
taskingai_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TaskingAIPage *self = TASKINGAI_PAGE (object);

  switch (property_id)
    {
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_TOTAL_COUNT:
      g_value_set_int64 (value, self->total_count);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
taskingai_page_finalize (GObject *object)
{
  TaskingAIPage *self = TASKINGAI_PAGE (object);

  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (taskingai_page_parent_class)->finalize (object);
}

static void
taskingai_page_class_init (TaskingAIPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = taskingai_page_get_property;
  object_class->finalize = taskingai_page_finalize;

  /**
   * TaskingAIPage:has-more:
   *
   * Whether the list goes on after this page.
   *
   * With [property@TaskingAI.ListOptions:before] it tells whether there are items before the page.
   *
   * Since: 1.0
   */
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);

  /**
   * TaskingAIPage:total-count:
   *
   * How many items the whole list has, or -1 if the server did not say.
   *
   * Since: 1.0
   */
  properties[PROP_TOTAL_COUNT] =
      g_param_spec_int64 ("total-count", NULL, NULL, -1, G_MAXINT64, -1, flags);

  /**
   * TaskingAIPage:n-items:
   *
   * How many items the page has.
   *
   * Since: 1.0
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
taskingai_page_init (TaskingAIPage *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->total_count = -1;
}

TaskingAIPage *
taskingai_page_new (GType item_type, GPtrArray *items, gboolean has_more, gint64 total_count)
{
  TaskingAIPage *self = g_object_new (TASKINGAI_TYPE_PAGE, NULL);

  g_ptr_array_unref (self->items);
  self->item_type = item_type;
  self->items = items;
  self->has_more = has_more;
  self->total_count = total_count;
  return self;
}

/**
 * taskingai_page_get_size:
 * @self: a page
 *
 * Gets how many items the page has.
 *
 * Returns: the number of items
 *
 * Since: 1.0
 */
guint
taskingai_page_get_size (TaskingAIPage *self)
{
  g_return_val_if_fail (TASKINGAI_IS_PAGE (self), 0);

  return self->items->len;
}

/**
 * taskingai_page_get:
 * @self: a page
 * @index: the position of an item, from 0
 *
 * Gets an item of the page.
 *
 * Returns: (transfer full) (nullable): the item, or `NULL` if there are not that many
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_page_get (TaskingAIPage *self, guint index)
{
  g_return_val_if_fail (TASKINGAI_IS_PAGE (self), NULL);

  return index < self->items->len ? g_object_ref (taskingai_part_get (&self->items->pdata[index]))
                                  : NULL;
}

/**
 * taskingai_page_to_json:
 * @self: a page
 *
 * Writes all items as one JSON array, each as [method@Model.to_json] does.
 *
 * This is for languages in which it costs more to get each item than to parse JSON.
 *
 * Returns: (transfer full): compact JSON
 *
 * Since: 1.0
 */
char *
taskingai_page_to_json (TaskingAIPage *self)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  g_return_val_if_fail (TASKINGAI_IS_PAGE (self), NULL);

  taskingai_json_writer_init (&writer);
  taskingai_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->items->len; i++)
    taskingai_model_write (taskingai_part_get (&self->items->pdata[i]), &writer,
                           TASKINGAI_WRITE_ALL);
  taskingai_json_writer_end_array (&writer);
  return taskingai_json_writer_steal (&writer, NULL);
}

/**
 * taskingai_page_get_has_more:
 * @self: a page
 *
 * Gets whether the list goes on after this page.
 *
 * Returns: true if there is more to ask for
 *
 * Since: 1.0
 */
gboolean
taskingai_page_get_has_more (TaskingAIPage *self)
{
  g_return_val_if_fail (TASKINGAI_IS_PAGE (self), FALSE);

  return self->has_more;
}

/**
 * taskingai_page_get_total_count:
 * @self: a page
 *
 * Gets how many items the whole list has.
 *
 * Returns: the number of items, or -1 if the server did not say
 *
 * Since: 1.0
 */
gint64
taskingai_page_get_total_count (TaskingAIPage *self)
{
  g_return_val_if_fail (TASKINGAI_IS_PAGE (self), -1);

  return self->total_count;
}
