/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "models.h"

#include <string.h>

#include "ids.h"

struct _Models {
  GHashTable *by_id; /* of static models and of our own; see extra */
  GPtrArray *order;
  GPtrArray *extra;
};

#define CHAT(model_id, model_name, ...)                                                            \
  {                                                                                                \
    .id = (model_id), .schema_id = "debug/" model_name, .name = (model_name), .type = MODEL_CHAT,  \
    .provider = &provider_debug, __VA_ARGS__                                                       \
  }
#define FUNCTIONS .function_call = TRUE
#define EMBEDDING(model_id, size)                                                                  \
  {                                                                                                \
    .id = (model_id), .schema_id = "debug/debug-text-embedding-" #size,                            \
    .name = "debug-text-embedding-" #size, .type = MODEL_EMBEDDING, .embedding_size = (size),      \
    .provider = &provider_debug                                                                    \
  }

#define FALLBACK(id)                                                                               \
  .fallbacks = (const char *const[])                                                               \
  {                                                                                                \
    (id), NULL                                                                                     \
  }

static const Model built_in[] = {
  CHAT ("TpEcho00", "debug-chat-completion", .streaming = TRUE),
  CHAT ("TpDelay0", "debug-chat-completion-delay", .streaming = TRUE),
  CHAT ("TpError0", "debug-error", FUNCTIONS, .streaming = TRUE),
  CHAT ("TpTools1", "debug-tool-call-hallucinations", FUNCTIONS, .streaming = TRUE),
  CHAT ("TpTools2", "debug-tool-call-hallucinations-2", FUNCTIONS, .streaming = TRUE),
  CHAT ("TpEchoFn", "debug-wildcard", FUNCTIONS, .streaming = TRUE),
  CHAT ("TpEchoNs", "debug-wildcard", .streaming = FALSE),
  CHAT ("TpFalls1", "debug-error", FUNCTIONS, .streaming = TRUE, FALLBACK ("TpEcho00")),
  CHAT ("TpFalls2", "debug-error", FUNCTIONS, .streaming = TRUE, FALLBACK ("TpError0")),
  EMBEDDING ("TpEmb256", 256),
  EMBEDDING ("TpEmb384", 384),
  EMBEDDING ("TpEmb512", 512),
  EMBEDDING ("TpEmb768", 768),
  EMBEDDING ("TpEm1024", 1024),
  EMBEDDING ("TpEm1536", 1536),
  { .id = "TpLocalS",
    .schema_id = "local/stream",
    .name = "stream",
    .type = MODEL_CHAT,
    .function_call = TRUE,
    .streaming = TRUE,
    .provider = &provider_local },
  { .id = "TpLocalV",
    .schema_id = "local/lexical-embedding",
    .name = "lexical-embedding",
    .type = MODEL_EMBEDDING,
    .embedding_size = 512,
    .provider = &provider_local },
  { .id = "TpLocalE",
    .schema_id = "local/failing-embedding",
    .name = "failing-embedding",
    .type = MODEL_EMBEDDING,
    .embedding_size = 256,
    .provider = &provider_local },
  { .id = "TpLocalR",
    .schema_id = "local/rerank",
    .name = "rerank",
    .type = MODEL_RERANK,
    .provider = &provider_local },
};

static void
free_extra (gpointer data)
{
  Model *model = data;

  g_free ((char *) model->id);
  g_free ((char *) model->schema_id);
  g_free ((char *) model->name);
  g_strfreev ((char **) model->fallbacks);
  json_object_put (model->configs);
  g_free (model);
}

static void
add (Models *models, const Model *model)
{
  g_hash_table_insert (models->by_id, (gpointer) model->id, (gpointer) model);
  g_ptr_array_add (models->order, (gpointer) model);
}

Models *
models_new (void)
{
  Models *models = g_new0 (Models, 1);

  models->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  models->order = g_ptr_array_new ();
  models->extra = g_ptr_array_new_with_free_func (free_extra);
  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    add (models, &built_in[i]);
  return models;
}

void
models_free (Models *models)
{
  g_hash_table_unref (models->by_id);
  g_ptr_array_unref (models->order);
  g_ptr_array_unref (models->extra);
  g_free (models);
}

const Model *
models_find (Models *models, const char *id)
{
  return g_hash_table_lookup (models->by_id, id);
}

const Model *
models_next_fallback (Models *models, const Model *model, guint *index)
{
  while (model->fallbacks != NULL && model->fallbacks[*index] != NULL)
    {
      const Model *next = models_find (models, model->fallbacks[(*index)++]);

      if (next != NULL && next->type == model->type)
        return next;
    }
  return NULL;
}

void
models_add_upstream (Models *models, const char *name, ModelType type)
{
  g_autofree char *seed = g_strconcat (type == MODEL_CHAT ? "chat " : "embedding ", name, NULL);
  g_autofree char *id = id_from_text ("Tp", 8, seed);
  Model *model;

  if (models_find (models, id) != NULL)
    return;
  model = g_new0 (Model, 1);
  model->id = g_steal_pointer (&id);
  model->schema_id = g_strconcat ("upstream/", name, NULL);
  model->name = g_strdup (name);
  model->type = type;
  model->function_call = model->streaming = type == MODEL_CHAT;
  model->provider = &provider_upstream;
  g_ptr_array_add (models->extra, model);
  add (models, model);
}

static const char *const type_names[] = {
  [MODEL_CHAT] = "chat_completion",
  [MODEL_EMBEDDING] = "text_embedding",
  [MODEL_RERANK] = "rerank",
};

const char *
model_type_name (ModelType type)
{
  return type_names[type];
}

static ModelType
parse_type (const char *name)
{
  ModelType type = MODEL_CHAT;

  while (type < MODEL_RERANK && strcmp (type_names[type], name) != 0)
    type++;
  return type;
}

/* NULL: its models are not reached from here. */
static const Provider *
find_provider (json_object *document)
{
  json_object *id = json_member (document, "provider_id");

  if (json_is_string (id, "debug"))
    return &provider_debug;
  return json_is_string (id, "local") ? &provider_local : NULL;
}

static const char *const *
copy_fallbacks (json_object *list)
{
  gsize n = list != NULL ? json_object_array_length (list) : 0;
  char **ids = n > 0 ? g_new0 (char *, n + 1) : NULL;

  for (gsize i = 0; i < n; i++)
    ids[i] = g_strdup (json_member_string (json_object_array_get_idx (list, i), "model_id"));
  return (const char *const *) ids;
}

const Model *
models_build (Models *models, json_object *document)
{
  json_object *properties = json_member (document, "properties");
  Model *model = g_new0 (Model, 1);

  model->id = g_strdup (json_member_string (document, "model_id"));
  model->schema_id = g_strdup (json_member_string (document, "model_schema_id"));
  model->name = g_strdup (json_member_string (document, "provider_model_id"));
  model->type = parse_type (json_member_string (document, "type"));
  model->function_call = json_member_bool (properties, "function_call");
  model->streaming = json_member_bool (properties, "streaming");
  model->embedding_size = (guint) json_member_int (properties, "embedding_size", 0);
  model->fallbacks =
      copy_fallbacks (json_member (json_member (document, "fallbacks"), "model_list"));
  model->configs = json_object_get (json_member (document, "configs"));
  model->provider = find_provider (document);
  g_ptr_array_add (models->extra, model);
  return model;
}

void
models_publish (Models *models, const Model *model)
{
  g_hash_table_replace (models->by_id, (gpointer) model->id, (gpointer) model);
}

void
models_withdraw (Models *models, const char *id)
{
  g_hash_table_remove (models->by_id, id);
}

void
models_withdraw_all (Models *models)
{
  g_hash_table_remove_all (models->by_id);
  for (guint i = 0; i < models->order->len; i++)
    models_publish (models, g_ptr_array_index (models->order, i));
}

/* One line each: id, type, schema, remarks. */
char *
models_to_text (Models *models)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < models->order->len; i++)
    {
      const Model *model = g_ptr_array_index (models->order, i);

      g_string_append_printf (text, "%s  %-15s  %s", model->id, model_type_name (model->type),
                              model->schema_id);
      if (model->function_call)
        g_string_append (text, "  functions");
      if (model->type == MODEL_CHAT && !model->streaming)
        g_string_append (text, "  no streaming");
      if (model->fallbacks != NULL)
        g_string_append_printf (text, "  falls back to %s", model->fallbacks[0]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
