/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "toolbox.h"

#include "action-run.h"
#include "actions.h"
#include "json-write.h"
#include "plugin-run.h"

struct _Toolbox {
  App *app;
  json_object *tools;     /* name of the function → tool; the last one of a name counts */
  json_object *functions; /* in the order of the tools */
};

static gboolean
is_plugin (json_object *tool)
{
  return json_is_string (json_member (tool, "type"), "plugin");
}

/* An action or a plugin, or NULL. */
static json_object *
load (App *app, json_object *tool)
{
  const char *id = json_member_string (tool, "id");

  return is_plugin (tool) ? json_object_get (plugin_find (app, id))
                          : store_get (app->store, ACTION_KIND, id);
}

static gboolean
add_tool (Toolbox *toolbox, json_object *tool)
{
  json_object *loaded = load (toolbox->app, tool);
  json_object *function = json_member (loaded, "function_def");
  json_object *entry;

  if (loaded == NULL)
    return FALSE;
  entry = json_set (json_object_new_object (), "ref", json_object_get (tool));
  json_set (entry, "loaded", loaded);
  json_object_array_add (toolbox->functions, json_object_get (function));
  json_set (toolbox->tools, json_member_string (function, "name"), entry);
  return TRUE;
}

Toolbox *
toolbox_new (App *app, json_object *tools, char **fault)
{
  Toolbox *toolbox = g_new0 (Toolbox, 1);

  toolbox->app = app;
  toolbox->tools = json_object_new_object ();
  toolbox->functions = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (tools); i++)
    {
      json_object *tool = json_object_array_get_idx (tools, i);

      if (add_tool (toolbox, tool))
        continue;
      *fault = g_strdup_printf ("Failed to load tool %s.", json_member_string (tool, "id"));
      toolbox_free (toolbox);
      return NULL;
    }
  return toolbox;
}

void
toolbox_free (Toolbox *toolbox)
{
  json_object_put (toolbox->tools);
  json_object_put (toolbox->functions);
  g_free (toolbox);
}

json_object *
toolbox_get_functions (Toolbox *toolbox)
{
  return toolbox->functions;
}

gboolean
toolbox_has (Toolbox *toolbox, const char *name)
{
  return json_member (toolbox->tools, name) != NULL;
}

static json_object *
find (Toolbox *toolbox, json_object *call)
{
  return json_member (toolbox->tools, json_member_string (call, "name"));
}

static json_object *
describe (Toolbox *toolbox, json_object *call)
{
  json_object *ref = json_member (find (toolbox, call), "ref");
  json_object *input = json_object_new_object ();

  json_set (input, "type", json_object_get (json_member (ref, "type")));
  json_set (input, "tool_id", json_object_get (json_member (ref, "id")));
  return json_set (input, "tool_call_id", json_object_get (json_member (call, "id")));
}

json_object *
toolbox_input (Toolbox *toolbox, json_object *call)
{
  json_object *arguments = json_member (call, "arguments");

  return json_set (describe (toolbox, call), "arguments", json_object_get (arguments));
}

typedef struct {
  json_object *outputs;
  gsize pending;
  ToolboxDone done;
  gpointer data;
} Round;

static void
round_step (Round *round)
{
  if (--round->pending > 0)
    return;
  round->done (round->outputs, round->data);
  json_object_put (round->outputs);
  g_free (round);
}

typedef struct {
  Round *round;
  json_object *output; /* the round's */
} Use;

static void
on_run (int status, json_object *data, gpointer user_data)
{
  g_autofree Use *use = user_data;

  json_set_int (use->output, "status", status);
  json_set (use->output, "data", json_object_get (data));
  round_step (use->round);
}

static void
use_tool (Toolbox *toolbox, json_object *call, GCancellable *cancellable, Use *use)
{
  json_object *tool = find (toolbox, call);
  json_object *ref = json_member (tool, "ref");
  json_object *arguments = json_member (call, "arguments");

  if (is_plugin (ref))
    plugin_run (toolbox->app, json_member_string (ref, "id"), arguments, cancellable, on_run, use);
  else
    action_run (toolbox->app, json_member (tool, "loaded"), arguments, cancellable, on_run, use);
}

void
toolbox_run (Toolbox *toolbox, json_object *calls, GCancellable *cancellable, ToolboxDone done,
             gpointer data)
{
  Round *round = g_new0 (Round, 1);

  round->outputs = json_object_new_array ();
  round->pending = 1; /* this function: some may be done before it returns */
  round->done = done;
  round->data = data;
  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);
      Use *use = g_new0 (Use, 1);

      use->round = round;
      use->output = describe (toolbox, call);
      json_object_array_add (round->outputs, use->output);
      round->pending++;
      use_tool (toolbox, call, cancellable, use);
    }
  round_step (round);
}

json_object *
toolbox_message (json_object *output)
{
  gint64 status = json_member_int (output, "status", 0);
  g_autoptr (json_object) content = json_object_get (json_member (output, "data"));
  json_object *message = json_set_string (json_object_new_object (), "role", "function");
  g_autofree char *text = NULL;

  if (status != 200)
    content = json_set (json_set_int (json_object_new_object (), "status", status), "error",
                        g_steal_pointer (&content));
  text = json_to_text (content, JSON_STYLE_SPACED);
  json_set_string (message, "content", text);
  return json_set (message, "id", json_object_get (json_member (output, "tool_call_id")));
}
