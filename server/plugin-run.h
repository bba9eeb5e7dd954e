/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Runs plugins, the tools that come in bundles. */

#pragma once

#include "action-run.h"

/* The plugin of "bundle_instance/plugin", the catalog's; NULL: no such bundle is registered, or it
 * has no such plugin. */
json_object *plugin_find (App *app, const char *tool_id);

/* Like action_run (). */
void plugin_run (App *app, const char *tool_id, json_object *parameters, GCancellable *cancellable,
                 ActionRunDone done, gpointer user_data);
