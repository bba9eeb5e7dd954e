/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"
#include "raw-values.h"

#include <stdio.h>
#include <string.h>

static void
get_done (void *user_data, const char *body, size_t length, const char *error)
{
  json_object *document;
  json_object *data = raw_client_parse (user_data, body, length, error, &document);
  RawAssistant assistant;
  bool right;

  raw_assistant_read (&assistant, data);
  json_object_put (document);
  right = strcmp (assistant.assistant_id, BENCH_ASSISTANT_ID) == 0;
  raw_assistant_clear (&assistant);
  bench_slot_done (user_data, right);
}

void
raw_get (BenchSlot *slot)
{
  raw_client_send (slot, "/v1/assistants/" BENCH_ASSISTANT_ID, get_done);
}

static void list_done (void *user_data, const char *body, size_t length, const char *error);

static void
start_page (BenchSlot *slot)
{
  const char *after = raw_client_caller (slot)->after;
  char path[128];

  snprintf (path, sizeof path, "/v1/assistants?limit=%d%s%s", BENCH_PAGE_LIMIT,
            *after != '\0' ? "&after=" : "", after);
  raw_client_send (slot, path, list_done);
}

static void
list_done (void *user_data, const char *body, size_t length, const char *error)
{
  RawCaller *caller = raw_client_caller (user_data);
  json_object *document;
  json_object *data = raw_client_parse (user_data, body, length, error, &document);
  bool has_more = json_object_get_boolean (raw_json_member (document, "has_more"));
  RawPage page;

  raw_page_read (&page, data);
  json_object_put (document);
  caller->items += (long) page.count;
  if (page.count > 0)
    snprintf (caller->after, sizeof caller->after, "%s", page.items[page.count - 1].assistant_id);
  raw_page_clear (&page);
  if (has_more)
    start_page (user_data);
  else
    bench_slot_done (user_data, caller->items);
}

void
raw_list_all (BenchSlot *slot)
{
  raw_client_caller (slot)->items = 0;
  raw_client_caller (slot)->after[0] = '\0';
  start_page (slot);
}
