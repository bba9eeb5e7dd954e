/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "assistants.h"

#include <string.h>

#include "actions.h"
#include "assistant-schema.h"
#include "bundle-instances.h"
#include "ids.h"
#include "listing.h"
#include "plugin-run.h"
#include "reply.h"
#include "stored.h"

#define KIND "assistant"

static gboolean
check_plugin (Request *request, const char *id)
{
  gboolean quirks = request->app->options->quirks;
  g_auto (GStrv) parts = g_strsplit (id, "/", -1);
  guint n_parts = g_strv_length (parts);
  g_autoptr (json_object) instance = NULL;

  if (n_parts > 2 && quirks)
    reply_error (request, ERROR_INTERNAL, "too many values to unpack (expected 2)");
  else if (n_parts != 2)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Invalid plugin tool ID: %s", id);
  if (n_parts != 2)
    return FALSE;
  instance = store_get (request->app->store, BUNDLE_INSTANCE_KIND, parts[0]);
  if (instance == NULL)
    reply_not_found (request, BUNDLE_INSTANCE_KIND, parts[0]);
  else if (quirks || plugin_find (request->app, id) != NULL)
    return TRUE;
  else
    reply_not_found (request, "plugin", id);
  return FALSE;
}

static gboolean
check_action (Request *request, const char *id)
{
  g_autoptr (json_object) action = stored_find (request, ACTION_KIND, id);

  return action != NULL;
}

static gboolean
check_tools (Request *request, const Model *model, json_object *tools)
{
  for (gsize i = 0; i < json_object_array_length (tools); i++)
    {
      json_object *tool = json_object_array_get_idx (tools, i);
      const char *id = json_member_string (tool, "id");

      if (!model->function_call)
        {
          reply_error (request, ERROR_REQUEST_VALIDATION,
                       "The assistant's language model %s does not support function call to use "
                       "the tools.",
                       model->id);
          return FALSE;
        }
      if (!(json_is_string (json_member (tool, "type"), "plugin") ? check_plugin (request, id)
                                                                  : check_action (request, id)))
        return FALSE;
    }
  return TRUE;
}

/* All of them have to understand the same vectors. */
static gboolean
check_collections (Request *request, json_object *retrievals)
{
  g_autofree char *model_id = NULL;

  for (gsize i = 0; i < json_object_array_length (retrievals); i++)
    {
      json_object *retrieval = json_object_array_get_idx (retrievals, i);
      const char *id = json_member_string (retrieval, "id");
      g_autoptr (json_object) collection = stored_find (request, "collection", id);

      if (collection == NULL)
        return FALSE;
      if (model_id == NULL)
        model_id = g_strdup (json_member_string (collection, "embedding_model_id"));
      if (!json_is_string (json_member (collection, "embedding_model_id"), model_id))
        {
          reply_error (request, ERROR_REQUEST_VALIDATION,
                       "The collections of an assistant must have the same embedding model.");
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_retrievals (Request *request, const Model *model, json_object *document)
{
  json_object *retrievals = json_member (document, "retrievals");
  json_object *method = json_member (json_member (document, "retrieval_configs"), "method");

  if (json_object_array_length (retrievals) == 0)
    return TRUE;
  if (json_is_string (method, "function_call") && !model->function_call)
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "The assistant's language model %s does not support function call to use "
                 "retrieval.",
                 model->id);
  else
    return check_collections (request, retrievals);
  return FALSE;
}

/* What the assistant refers to must exist. The type of the model matters at creation only. */
static gboolean
check_references (Request *request, json_object *document, gboolean creating)
{
  const char *model_id = json_member_string (document, "model_id");
  const Model *model = models_find (request->app->models, model_id);

  if (model == NULL)
    {
      reply_not_found (request, "model", model_id);
      return FALSE;
    }
  if (creating && model->type != MODEL_CHAT)
    {
      reply_error (request, ERROR_REQUEST_VALIDATION,
                   "Model %s is not a valid chat completion model.", model_id);
      return FALSE;
    }
  return check_tools (request, model, json_member (document, "tools"))
         && check_retrievals (request, model, document);
}

gboolean
assistants_check (Request *request, json_object *assistant)
{
  return check_references (request, assistant, FALSE);
}

void
assistants_list (Request *request)
{
  static const char *const filters[] = { "assistant_id", "name", NULL };

  listing_reply (request, KIND, "", filters, NULL);
}

void
assistants_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &assistant_create_schema);
  g_autoptr (json_object) document = NULL;
  g_autofree char *id = NULL;
  gint64 now;

  if (body == NULL || !check_references (request, body, TRUE))
    return;
  id = id_new ("X5lM", 24);
  now = clock_stamp ();
  document = json_set_string (json_object_new_object (), "object", "Assistant");
  json_set_string (document, "assistant_id", id);
  json_object_object_foreach (body, name, value) json_set (document, name, json_object_get (value));
  json_set_int (document, "created_timestamp", now);
  json_set_int (document, "updated_timestamp", now);
  stored_save_and_reply (request, KIND, id, "", document);
}

json_object *
assistants_find (Request *request, const char *id)
{
  return stored_find (request, KIND, id);
}

/* NULL: not there, and the request is answered. */
static json_object *
find (Request *request, const char **id)
{
  *id = request_get_id (request, 0, "assistant_id");
  return *id != NULL ? assistants_find (request, *id) : NULL;
}

void
assistants_get (Request *request)
{
  const char *id;
  json_object *document = find (request, &id);

  if (document != NULL)
    reply_data (request, document);
}

/* Empty metadata does not count as a change, so it cannot be cleared; the service has it so. */
static gboolean
merge (json_object *document, json_object *changes)
{
  gboolean changed = FALSE;

  json_object_object_foreach (changes, name, value)
  {
    if (strcmp (name, "metadata") == 0 && json_object_object_length (value) == 0)
      continue;
    json_set (document, name, json_object_get (value));
    changed = TRUE;
  }
  return changed;
}

void
assistants_update (Request *request)
{
  g_autoptr (json_object) changes = request_validate_body (request, &assistant_update_schema);
  g_autoptr (json_object) document = NULL;
  gboolean changed;
  const char *id;

  if (changes == NULL)
    return;
  document = find (request, &id);
  if (document == NULL)
    return;
  changed = merge (document, changes);
  if (!check_references (request, document, FALSE))
    return;
  if (changed)
    json_set_int (document, "updated_timestamp", clock_stamp ());
  stored_save_and_reply (request, KIND, id, "", document);
}

void
assistants_delete (Request *request)
{
  const char *id;
  g_autoptr (json_object) document = find (request, &id);

  if (document != NULL)
    stored_delete (request, KIND, id);
}
