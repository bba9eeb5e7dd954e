/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "generation-log.h"

#include "ids.h"

json_object *
generation_log (const char *session_id, const char *event, const char *event_id, const char *step,
                json_object *content)
{
  json_object *log = json_set_string (json_object_new_object (), "object", "MessageGenerationLog");

  json_set_string (log, "session_id", session_id);
  json_set_string (log, "event", event);
  json_set_string (log, "event_id", event_id);
  json_set_string (log, "event_step", step);
  json_set_int (log, "timestamp", clock_now ());
  return json_set (log, "content", content);
}

static json_object *
about_model (const Model *model)
{
  json_object *content = json_set_string (json_object_new_object (), "model_id", model->id);

  json_set_string (content, "model_schema_id", model->schema_id);
  return json_set_string (content, "provider_model_id", model->name);
}

json_object *
generation_log_question (const Model *model, json_object *messages, json_object *functions)
{
  json_object *content = about_model (model);

  json_set (content, "messages", json_object_get (messages));
  return json_set (content, "functions", json_object_get (functions));
}

json_object *
generation_log_answer (Completion *answer)
{
  g_autoptr (json_object) completion = completion_to_json (answer);
  json_object *content = about_model (answer->model);

  json_set (content, "message", json_object_get (json_member (completion, "message")));
  return json_set (content, "usage", json_object_get (json_member (completion, "usage")));
}

json_object *
generation_log_query (json_object *assistant, const char *query)
{
  json_object *top_k = json_member (json_member (assistant, "retrieval_configs"), "top_k");
  json_object *content = json_set_string (json_object_new_object (), "query_text", query);

  return json_set (content, "top_k", json_object_get (top_k));
}

json_object *
generation_log_results (json_object *results)
{
  return json_set (json_object_new_object (), "result", json_object_get (results));
}
