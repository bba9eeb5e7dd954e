/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "actions.h"

#include <string.h>

#include "action-run.h"
#include "action-schema.h"
#include "ids.h"
#include "listing.h"
#include "openapi-document.h"
#include "reply.h"
#include "stored.h"

#define SHOWN_ENDS 2

/* Short secrets are shown in clear by the service. */
static json_object *
masked (Request *request, const char *secret)
{
  glong length = g_utf8_strlen (secret, -1);
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  g_autofree char *text = NULL;

  if (length <= 2 * SHOWN_ENDS)
    return json_object_new_string (request->app->options->quirks ? secret : "****");
  head = g_utf8_substring (secret, 0, SHOWN_ENDS);
  tail = g_utf8_substring (secret, length - SHOWN_ENDS, length);
  text = g_strconcat (head, "****", tail, NULL);
  return json_object_new_string (text);
}

static json_object *
masked_content (Request *request, json_object *content)
{
  json_object *copy = json_object_new_object ();

  json_object_object_foreach (content, name, value)
      json_set (copy, name, masked (request, json_object_get_string (value)));
  return copy;
}

/* Returns @action. */
static json_object *
present (Request *request, json_object *action)
{
  json_object *authentication = json_member (action, "authentication");
  const char *secret = json_member_string (authentication, "secret");
  json_object *content = json_member (authentication, "content");

  if (secret != NULL)
    json_set (authentication, "secret", masked (request, secret));
  if (content != NULL)
    json_set (authentication, "content", masked_content (request, content));
  return action;
}

void
actions_list (Request *request)
{
  static const char *const filters[] = { "action_id", "name", NULL };
  const ListingSource source = { .kind = ACTION_KIND, .parent = "", .prefixes = filters };
  gboolean has_more = FALSE;
  json_object *list = listing_read (request, &source, &has_more);

  if (list == NULL)
    return;
  for (gsize i = 0; i < json_object_array_length (list); i++)
    present (request, json_object_array_get_idx (list, i));
  reply_list (request, list, has_more);
}

/* The service leaves out what the elements of an array are, and its models then refuse the
 * function. */
static void
forget_items (json_object *action)
{
  json_object *parameters = json_member (json_member (action, "function_def"), "parameters");

  json_object_object_foreach (json_member (parameters, "properties"), name, property)
  {
    (void) name;
    json_set (property, "items", NULL);
  }
}

/* NULL: not usable, and the request is answered. */
static json_object *
cut_document (Request *request, json_object *document, gboolean single)
{
  g_auto (OpenapiFault) fault = { 0 };
  json_object *actions = openapi_cut (document, single, &fault);

  if (actions == NULL)
    reply_error (request, fault.code, "%s", fault.message);
  else if (request->app->options->quirks)
    for (gsize i = 0; i < json_object_array_length (actions); i++)
      forget_items (json_object_array_get_idx (actions, i));
  return actions;
}

static gboolean
save (Request *request, json_object *action)
{
  return stored_save (request, ACTION_KIND, json_member_string (action, "action_id"), "", action);
}

static void
complete (json_object *action, json_object *authentication)
{
  g_autofree char *id = id_new ("bFBd", 24);
  gint64 now = clock_stamp ();

  json_set_string (action, "object", "Action");
  json_set_string (action, "action_id", id);
  json_set (action, "authentication", json_copy (authentication));
  json_set_int (action, "created_timestamp", now);
  json_set_int (action, "updated_timestamp", now);
}

void
actions_bulk_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &action_create_schema);
  g_autoptr (json_object) actions = NULL;
  gboolean saved = TRUE;

  if (body != NULL)
    actions = cut_document (request, json_member (body, "openapi_schema"), FALSE);
  if (actions == NULL)
    return;
  store_begin (request->app->store);
  for (gsize i = 0; i < json_object_array_length (actions) && saved; i++)
    {
      json_object *action = json_object_array_get_idx (actions, i);

      complete (action, json_member (body, "authentication"));
      saved = save (request, action);
    }
  if (!store_end (request->app->store, saved))
    {
      if (saved)
        reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
      return;
    }
  for (gsize i = 0; i < json_object_array_length (actions); i++)
    present (request, json_object_array_get_idx (actions, i));
  reply_data (request, g_steal_pointer (&actions));
}

void
actions_get (Request *request)
{
  const char *id = request_get_word (request, 0, "action_id");
  json_object *action = id != NULL ? stored_find (request, ACTION_KIND, id) : NULL;

  if (action != NULL)
    reply_data (request, present (request, action));
}

static void
replace_members (json_object *action, json_object *members)
{
  json_object_object_foreach (members, name, value)
      json_set (action, name, json_object_get (value));
}

/* FALSE: the document is not usable, and the request is answered. */
static gboolean
replace_document (Request *request, json_object *action, json_object *document)
{
  g_autoptr (json_object) actions = NULL;

  if (document == NULL)
    return TRUE;
  actions = cut_document (request, document, TRUE);
  if (actions == NULL)
    return FALSE;
  replace_members (action, json_object_array_get_idx (actions, 0));
  return TRUE;
}

void
actions_update (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &action_update_schema);
  g_autoptr (json_object) action = NULL;
  json_object *authentication = json_member (body, "authentication");

  if (body != NULL)
    action = stored_find (request, ACTION_KIND, request->match.params[0]);
  if (action == NULL)
    return;
  if (json_object_object_length (body) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  if (!replace_document (request, action, json_member (body, "openapi_schema")))
    return;
  if (authentication != NULL)
    json_set (action, "authentication", json_object_get (authentication));
  json_set_int (action, "updated_timestamp", clock_stamp ());
  if (save (request, action))
    reply_data (request, present (request, g_steal_pointer (&action)));
}

void
actions_delete (Request *request)
{
  const char *id = request_get_word (request, 0, "action_id");
  g_autoptr (json_object) action = id != NULL ? stored_find (request, ACTION_KIND, id) : NULL;

  if (action != NULL)
    stored_delete (request, ACTION_KIND, id);
}

static void
on_run (int status, json_object *data, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  json_object *result = json_set_int (json_object_new_object (), "status", status);
  gboolean made = !json_is_string (json_member (data, "error"), ACTION_NOT_MADE);
  const char *name = made || !request->app->options->quirks ? "data" : "error";

  reply_data (request, json_set (result, name, json_object_get (data)));
}

static gboolean
has_parameters (json_object *action)
{
  return json_member (action, "path_param_schema") != NULL
         || json_member (action, "query_param_schema") != NULL
         || json_member (action, "body_param_schema") != NULL;
}

void
actions_run (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &action_run_schema);
  g_autoptr (json_object) action = NULL;
  json_object *parameters = json_member (body, "parameters");

  if (body != NULL)
    action = stored_find (request, ACTION_KIND, request->match.params[0]);
  if (action == NULL)
    return;
  if (parameters == NULL && has_parameters (action) && request->app->options->quirks)
    {
      reply_error (request, ERROR_INTERNAL, "argument of type 'NoneType' is not iterable");
      return;
    }
  request_pause (request);
  action_run (request->app, action, parameters, NULL, on_run, request_ref (request));
}
