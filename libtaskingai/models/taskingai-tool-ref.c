/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-tool-ref.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIToolRef:
 *
 * A tool that an assistant may use: an action or a plugin.
 *
 * Since: 1.0
 */

struct _TaskingAIToolRef {
  TaskingAIModel parent_instance;

  int tool_type;
  char *id;
};

G_DEFINE_FINAL_TYPE (TaskingAIToolRef, taskingai_tool_ref, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_NAMED (TaskingAIToolRef, tool_type, "type", ENUM, TASKINGAI_FIELD_WRITABLE,
                         taskingai_tool_type_get_type),
  TASKINGAI_FIELD (TaskingAIToolRef, id, STRING, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_tool_ref_class_init (TaskingAIToolRefClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_tool_ref_init (TaskingAIToolRef *self)
{
}

/**
 * taskingai_tool_ref_new_action:
 * @action_id: the id of an action
 *
 * Makes a reference to an action.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIToolRef *
taskingai_tool_ref_new_action (const char *action_id)
{
  g_return_val_if_fail (action_id != NULL, NULL);

  return g_object_new (TASKINGAI_TYPE_TOOL_REF, "tool-type", TASKINGAI_TOOL_TYPE_ACTION, "id",
                       action_id, NULL);
}

/**
 * taskingai_tool_ref_new_plugin:
 * @bundle_instance_id: the id of a bundle instance, such as "open_weather"
 * @plugin_id: the id of a plugin of it, such as "get_current_weather"
 *
 * Makes a reference to a plugin.
 *
 * The server accepts unknown plugins, but then every generation fails.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIToolRef *
taskingai_tool_ref_new_plugin (const char *bundle_instance_id, const char *plugin_id)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (bundle_instance_id != NULL, NULL);
  g_return_val_if_fail (plugin_id != NULL, NULL);

  id = g_strconcat (bundle_instance_id, "/", plugin_id, NULL);
  return g_object_new (TASKINGAI_TYPE_TOOL_REF, "tool-type", TASKINGAI_TOOL_TYPE_PLUGIN, "id", id,
                       NULL);
}

/**
 * TaskingAIToolRef:tool-type:
 *
 * The kind of tool.
 *
 * On the wire it is called `type`.
 *
 * Since: 1.0
 */

/**
 * taskingai_tool_ref_get_tool_type:
 * @self: a reference to a tool
 *
 * Gets the kind of tool.
 *
 * Returns: the kind of tool
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIToolRef, taskingai_tool_ref, TaskingAIToolType, tool_type)

/**
 * taskingai_tool_ref_set_tool_type:
 * @self: a reference to a tool
 * @tool_type: the kind of tool
 *
 * Sets the kind of tool.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIToolRef, taskingai_tool_ref, TaskingAIToolType, tool_type, enum)

/**
 * TaskingAIToolRef:id:
 *
 * The id of the tool.
 *
 * It is the id of an action, or `BUNDLE_INSTANCE/PLUGIN` for a plugin.
 *
 * Since: 1.0
 */

/**
 * taskingai_tool_ref_get_id:
 * @self: a reference to a tool
 *
 * Gets the id of the tool.
 *
 * Returns: (transfer none) (nullable): the id of the tool, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIToolRef, taskingai_tool_ref, const char *, id)

/**
 * taskingai_tool_ref_set_id:
 * @self: a reference to a tool
 * @id: (nullable): the id of the tool, or `NULL` to unset it
 *
 * Sets the id of the tool.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIToolRef, taskingai_tool_ref, const char *, id, string)
