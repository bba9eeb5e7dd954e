/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-lazy-list-private.h"

#include "services/taskingai-enumerator-private.h"

/**
 * TaskingAILazyList:
 *
 * A list of the server as a [iface@Gio.ListModel] that grows as it is scrolled.
 *
 * Made for `GtkListView` and its like: the first page is loaded at once, and the next one each time
 * an item near the end is got. What has come stays. [property@LazyList:loading],
 * [property@LazyList:error] and [property@LazyList:complete] tell how far it is; after an error
 * nothing is loaded by itself before [method@LazyList.retry].
 *
 * A list belongs to the thread-default main context in which it is made, and that has to run: all is
 * loaded and notified there. Dropping it cancels what it is loading.
 *
 * Since: 1.0
 */

enum {
  PROP_0,
  PROP_ENUMERATOR,
  PROP_LOADING,
  PROP_ERROR,
  PROP_COMPLETE,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TaskingAILazyList, taskingai_lazy_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
taskingai_lazy_list_get_item_type (GListModel *list)
{
  return TASKINGAI_LAZY_LIST (list)->item_type;
}

static guint
taskingai_lazy_list_get_n_items (GListModel *list)
{
  return TASKINGAI_LAZY_LIST (list)->items->len;
}

static gpointer
taskingai_lazy_list_get_item (GListModel *list, guint position)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (list);
  taskingai_lazy_list_look_at (self, position);
  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = taskingai_lazy_list_get_item_type;
  iface->get_n_items = taskingai_lazy_list_get_n_items;
  iface->get_item = taskingai_lazy_list_get_item;
}

static void
taskingai_lazy_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (object);
  if (id == PROP_ENUMERATOR)
    self->enumerator = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
taskingai_lazy_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (object);
  switch (id)
    {
    case PROP_ENUMERATOR:
      g_value_set_object (value, self->enumerator);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, self->item_type);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Without an enumerator it is an empty list. */
static void
taskingai_lazy_list_constructed (GObject *object)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (object);
  G_OBJECT_CLASS (taskingai_lazy_list_parent_class)->constructed (object);
  self->complete = self->enumerator == NULL;
  if (self->enumerator != NULL)
    self->item_type = taskingai_enumerator_get_item_type (self->enumerator);
  taskingai_lazy_list_load_more (self);
}

static void
taskingai_lazy_list_dispose (GObject *object)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (object);
  taskingai_lazy_list_stop (self);
  G_OBJECT_CLASS (taskingai_lazy_list_parent_class)->dispose (object);
}

static void
taskingai_lazy_list_finalize (GObject *object)
{
  TaskingAILazyList *self = TASKINGAI_LAZY_LIST (object);
  g_ptr_array_unref (self->items);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (taskingai_lazy_list_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  /**
   * TaskingAILazyList:enumerator:
   *
   * Where the items come from. Nobody else should read it.
   *
   * Since: 1.0
   */
  properties[PROP_ENUMERATOR] =
      g_param_spec_object ("enumerator", NULL, NULL, TASKINGAI_TYPE_ENUMERATOR,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAILazyList:loading: (getter get_loading)
   *
   * Whether a page is being loaded.
   *
   * Since: 1.0
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  /**
   * TaskingAILazyList:error: (getter get_error)
   *
   * Why the last page could not be loaded, or `NULL`.
   *
   * Since: 1.0
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  /**
   * TaskingAILazyList:complete: (getter get_complete)
   *
   * Whether all items are there.
   *
   * Since: 1.0
   */
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, readable);
  /**
   * TaskingAILazyList:item-type:
   *
   * The class of the items.
   *
   * Since: 1.0
   */
  properties[PROP_ITEM_TYPE] =
      g_param_spec_gtype ("item-type", NULL, NULL, TASKINGAI_TYPE_MODEL, readable);
  /**
   * TaskingAILazyList:n-items:
   *
   * How many items are there so far.
   *
   * Since: 1.0
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (klass, N_PROPERTIES, properties);
}

static void
taskingai_lazy_list_class_init (TaskingAILazyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = taskingai_lazy_list_set_property;
  object_class->get_property = taskingai_lazy_list_get_property;
  object_class->constructed = taskingai_lazy_list_constructed;
  object_class->dispose = taskingai_lazy_list_dispose;
  object_class->finalize = taskingai_lazy_list_finalize;
  install_properties (object_class);
}

static void
taskingai_lazy_list_init (TaskingAILazyList *self)
{
  self->item_type = TASKINGAI_TYPE_MODEL;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * taskingai_lazy_list_new:
 * @enumerator: where the items come from
 *
 * Makes a list of what @enumerator gives, and loads the first page.
 *
 * Nobody else should read the enumerator.
 *
 * Returns: (transfer full): a new list
 *
 * Since: 1.0
 */
TaskingAILazyList *
taskingai_lazy_list_new (TaskingAIEnumerator *enumerator)
{
  g_return_val_if_fail (TASKINGAI_IS_ENUMERATOR (enumerator), NULL);
  return g_object_new (TASKINGAI_TYPE_LAZY_LIST, "enumerator", enumerator, NULL);
}

/**
 * taskingai_lazy_list_get_loading:
 * @self: a list
 *
 * Gets [property@LazyList:loading].
 *
 * Returns: whether a page is being loaded
 *
 * Since: 1.0
 */
gboolean
taskingai_lazy_list_get_loading (TaskingAILazyList *self)
{
  g_return_val_if_fail (TASKINGAI_IS_LAZY_LIST (self), FALSE);
  return self->loading;
}

/**
 * taskingai_lazy_list_get_complete:
 * @self: a list
 *
 * Gets [property@LazyList:complete].
 *
 * Returns: whether all items are there
 *
 * Since: 1.0
 */
gboolean
taskingai_lazy_list_get_complete (TaskingAILazyList *self)
{
  g_return_val_if_fail (TASKINGAI_IS_LAZY_LIST (self), FALSE);
  return self->complete;
}

/**
 * taskingai_lazy_list_get_error:
 * @self: a list
 *
 * Gets [property@LazyList:error].
 *
 * Returns: (transfer none) (nullable): the error, or `NULL`
 *
 * Since: 1.0
 */
const GError *
taskingai_lazy_list_get_error (TaskingAILazyList *self)
{
  g_return_val_if_fail (TASKINGAI_IS_LAZY_LIST (self), NULL);
  return self->error;
}
