/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Vectors in single precision: made of texts by a model, kept as plain bytes, compared. */

#pragma once

#include "app.h"

/* @vectors: one GBytes of floats a text, in order, there during the call only; or NULL and why. */
typedef void (*VectorsDone) (GPtrArray *vectors, const char *failure, gpointer data);

/* Takes @texts. Vectors of another length than @size, unless it is 0, are a failure. @done may be
 * called before this returns. */
void vectors_of_texts (App *app, const Model *model, gsize size, json_object *texts,
                       VectorsDone done, gpointer data);
double vectors_cosine (const float *a, const float *b, gsize n);
