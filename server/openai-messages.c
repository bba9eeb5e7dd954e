/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "openai-messages.h"

#include <string.h>

#include "ids.h"
#include "json-scan.h"
#include "json-write.h"
#include "reply.h"

static gboolean
has_role (json_object *message, const char *role)
{
  return json_is_string (json_member (message, "role"), role);
}

/* NULL: the text is no JSON object, and the request is answered in the reader's words. */
static json_object *
parse_arguments (Request *request, const char *text)
{
  gsize position = 0;
  const char *fault = json_scan (text, strlen (text), &position);
  json_object *arguments = NULL;

  if (fault == NULL)
    arguments = json_from_text (text, -1);
  if (json_object_is_type (arguments, json_type_object))
    return arguments;
  json_object_put (arguments);
  reply_error (request, ERROR_INTERNAL,
               "%s: line 1 column %" G_GSIZE_FORMAT " (char %" G_GSIZE_FORMAT ")",
               fault != NULL ? fault : "Expecting value", position + 1, position);
  return NULL;
}

static json_object *
convert_call (Request *request, json_object *function, const char *id)
{
  const char *text = json_member_string (function, "arguments");
  const char *name = json_member_string (function, "name");
  json_object *arguments = parse_arguments (request, text != NULL ? text : "");
  json_object *call;

  if (arguments == NULL)
    return NULL;
  call = json_set_string (json_object_new_object (), "id", id);
  json_set (call, "arguments", arguments);
  return json_set_string (call, "name", name != NULL ? name : "");
}

/* Of "tool_calls", or of the older "function_call". FALSE: the request is answered. */
static gboolean
convert_calls (Request *request, json_object *message, const char *id, json_object *converted)
{
  json_object *given = json_member (message, "tool_calls");
  json_object *single = json_member (message, "function_call");
  g_autoptr (json_object) calls = json_object_new_array ();
  gsize n = json_object_is_type (given, json_type_array) ? json_object_array_length (given) : 0;

  if (single != NULL)
    json_object_array_add (calls, convert_call (request, single, id));
  for (gsize i = 0; i < n && !request->replied; i++)
    json_object_array_add (
        calls,
        convert_call (request, json_member (json_object_array_get_idx (given, i), "function"), id));
  if (request->replied)
    return FALSE;
  if (json_object_array_length (calls) > 0)
    json_set (converted, "function_calls", g_steal_pointer (&calls));
  return TRUE;
}

static void
refuse_content (Request *request, json_object *content)
{
  g_autofree char *input = json_to_text (content, JSON_STYLE_PYTHON);

  reply_error (request, ERROR_DATA_MODEL_VALIDATION,
               "{'type': 'string_type', 'loc': ('content',), "
               "'msg': 'Input should be a valid string', 'input': %s}",
               input);
}

static json_object *
convert_message (Request *request, json_object *message, const char *id)
{
  gboolean is_result = has_role (message, "tool") || has_role (message, "function");
  g_autoptr (json_object) converted = json_object_new_object ();
  json_object *content = json_member (message, "content");

  if (!is_result && !has_role (message, "system") && !has_role (message, "user")
      && !has_role (message, "assistant"))
    {
      reply_error (request, ERROR_INTERNAL, "Unsupported message type: <class 'dict'>");
      return NULL;
    }
  if (content != NULL && !json_object_is_type (content, json_type_string))
    {
      refuse_content (request, content);
      return NULL;
    }
  json_set (converted, "content", json_object_get (content));
  json_set_string (converted, "role",
                   is_result ? "function" : json_member_string (message, "role"));
  if (is_result)
    json_set_string (converted, "id", id);
  if (has_role (message, "assistant") && !convert_calls (request, message, id, converted))
    return NULL;
  return g_steal_pointer (&converted);
}

/* All calls and results of one request share one id, whatever ids the client gave. */
json_object *
openai_convert_messages (Request *request, json_object *messages)
{
  g_autoptr (json_object) list = json_object_new_array ();
  g_autofree char *id = id_new ("P3lf", 24);

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      json_object *message = convert_message (request, json_object_array_get_idx (messages, i), id);

      if (message == NULL)
        return NULL;
      json_object_array_add (list, message);
    }
  return g_steal_pointer (&list);
}

json_object *
openai_convert_functions (json_object *body)
{
  json_object *tools = json_member (body, "tools");
  json_object *functions;

  if (tools == NULL)
    return json_object_get (json_member (body, "functions"));
  functions = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (tools); i++)
    {
      json_object *tool = json_object_array_get_idx (tools, i);

      json_object_array_add (functions, json_object_get (json_member (tool, "function")));
    }
  return functions;
}
