/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The smallest program of libcurl and json-c: one easy handle, used again for each request. */

#include "raw-assistant.h"
#include "scenario.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  CURL *easy;
  struct curl_slist *headers;
  char *body;
  size_t length;
} EasyClient;

static size_t
on_write (char *data, size_t one, size_t length, void *user_data)
{
  EasyClient *self = user_data;

  (void) one;
  self->body = realloc (self->body, self->length + length);
  memcpy (self->body + self->length, data, length);
  self->length += length;
  return length;
}

static void *
open_client (const BenchOptions *options)
{
  EasyClient *self = calloc (1, sizeof *self);
  char url[512];

  curl_global_init (CURL_GLOBAL_DEFAULT);
  snprintf (url, sizeof url, "%s/v1/assistants/" BENCH_ASSISTANT_ID, options->host);
  self->headers = curl_slist_append (NULL, "Authorization: Bearer " BENCH_API_KEY);
  self->easy = curl_easy_init ();
  curl_easy_setopt (self->easy, CURLOPT_URL, url);
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (self->easy, CURLOPT_WRITEFUNCTION, on_write);
  curl_easy_setopt (self->easy, CURLOPT_WRITEDATA, self);
  return self;
}

static void
start (BenchSlot *slot)
{
  EasyClient *self = slot->client;
  RawAssistant assistant;
  json_object *document;
  bool right;

  if (slot->options->kind != BENCH_GET || slot->options->concurrency > 1)
    bench_slot_fail (slot, "this client gets one assistant after the other");
  self->length = 0;
  if (curl_easy_perform (self->easy) != CURLE_OK)
    bench_slot_fail (slot, "there is no answer");
  document = raw_json_parse (self->body, self->length);
  raw_assistant_read (&assistant, raw_json_member (document, "data"));
  json_object_put (document);
  right =
      assistant.assistant_id != NULL && strcmp (assistant.assistant_id, BENCH_ASSISTANT_ID) == 0;
  raw_assistant_clear (&assistant);
  bench_slot_done (slot, right);
}

/* All is done when start () returns. */
static void
turn (void *client)
{
  (void) client;
}

static void
close_client (void *client)
{
  EasyClient *self = client;

  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->headers);
  raw_json_finish ();
  free (self->body);
  free (self);
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "easy", open_client, start, turn, close_client };

  return bench_main (argc, argv, &client);
}
