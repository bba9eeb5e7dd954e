/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "model-verify.h"

#include "completion.h"
#include "embedding.h"

/* The text by which the service verifies credentials; some models know it. */
#define QUESTION "Only say your name"

typedef struct {
  Completion *completion;
  ModelVerified done;
  gpointer data;
} Verification;

static void
finish (Verification *verification, const char *failure)
{
  verification->done (failure, verification->data);
  g_clear_pointer (&verification->completion, completion_unref);
  g_free (verification);
}

static void
on_delta (Completion *completion, const char *text)
{
  (void) completion;
  (void) text;
}

static void
on_done (Completion *completion)
{
  finish (completion->owner, NULL);
}

static void
on_failed (Completion *completion, const char *message)
{
  finish (completion->owner, message);
}

static void
on_cut (Completion *completion)
{
  finish (completion->owner, "The connection to the model broke");
}

static const CompletionEvents events = { on_delta, on_done, on_failed, on_cut };

static void
verify_chat (App *app, const Model *model, Verification *verification)
{
  json_object *message = json_set_string (json_object_new_object (), "role", "user");
  Completion *completion = completion_new (app, model);

  completion->messages = json_object_new_array ();
  json_object_array_add (completion->messages, json_set_string (message, "content", QUESTION));
  completion->events = &events;
  completion->owner = verification;
  verification->completion = completion;
  completion_run (completion);
}

static void
on_embedded (Embedding *embedding, const char *failure, gpointer data)
{
  (void) embedding;
  finish (data, failure);
}

static void
verify_embedding (App *app, const Model *model, Verification *verification)
{
  json_object *texts = json_object_new_array ();

  json_object_array_add (texts, json_object_new_string (QUESTION));
  embedding_run (app, model, texts, NULL, on_embedded, verification);
}

static void
verify_rerank (const Model *model, Verification *verification)
{
  g_autoptr (json_object) documents = json_object_new_array ();
  g_autofree double *scores = NULL;

  json_object_array_add (documents, json_object_new_string (QUESTION));
  scores = model->provider->rerank (QUESTION, documents);
  finish (verification, scores != NULL ? NULL : "The model did not answer");
}

/* The service's provider has a module for each kind of model it serves. */
static char *
find_gap (const Model *model)
{
  g_auto (GStrv) parts = g_strsplit (model->schema_id, "/", 2);
  const Provider *provider = model->provider;

  if (provider == NULL)
    return g_strdup_printf ("The provider %s is not reached from here", parts[0]);
  if ((model->type == MODEL_CHAT && provider->chat != NULL)
      || (model->type == MODEL_EMBEDDING && provider->embed != NULL)
      || (model->type == MODEL_RERANK && provider->rerank != NULL))
    return NULL;
  return g_strdup_printf ("No module named 'providers.%s.%s'", parts[0],
                          model_type_name (model->type));
}

void
model_verify (App *app, const Model *model, ModelVerified done, gpointer data)
{
  g_autofree char *gap = find_gap (model);
  Verification *verification = g_new0 (Verification, 1);

  verification->done = done;
  verification->data = data;
  if (gap != NULL)
    finish (verification, gap);
  else if (model->type == MODEL_CHAT)
    verify_chat (app, model, verification);
  else if (model->type == MODEL_EMBEDDING)
    verify_embedding (app, model, verification);
  else
    verify_rerank (model, verification);
}
