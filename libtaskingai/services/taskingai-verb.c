/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-verb.h"

#include <string.h>

#include "models/taskingai-model-query.h"
#include "taskingai-error-private.h"

/* Several of the server's resources answer an empty update with an internal error. */
static gboolean
check_changes (const TaskingAIVerb *verb, gpointer body, GError **error)
{
  if (verb->mode != TASKINGAI_WRITE_UPDATE || verb->may_be_empty
      || taskingai_model_has_changes (body))
    return TRUE;
  g_propagate_error (error,
                     taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                  "There is nothing to update: no member is set"));
  return FALSE;
}

static void
append_members (GString *json, const char *members)
{
  g_string_truncate (json, json->len - 1);
  if (json->len > 1 && *members != '\0')
    g_string_append_c (json, ',');
  g_string_append (json, members);
  g_string_append_c (json, '}');
}

static void
write_body (TaskingAIRequest *request, const TaskingAIVerb *verb, gpointer body)
{
  g_auto (TaskingAIJsonWriter) writer;
  taskingai_json_writer_init (&writer);
  if (body != NULL)
    taskingai_model_write (body, &writer, verb->mode);
  else
    g_string_append (writer.out, "{}");
  if (verb->members != NULL)
    append_members (writer.out, verb->members);
  request->body = taskingai_json_writer_steal (&writer, &request->body_length);
}

/* The query of the path, and what @options add to it. */
static void
write_query (TaskingAIRequest *request, gpointer options)
{
  char *mark = strchr (request->path, '?');
  g_autoptr (GString) query = g_string_new (mark != NULL ? mark + 1 : NULL);
  if (mark != NULL)
    *mark = '\0';
  if (options != NULL)
    taskingai_model_append_query (options, query);
  if (query->len > 0)
    request->query = g_string_free (g_steal_pointer (&query), FALSE);
}

TaskingAIRequest *
taskingai_verb_make_request (const TaskingAIVerb *verb, const char *const *ids, gpointer body,
                             gpointer options, GError **error)
{
  if (body != NULL
      && (!check_changes (verb, body, error)
          || (verb->check != NULL && !verb->check (body, error))))
    return NULL;
  TaskingAIRequest *request = taskingai_request_new (verb->method, verb->path, ids, error);
  if (request == NULL)
    return NULL;
  request->anonymous = verb->anonymous;
  if (verb->file_type != NULL)
    taskingai_request_expect_file (request, verb->file_type, verb->max_size);
  if (verb->queue > 0)
    request->queue_key = g_strdup (ids[verb->queue - 1]);
  if (body != NULL || verb->members != NULL)
    write_body (request, verb, body);
  if (options != NULL || strchr (verb->path, '?') != NULL)
    write_query (request, options);
  return request;
}
