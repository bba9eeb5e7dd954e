/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a generation with "debug" tells of its steps. */

#pragma once

#include "completion.h"

/* @content is taken. */
json_object *generation_log (const char *session_id, const char *event, const char *event_id,
                             const char *step, json_object *content);
json_object *generation_log_question (const Model *model, json_object *messages,
                                      json_object *functions);
json_object *generation_log_answer (Completion *answer);
json_object *generation_log_query (json_object *assistant, const char *query);
json_object *generation_log_results (json_object *results);
