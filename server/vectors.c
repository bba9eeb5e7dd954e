/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "vectors.h"

#include <math.h>

#include "embedding.h"

/* The texts of a long record go to the model by and by, so that its answers stay small. */
#define BATCH 64

typedef struct {
  App *app;
  const Model *model;
  gsize size;
  json_object *texts;
  gsize next;
  GPtrArray *vectors;
  VectorsDone done;
  gpointer data;
} Run;

static void
run_end (Run *run, const char *failure)
{
  g_autofree char *text = NULL;

  if (failure != NULL)
    text = g_strdup_printf ("Model %s failed to respond: %s", run->model->id, failure);
  run->done (failure == NULL ? run->vectors : NULL, text, run->data);
  json_object_put (run->texts);
  g_ptr_array_unref (run->vectors);
  g_free (run);
}

/* NULL: no list of numbers. */
static GBytes *
pack (json_object *vector)
{
  gsize n = json_object_is_type (vector, json_type_array) ? json_object_array_length (vector) : 0;
  g_autofree float *values = g_new (float, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      json_object *value = json_object_array_get_idx (vector, i);

      if (!json_object_is_type (value, json_type_double)
          && !json_object_is_type (value, json_type_int))
        return NULL;
      values[i] = (float) json_object_get_double (value);
      if (!isfinite (values[i]))
        return NULL;
    }
  return n > 0 ? g_bytes_new (values, n * sizeof *values) : NULL;
}

static char *
take_vectors (Run *run, json_object *vectors)
{
  for (gsize i = 0; i < json_object_array_length (vectors); i++)
    {
      GBytes *bytes = pack (json_object_array_get_idx (vectors, i));

      if (bytes == NULL)
        return g_strdup ("The answer holds no vectors");
      g_ptr_array_add (run->vectors, bytes);
      if (run->size != 0 && g_bytes_get_size (bytes) != run->size * sizeof (float))
        return g_strdup_printf ("The answer holds a vector of %" G_GSIZE_FORMAT
                                " numbers instead of %" G_GSIZE_FORMAT,
                                g_bytes_get_size (bytes) / sizeof (float), run->size);
    }
  return NULL;
}

static json_object *
next_batch (Run *run)
{
  json_object *batch = json_object_new_array ();
  gsize n = json_object_array_length (run->texts);

  for (; run->next < n && json_object_array_length (batch) < BATCH; run->next++)
    json_object_array_add (batch,
                           json_object_get (json_object_array_get_idx (run->texts, run->next)));
  return batch;
}

static void
on_embedded (Embedding *embedding, const char *failure, gpointer data)
{
  Run *run = data;
  g_autofree char *wrong = NULL;

  if (failure == NULL)
    failure = wrong = take_vectors (run, embedding->vectors);
  if (failure != NULL || run->next == json_object_array_length (run->texts))
    run_end (run, failure);
  else
    embedding_run (run->app, run->model, next_batch (run), NULL, on_embedded, run);
}

void
vectors_of_texts (App *app, const Model *model, gsize size, json_object *texts, VectorsDone done,
                  gpointer data)
{
  Run *run = g_new0 (Run, 1);

  run->app = app;
  run->model = model;
  run->size = size;
  run->texts = texts;
  run->vectors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  run->done = done;
  run->data = data;
  if (json_object_array_length (texts) == 0)
    run_end (run, NULL);
  else
    embedding_run (app, model, next_batch (run), NULL, on_embedded, run);
}

/* Exactly 1 for equal vectors, 0 where there is no direction. */
double
vectors_cosine (const float *a, const float *b, gsize n)
{
  double ab = 0, aa = 0, bb = 0;

  for (gsize i = 0; i < n; i++)
    {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
  return aa > 0 && bb > 0 ? ab / sqrt (aa * bb) : 0;
}
