/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "upstream-wire.h"

#include "ids.h"
#include "json-scan.h"
#include "json-write.h"

#define MAX_CALLS 128

typedef struct {
  GString *id;
  GString *name;
  GString *arguments;
} WireCall;

static void
wire_call_free (gpointer data)
{
  WireCall *call = data;

  g_string_free (call->id, TRUE);
  g_string_free (call->name, TRUE);
  g_string_free (call->arguments, TRUE);
  g_free (call);
}

static json_object *
tool_calls_of (json_object *function_calls)
{
  json_object *list = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (function_calls); i++)
    {
      json_object *call = json_object_array_get_idx (function_calls, i);
      g_autofree char *arguments =
          json_to_text (json_member (call, "arguments"), JSON_STYLE_COMPACT);
      json_object *function = json_object_new_object ();
      json_object *item = json_object_new_object ();

      json_set_string (function, "name", json_member_string (call, "name"));
      json_set_string (function, "arguments", arguments);
      json_set_string (item, "id", json_member_string (call, "id"));
      json_set_string (item, "type", "function");
      json_object_array_add (list, json_set (item, "function", function));
    }
  return list;
}

static json_object *
wire_message (json_object *message)
{
  json_object *calls = json_member (message, "function_calls");
  gboolean is_result = json_is_string (json_member (message, "role"), "function");
  json_object *item = json_object_new_object ();

  json_set_string (item, "role", is_result ? "tool" : json_member_string (message, "role"));
  json_set_string (item, "content", json_member_string (message, "content"));
  if (is_result)
    json_set_string (item, "tool_call_id", json_member_string (message, "id"));
  if (json_object_is_type (calls, json_type_array) && json_object_array_length (calls) > 0)
    json_set (item, "tool_calls", tool_calls_of (calls));
  return item;
}

static void
add_messages (json_object *request, json_object *messages)
{
  json_object *list = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    json_object_array_add (list, wire_message (json_object_array_get_idx (messages, i)));
  json_set (request, "messages", list);
}

/* "auto", "none" or the name of a function. */
static json_object *
tool_choice_of (const char *function_call)
{
  json_object *choice;

  if (g_str_equal (function_call, "auto") || g_str_equal (function_call, "none"))
    return json_object_new_string (function_call);
  choice = json_set_string (json_object_new_object (), "type", "function");
  return json_set (choice, "function",
                   json_set_string (json_object_new_object (), "name", function_call));
}

/* Other servers take a member that is null for a mistake. */
static json_object *
without_nulls (json_object *value)
{
  json_object *copy;

  if (json_object_is_type (value, json_type_array))
    {
      copy = json_object_new_array ();
      for (gsize i = 0; i < json_object_array_length (value); i++)
        json_object_array_add (copy, without_nulls (json_object_array_get_idx (value, i)));
      return copy;
    }
  if (!json_object_is_type (value, json_type_object))
    return json_object_get (value);
  copy = json_object_new_object ();
  json_object_object_foreach (value, name, member)
  {
    if (member != NULL)
      json_set (copy, name, without_nulls (member));
  }
  return copy;
}

static void
add_tools (json_object *request, Completion *completion)
{
  json_object *tools = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (completion->functions); i++)
    {
      json_object *function = json_object_array_get_idx (completion->functions, i);
      json_object *tool = json_set_string (json_object_new_object (), "type", "function");

      json_object_array_add (tools, json_set (tool, "function", without_nulls (function)));
    }
  json_set (request, "tools", tools);
  if (completion->function_call != NULL)
    json_set (request, "tool_choice", tool_choice_of (completion->function_call));
}

/* The names are the same on both sides. */
static void
add_configs (json_object *request, json_object *configs)
{
  if (configs == NULL)
    return;
  json_object_object_foreach (configs, name, value)
      json_set (request, name, json_object_get (value));
}

json_object *
wire_request (Completion *completion)
{
  json_object *request = json_object_new_object ();

  json_set_string (request, "model", completion->model->name);
  add_messages (request, completion->messages);
  if (completion->functions != NULL)
    add_tools (request, completion);
  add_configs (request, completion->configs);
  if (!completion->stream)
    return request;
  json_set_bool (request, "stream", TRUE);
  return json_set (request, "stream_options",
                   json_set_bool (json_object_new_object (), "include_usage", TRUE));
}

WireAnswer *
wire_answer_new (void)
{
  WireAnswer *answer = g_new0 (WireAnswer, 1);

  answer->calls = g_ptr_array_new_with_free_func (wire_call_free);
  return answer;
}

void
wire_answer_free (WireAnswer *answer)
{
  if (answer->content != NULL)
    g_string_free (answer->content, TRUE);
  g_ptr_array_unref (answer->calls);
  g_free (answer);
}

static const char *
finish_reason_of (const char *reason)
{
  static const struct {
    const char *theirs;
    const char *ours;
  } reasons[] = {
    { "stop", "stop" },
    { "length", "length" },
    { "tool_calls", "function_calls" },
    { "function_call", "function_calls" },
    { "content_filter", "error" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].theirs, reason))
      return reasons[i].ours;
  return "unknown";
}

static WireCall *
call_at (WireAnswer *answer, gint64 index)
{
  if (index < 0 || index >= MAX_CALLS)
    return NULL;
  while (answer->calls->len <= index)
    {
      WireCall *call = g_new0 (WireCall, 1);

      call->id = g_string_new (NULL);
      call->name = g_string_new (NULL);
      call->arguments = g_string_new (NULL);
      g_ptr_array_add (answer->calls, call);
    }
  return g_ptr_array_index (answer->calls, index);
}

static void
append_member (GString *text, json_object *object, const char *name)
{
  const char *more = json_member_string (object, name);

  if (more != NULL)
    g_string_append (text, more);
}

/* Some servers give every call the index 0; a new id then means a new call. */
static gint64
call_index (WireAnswer *answer, json_object *part, gsize position)
{
  gint64 index = json_member_int (part, "index", (gint64) position);
  const char *id = json_member_string (part, "id");
  WireCall *call;

  if (id == NULL || *id == '\0' || index < 0 || index >= answer->calls->len)
    return index;
  call = g_ptr_array_index (answer->calls, index);
  if (call->id->len == 0 || g_str_equal (call->id->str, id))
    return index;
  return answer->calls->len;
}

static void
add_call_part (WireAnswer *answer, json_object *part, gsize position)
{
  json_object *function = json_member (part, "function");
  WireCall *call = call_at (answer, call_index (answer, part, position));

  if (call == NULL)
    return;
  if (call->id->len == 0)
    append_member (call->id, part, "id");
  if (call->name->len == 0)
    append_member (call->name, function, "name");
  append_member (call->arguments, function, "arguments");
}

static void
add_usage (WireAnswer *answer, json_object *usage)
{
  answer->input_tokens = json_member_int (usage, "prompt_tokens", answer->input_tokens);
  answer->output_tokens = json_member_int (usage, "completion_tokens", answer->output_tokens);
}

const char *
wire_answer_add (WireAnswer *answer, json_object *payload)
{
  json_object *choices = json_member (payload, "choices");
  json_object *choice = NULL, *message, *calls;
  const char *text, *reason;

  add_usage (answer, json_member (payload, "usage"));
  if (json_object_is_type (choices, json_type_array))
    choice = json_object_array_get_idx (choices, 0);
  message = json_member (choice, "delta");
  if (message == NULL)
    message = json_member (choice, "message");
  reason = json_member_string (choice, "finish_reason");
  if (reason != NULL)
    answer->finish_reason = finish_reason_of (reason);
  calls = json_member (message, "tool_calls");
  if (json_object_is_type (calls, json_type_array))
    for (gsize i = 0; i < json_object_array_length (calls); i++)
      add_call_part (answer, json_object_array_get_idx (calls, i), i);
  text = json_member_string (message, "content");
  if (text == NULL || *text == '\0')
    return NULL;
  if (answer->content == NULL)
    answer->content = g_string_new (NULL);
  g_string_append (answer->content, text);
  return text;
}

/* NULL: the model did not write a JSON object. */
static json_object *
parse_arguments (const GString *text)
{
  json_object *arguments;
  gsize position;

  if (text->len == 0)
    return json_object_new_object ();
  if (json_scan (text->str, text->len, &position) != NULL)
    return NULL;
  arguments = json_from_text (text->str, (gssize) text->len);
  if (json_object_is_type (arguments, json_type_object))
    return arguments;
  json_object_put (arguments);
  return NULL;
}

static json_object *
function_calls_of (WireAnswer *answer)
{
  g_autoptr (json_object) list = json_object_new_array ();

  for (guint i = 0; i < answer->calls->len; i++)
    {
      WireCall *call = g_ptr_array_index (answer->calls, i);
      g_autofree char *id = call->id->len > 0 ? g_strdup (call->id->str) : id_new ("P3lf", 24);
      json_object *arguments = parse_arguments (call->arguments);
      json_object *item;

      if (arguments == NULL)
        return NULL;
      item = json_set_string (json_object_new_object (), "id", id);
      json_set_string (item, "name", call->name->str);
      json_object_array_add (list, json_set (item, "arguments", arguments));
    }
  return g_steal_pointer (&list);
}

void
wire_answer_deliver (WireAnswer *answer, Completion *completion)
{
  json_object *calls = NULL;

  completion->finish_reason = answer->finish_reason;
  completion->input_tokens = answer->input_tokens;
  completion->output_tokens = answer->output_tokens;
  if (answer->calls->len > 0)
    {
      calls = function_calls_of (answer);
      if (calls == NULL)
        {
          completion_fail (completion, "The arguments of a function call are no JSON object");
          return;
        }
      completion->finish_reason = "function_calls";
      completion_finish (completion, NULL, calls);
      return;
    }
  completion_finish (completion, answer->content != NULL ? answer->content->str : "", NULL);
}

char *
wire_error_text (json_object *payload, guint status)
{
  json_object *error = json_member (payload, "error");
  const char *text = json_member_string (error, "message");

  if (text == NULL)
    text = json_member_string (payload, "error");
  if (text == NULL)
    text = json_member_string (payload, "message");
  if (text == NULL)
    text = json_member_string (payload, "detail");
  if (text != NULL)
    return g_strdup (text);
  return g_strdup_printf ("The upstream server answered with status %u", status);
}
