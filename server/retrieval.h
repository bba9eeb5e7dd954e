/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What an assistant finds in its collections. */

#pragma once

#include "app.h"

/* The text to search for before the model is asked; NULL: nothing is searched then. */
char *retrieval_query (json_object *assistant, json_object *messages);
/* The function by which the model searches itself, or NULL. */
json_object *retrieval_function (json_object *assistant, const char *name);

/* @results: what was found, best first, or NULL and why. It belongs to the search. */
typedef void (*RetrievalDone) (json_object *results, const char *failure, gpointer data);

/* @done may be called before this returns. */
void retrieval_run (App *app, json_object *assistant, const char *query, RetrievalDone done,
                    gpointer data);
/* The results as the model reads them. */
char *retrieval_text (json_object *results);
