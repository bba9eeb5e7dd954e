/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The tools of an assistant, as functions that a model calls by name. */

#pragma once

#include "app.h"

typedef struct _Toolbox Toolbox;

/* NULL: a tool is gone, and @fault names it. */
Toolbox *toolbox_new (App *app, json_object *tools, char **fault);
void toolbox_free (Toolbox *toolbox);
/* The definitions, for the model. */
json_object *toolbox_get_functions (Toolbox *toolbox);
gboolean toolbox_has (Toolbox *toolbox, const char *name);
/* What a call stands for: tool and arguments. */
json_object *toolbox_input (Toolbox *toolbox, json_object *call);

/* @outputs: what came of each call, in their order. */
typedef void (*ToolboxDone) (json_object *outputs, gpointer data);

/* Runs them all at once; the toolbox has to outlive it. */
void toolbox_run (Toolbox *toolbox, json_object *calls, GCancellable *cancellable, ToolboxDone done,
                  gpointer data);
/* An output as a message to the model. */
json_object *toolbox_message (json_object *output);
