/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "openapi-document.h"

#include <string.h>

#include "json-write.h"
#include "openapi-operation.h"

/* Bytes, about, that the actions of one document may come to. References make much of little. */
#define MAX_SIZE (32 * 1024 * 1024)
#define MAX_ACTIONS 1000
/* What the store and the answer put around an action needs some room. */
#define MAX_DEPTH (JSON_MAX_DEPTH - 4)

void
openapi_fault_clear (OpenapiFault *fault)
{
  g_clear_pointer (&fault->message, g_free);
}

void
openapi_fault_set (OpenapiFault *fault, ErrorCode code, const char *format, ...)
{
  va_list args;

  if (fault->message != NULL)
    return;
  fault->code = code;
  va_start (args, format);
  fault->message = g_strdup_vprintf (format, args);
  va_end (args);
}

/* What no OpenAPI document lacks; NULL: all is there. */
static const char *
find_flaw (json_object *document)
{
  json_object *info = json_member (document, "info");
  const char *version = json_member_string (document, "openapi");
  json_object *paths = json_member (document, "paths");

  if (version == NULL)
    return "";
  if (!g_str_has_prefix (version, "3."))
    return "only version 3 is supported";
  if (json_member_string (info, "title") == NULL || json_member_string (info, "version") == NULL)
    return "'info' needs a 'title' and a 'version'";
  if (!json_object_is_type (paths, json_type_object))
    return "'paths' is missing";
  json_object_object_foreach (paths, path, item)
  {
    if (*path != '/')
      return "a path does not begin with '/'";
    if (!json_object_is_type (item, json_type_object))
      return "a path is not an object";
  }
  return NULL;
}

static gboolean
check_document (json_object *document, OpenapiFault *fault)
{
  json_object *servers = json_member (document, "servers");
  const char *flaw = find_flaw (document);

  if (flaw != NULL)
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION, "Invalid openapi schema: %s", flaw);
  else if (!json_object_is_type (servers, json_type_array)
           || json_object_array_length (servers) != 1)
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                       "Exactly one server is allowed in action schema");
  else if (json_member_string (json_object_array_get_idx (servers, 0), "url") == NULL)
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                       "Invalid openapi schema: a server needs a 'url'");
  return fault->message == NULL;
}

/* "#/components/schemas/X"; NULL: nothing is there. */
static json_object *
resolve (json_object *document, const char *reference)
{
  g_auto (GStrv) names = g_strsplit (reference, "/", -1);
  json_object *value = document;

  if (g_strcmp0 (names[0], "#") != 0)
    return NULL;
  for (guint i = 1; names[i] != NULL && value != NULL; i++)
    {
      g_autofree char *unescaped = g_uri_unescape_string (names[i], NULL);
      GString *name = g_string_new (unescaped != NULL ? unescaped : names[i]);

      g_string_replace (name, "~1", "/", 0);
      g_string_replace (name, "~0", "~", 0);
      value = json_member (value, name->str);
      g_string_free (name, TRUE);
    }
  return value;
}

/* A copy in which references to this document are replaced by what they name, one level deep. */
static json_object *
expand (json_object *document, json_object *value, OpenapiFault *fault)
{
  const char *reference = json_member_string (value, "$ref");
  json_object *copy;

  if (reference != NULL)
    {
      copy = json_object_get (resolve (document, reference));
      if (copy == NULL)
        openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                           "Invalid openapi schema: nothing is at %s", reference);
      return copy;
    }
  if (json_object_is_type (value, json_type_array))
    {
      copy = json_object_new_array ();
      for (gsize i = 0; i < json_object_array_length (value); i++)
        json_object_array_add (copy,
                               expand (document, json_object_array_get_idx (value, i), fault));
      return copy;
    }
  if (!json_object_is_type (value, json_type_object))
    return json_object_get (value);
  copy = json_object_new_object ();
  json_object_object_foreach (value, name, member)
      json_set (copy, name, expand (document, member, fault));
  return copy;
}

/* Takes the size of a value, what is referred to several times counted each time, from what is
 * left. FALSE: there is not so much, or it is too deep. */
static gboolean
weigh (json_object *value, guint depth, gsize *left)
{
  gsize own =
      16
      + (json_object_is_type (value, json_type_string) ? (gsize) json_object_get_string_len (value)
                                                       : 0);

  if (own > *left || depth > MAX_DEPTH)
    return FALSE;
  *left -= own;
  for (gsize i = 0;
       json_object_is_type (value, json_type_array) && i < json_object_array_length (value); i++)
    if (!weigh (json_object_array_get_idx (value, i), depth + 1, left))
      return FALSE;
  if (!json_object_is_type (value, json_type_object))
    return TRUE;
  json_object_object_foreach (value, name, member)
  {
    if (strlen (name) > *left || !weigh (member, depth + 1, left))
      return FALSE;
    *left -= MIN (*left, strlen (name));
  }
  return TRUE;
}

/* The document as if there were this operation alone. */
static json_object *
reduce (json_object *document, const char *path, const char *method, json_object *operation)
{
  static const char *const kept[] = { "openapi", "info", "servers" };
  json_object *reduced = json_object_new_object ();
  json_object *security = json_member (document, "security");
  json_object *methods = json_set (json_object_new_object (), method, json_object_get (operation));

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    json_set (reduced, kept[i], json_object_get (json_member (document, kept[i])));
  json_set (reduced, "components", json_object_new_object ());
  json_set (reduced, "security",
            security != NULL ? json_object_get (security) : json_object_new_array ());
  return json_set (reduced, "paths", json_set (json_object_new_object (), path, methods));
}

static void
cut_operation (json_object *document, const char *path, const char *method, json_object *operation,
               json_object *actions, gsize *left, OpenapiFault *fault)
{
  json_object *server = json_object_array_get_idx (json_member (document, "servers"), 0);
  g_autofree char *url = g_strconcat (json_member_string (server, "url"), path, NULL);
  json_object *action;

  /* The service takes every member of a path for an operation. */
  if (!json_object_is_type (operation, json_type_object))
    {
      openapi_fault_set (fault, ERROR_INTERNAL, "'%s' object has no attribute 'get'",
                         json_python_type (operation));
      return;
    }
  action = openapi_read_operation (operation, method, path, fault);
  if (action == NULL)
    return;
  json_set_string (action, "url", url);
  json_set (action, "openapi_schema", reduce (document, path, method, operation));
  json_object_array_add (actions, action);
  if (!weigh (action, 0, left))
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                       "Invalid openapi schema: it becomes too large");
}

static void
cut_paths (json_object *document, json_object *actions, OpenapiFault *fault)
{
  gsize left = MAX_SIZE;

  json_object_object_foreach (json_member (document, "paths"), path, item)
  {
    json_object_object_foreach (item, method, operation)
    {
      cut_operation (document, path, method, operation, actions, &left, fault);
      if (json_object_array_length (actions) > MAX_ACTIONS)
        openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                           "Invalid openapi schema: more than %d operations", MAX_ACTIONS);
      if (fault->message != NULL)
        return;
    }
  }
}

static gboolean
check_single (json_object *document, OpenapiFault *fault)
{
  json_object *paths = json_member (document, "paths");

  if (json_object_object_length (paths) > 1)
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                       "Only one path is allowed in action schema");
  else
    {
      json_object_object_foreach (paths, path, item)
      {
        (void) path;
        if (json_object_object_length (item) > 1)
          openapi_fault_set (fault, ERROR_REQUEST_VALIDATION,
                             "Only one method is allowed in action schema");
      }
    }
  return fault->message == NULL;
}

json_object *
openapi_cut (json_object *document, gboolean single, OpenapiFault *fault)
{
  g_autoptr (json_object) expanded = NULL;
  g_autoptr (json_object) actions = json_object_new_array ();

  if (!check_document (document, fault))
    return NULL;
  expanded = expand (document, document, fault);
  /* Again, since references may have put anything in place of what was well. */
  if (fault->message == NULL && check_document (expanded, fault)
      && (!single || check_single (expanded, fault)))
    cut_paths (expanded, actions, fault);
  if (json_object_array_length (actions) == 0)
    openapi_fault_set (fault, ERROR_REQUEST_VALIDATION, "Failed to parse OpenAPI schema");
  return fault->message == NULL ? g_steal_pointer (&actions) : NULL;
}
