/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "model-routes.h"

#include "ids.h"
#include "listing.h"
#include "model-document.h"
#include "model-verify.h"
#include "reply.h"
#include "stored.h"

gboolean
model_routes_load (App *app)
{
  g_autoptr (json_object) documents = json_object_new_array ();
  const StoreQuery query = { .kind = MODEL_KIND, .parent = "", .limit = G_MAXINT };
  gboolean has_more;

  if (store_list (app->store, &query, documents, &has_more) != STORE_OK)
    return FALSE;
  for (gsize i = 0; i < json_object_array_length (documents); i++)
    models_publish (app->models,
                    models_build (app->models, json_object_array_get_idx (documents, i)));
  return TRUE;
}

void
model_routes_list (Request *request)
{
  static const char *const prefixes[] = { "model_id", "name", NULL };
  static const char *const equals[] = { "type", NULL };
  const ListingSource source = { MODEL_KIND, "", prefixes, equals };
  gboolean has_more = FALSE;
  json_object *list = listing_read (request, &source, &has_more);

  if (list != NULL)
    reply_list (request, list, has_more);
}

static void
save_and_reply (Request *request, json_object *document, const Model *model)
{
  if (!stored_save (request, MODEL_KIND, json_member_string (document, "model_id"), "", document))
    return;
  models_publish (request->app->models, model);
  reply_data (request, json_object_get (document));
}

typedef struct {
  Request *request;
  json_object *document;
  const Model *model;
} Saving;

static void
on_verified (const char *failure, gpointer data)
{
  Saving *saving = data;

  if (failure == NULL)
    save_and_reply (saving->request, saving->document, saving->model);
  else
    reply_error (saving->request, ERROR_CREDENTIALS,
                 "Model credentials validation has failed. Please check whether your credentials "
                 "are correct and if you have enough quota with the provider. More details: %s",
                 failure);
  request_unref (saving->request);
  json_object_put (saving->document);
  g_free (saving);
}

static void
verify_and_save (Request *request, json_object *document)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->request = request_ref (request);
  saving->document = json_object_get (document);
  saving->model = models_build (request->app->models, document);
  request_pause (request);
  model_verify (request->app, saving->model, on_verified, saving);
}

void
model_routes_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &model_create_schema);
  g_autoptr (json_object) document = NULL;
  g_autofree char *id = NULL;
  gint64 now;

  if (body == NULL)
    return;
  id = id_new ("Tp", 8);
  now = clock_stamp ();
  document = json_set_string (json_object_new_object (), "object", "Model");
  json_set_string (document, "model_id", id);
  json_set_string (document, "name", json_member_string (body, "name"));
  json_set (document, "fallbacks",
            json_set (json_object_new_object (), "model_list", json_object_new_array ()));
  json_set_int (document, "created_timestamp", now);
  json_set_int (document, "updated_timestamp", now);
  if (model_document_apply (request, document, body))
    verify_and_save (request, document);
}

/* NULL: not there, and the request is answered. */
static json_object *
find (Request *request, const char **id)
{
  App *app = request->app;
  const Model *built_in;
  json_object *document;

  *id = request_get_word (request, 0, "model_id");
  if (*id == NULL)
    return NULL;
  document = store_get (app->store, MODEL_KIND, *id);
  built_in = document == NULL ? models_find (app->models, *id) : NULL;
  if (built_in != NULL)
    return model_document_describe (app->catalog, built_in);
  if (document == NULL)
    reply_not_found (request, MODEL_KIND, *id);
  return document;
}

void
model_routes_get (Request *request)
{
  const char *id;
  json_object *document = find (request, &id);

  if (document != NULL)
    reply_data (request, document);
}

/* Like find (), but only what can be changed. */
static json_object *
find_own (Request *request, const char **id)
{
  json_object *document = find (request, id);

  if (document == NULL || json_member_int (document, "created_timestamp", 0) != 0)
    return document;
  json_object_put (document);
  reply_error (request, ERROR_REQUEST_VALIDATION, "Model %s is built in and cannot be changed.",
               *id);
  return NULL;
}

/* Empty objects count as nothing, and fallbacks alone do as well. */
static gboolean
asks_for_more_than_name (json_object *body)
{
  json_object_object_foreach (body, name, value)
  {
    gboolean empty =
        json_object_is_type (value, json_type_object) && json_object_object_length (value) == 0;

    if (!g_str_equal (name, "name") && !g_str_equal (name, "fallbacks") && !empty)
      return TRUE;
  }
  return FALSE;
}

void
model_routes_update (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &model_update_schema);
  g_autoptr (json_object) document = NULL;
  const char *name = json_member_string (body, "name");
  const char *id;

  if (body != NULL)
    document = find_own (request, &id);
  if (document == NULL)
    return;
  if (name == NULL && !asks_for_more_than_name (body))
    {
      reply_error (request, ERROR_REQUEST_VALIDATION, "At least one field should be filled");
      return;
    }
  if (name != NULL)
    json_set_string (document, "name", name);
  json_set_int (document, "updated_timestamp", clock_stamp ());
  if (!asks_for_more_than_name (body))
    save_and_reply (request, document, models_build (request->app->models, document));
  else if (model_document_apply (request, document, body))
    verify_and_save (request, document);
}

void
model_routes_delete (Request *request)
{
  const char *id;
  g_autoptr (json_object) document = find_own (request, &id);

  if (document == NULL)
    return;
  if (stored_delete (request, MODEL_KIND, id))
    models_withdraw (request->app->models, id);
}
