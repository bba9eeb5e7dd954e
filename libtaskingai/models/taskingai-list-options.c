/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-list-options.h"

#include "models/taskingai-list-options-private.h"
#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIListOptions:
 *
 * Which page of a list to give.
 *
 * Set at most one of [property@TaskingAI.ListOptions:after] and
 * [property@TaskingAI.ListOptions:before]. Parameters that have no property are set by
 * [method@TaskingAI.Model.set_member_json].
 *
 * Since: 1.0
 */

struct _TaskingAIListOptions {
  TaskingAIModel parent_instance;

  gint64 limit;
  int order;
  char *after;
  char *before;
  char *prefix_filter;
};

G_DEFINE_FINAL_TYPE (TaskingAIListOptions, taskingai_list_options, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIListOptions, limit, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAIListOptions, order, ENUM, TASKINGAI_FIELD_WRITABLE,
                      taskingai_sort_order_get_type),
  TASKINGAI_FIELD (TaskingAIListOptions, after, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIListOptions, before, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIListOptions, prefix_filter, STRING, TASKINGAI_FIELD_WRITABLE),
};

/* Texts lose their quotes; whatever else a parameter may be is sent as its JSON. */
static char *
dup_parameter (TaskingAIModel *self, const char *name)
{
  g_autofree char *json = taskingai_model_dup_member_json (self, name);
  g_auto (TaskingAIJsonReader) reader = { 0 };
  char *text;

  if (*json != '"')
    return g_steal_pointer (&json);

  taskingai_json_reader_init (&reader, json, strlen (json));
  return taskingai_json_reader_read_string (&reader, &text) ? text : NULL;
}

static void
taskingai_list_options_class_init (TaskingAIListOptionsClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_list_options_init (TaskingAIListOptions *self)
{
}

/**
 * taskingai_list_options_new:
 *
 * Makes options with nothing set: the first page of 20, newest first.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIListOptions *
taskingai_list_options_new (void)
{
  return g_object_new (TASKINGAI_TYPE_LIST_OPTIONS, NULL);
}

/**
 * TaskingAIListOptions:limit:
 *
 * How many items the page has at most.
 *
 * The TaskingAI API allows 1 to 100; the default is 20.
 *
 * Since: 1.0
 */

/**
 * taskingai_list_options_get_limit:
 * @self: options
 *
 * Gets the number of items.
 *
 * Returns: the number of items, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIListOptions, taskingai_list_options, gint64, limit)

/**
 * taskingai_list_options_set_limit:
 * @self: options
 * @limit: the number of items
 *
 * Sets the number of items.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIListOptions, taskingai_list_options, gint64, limit, int64)

/**
 * TaskingAIListOptions:order:
 *
 * The order of the items by time of creation; the default is newest first.
 *
 * Since: 1.0
 */

/**
 * taskingai_list_options_get_order:
 * @self: options
 *
 * Gets the order.
 *
 * Returns: the order
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIListOptions, taskingai_list_options, TaskingAISortOrder, order)

/**
 * taskingai_list_options_set_order:
 * @self: options
 * @order: the order
 *
 * Sets the order.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIListOptions, taskingai_list_options, TaskingAISortOrder, order,
                         enum)

/**
 * TaskingAIListOptions:after:
 *
 * The id of an item: the page begins behind it.
 *
 * Since: 1.0
 */

/**
 * taskingai_list_options_get_after:
 * @self: options
 *
 * Gets the id of the item before the page.
 *
 * Returns: (transfer none) (nullable): the id of the item before the page, or `NULL` if it is not
 *   set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIListOptions, taskingai_list_options, const char *, after)

/**
 * taskingai_list_options_set_after:
 * @self: options
 * @after: (nullable): the id of the item before the page, or `NULL` to unset it
 *
 * Sets the id of the item before the page.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIListOptions, taskingai_list_options, const char *, after, string)

/**
 * TaskingAIListOptions:before:
 *
 * The id of an item: the page ends just before it.
 *
 * Since: 1.0
 */

/**
 * taskingai_list_options_get_before:
 * @self: options
 *
 * Gets the id of the item after the page.
 *
 * Returns: (transfer none) (nullable): the id of the item after the page, or `NULL` if it is not
 *   set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIListOptions, taskingai_list_options, const char *, before)

/**
 * taskingai_list_options_set_before:
 * @self: options
 * @before: (nullable): the id of the item after the page, or `NULL` to unset it
 *
 * Sets the id of the item after the page.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIListOptions, taskingai_list_options, const char *, before, string)

/**
 * TaskingAIListOptions:prefix-filter:
 *
 * JSON text of an object with the beginnings that members must have, such as `{"name": "My"}`.
 *
 * The TaskingAI API supports it for administrators only.
 *
 * Since: 1.0
 */

/**
 * taskingai_list_options_get_prefix_filter:
 * @self: options
 *
 * Gets the filter.
 *
 * Returns: (transfer none) (nullable): the filter, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIListOptions, taskingai_list_options, const char *, prefix_filter)

/**
 * taskingai_list_options_set_prefix_filter:
 * @self: options
 * @prefix_filter: (nullable): the filter, or `NULL` to unset it
 *
 * Sets the filter.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIListOptions, taskingai_list_options, const char *, prefix_filter,
                         string)

char *
taskingai_list_options_to_query (TaskingAIListOptions *self)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_auto (GStrv) names = NULL;

  if (self == NULL)
    return NULL;

  names = taskingai_model_list_members (TASKINGAI_MODEL (self));
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *value = dup_parameter (TASKINGAI_MODEL (self), *name);

      if (query->len > 0)
        g_string_append_c (query, '&');
      g_string_append_uri_escaped (query, *name, NULL, FALSE);
      g_string_append_c (query, '=');
      g_string_append_uri_escaped (query, value, NULL, FALSE);
    }
  return query->len > 0 ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}
