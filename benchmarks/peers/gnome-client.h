/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "scenario.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/* The scenarios as a GNOME program does them with libsoup and json-glib alone. */

typedef struct {
  SoupSession *session;
  long *items; /* of the list that each slot is reading */
} GnomeClient;

typedef void (*GnomeAnswerFunc) (BenchSlot *slot, JsonObject *answer);

SoupMessage *gnome_client_new_message (BenchSlot *slot, const char *method, const char *path);

/* The same with the JSON that the builder holds, as a POST. */
SoupMessage *gnome_client_new_post (BenchSlot *slot, const char *path, JsonBuilder *builder);

/* Ends the program when there is an error, or when MESSAGE's status is none of success. */
void gnome_client_check (BenchSlot *slot, SoupMessage *message, GError *error);

/* Takes MESSAGE over; FUNC gets the whole answer, parsed. */
void gnome_client_send (BenchSlot *slot, SoupMessage *message, GnomeAnswerFunc func);

void gnome_get (BenchSlot *slot);

void gnome_list_all (BenchSlot *slot);

/* The body of a chat completion's request. */
JsonBuilder *gnome_build_chat (BenchSlot *slot, gboolean stream);

void gnome_chat (BenchSlot *slot);

void gnome_stream (BenchSlot *slot);

void gnome_embeddings (BenchSlot *slot);
