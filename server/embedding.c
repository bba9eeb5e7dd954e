/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "embedding.h"

#include "tokens.h"

static gint64
count_tokens (json_object *texts)
{
  gint64 tokens = 0;

  for (gsize i = 0; i < json_object_array_length (texts); i++)
    tokens += tokens_of_text (json_object_get_string (json_object_array_get_idx (texts, i)));
  return tokens;
}

void
embedding_run (gpointer app, const Model *model, json_object *texts, GCancellable *cancellable,
               EmbeddingDone done, gpointer data)
{
  Embedding *embedding = g_new0 (Embedding, 1);

  embedding->app = app;
  embedding->model = model;
  embedding->texts = texts;
  embedding->tokens = count_tokens (texts);
  g_set_object (&embedding->cancellable, cancellable);
  embedding->done = done;
  embedding->data = data;
  model->provider->embed (embedding);
}

static void
embedding_end (Embedding *embedding, const char *failure)
{
  embedding->done (embedding, failure, embedding->data);
  json_object_put (embedding->texts);
  json_object_put (embedding->vectors);
  g_clear_object (&embedding->cancellable);
  g_free (embedding);
}

/* Takes @vectors. */
void
embedding_finish (Embedding *embedding, json_object *vectors)
{
  embedding->vectors = vectors;
  embedding_end (embedding, NULL);
}

void
embedding_fail (Embedding *embedding, const char *message)
{
  embedding_end (embedding, message);
}
