/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Runs actions: one HTTP call to the server that the action's OpenAPI document names. */

#pragma once

#include <gio/gio.h>

#include "app.h"

/* What "error" says of a call that could not be made at all. */
#define ACTION_NOT_MADE "Failed to make the API call"

/* @status is the HTTP status, or 500 if there is none; @data an object or an array, with the
 * member "error" for failures. It is the caller's: the callback takes its own reference. */
typedef void (*ActionRunDone) (int status, json_object *data, gpointer user_data);

/* @action is a stored document; @parameters may be NULL. Calls @done once, now or later, also if
 * cancelled. */
void action_run (App *app, json_object *action, json_object *parameters, GCancellable *cancellable,
                 ActionRunDone done, gpointer user_data);
