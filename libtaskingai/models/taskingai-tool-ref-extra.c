/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-tool-ref-extra.h"

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
