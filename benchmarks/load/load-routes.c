/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-routes.h"

#include "load-answers.h"
#include "load-assistants.h"
#include "load-pacer.h"
#include "options.h"
#include "usage.h"

#include <inttypes.h>
#include <stdio.h>

#define ENVELOPE "{\"status\":\"success\",\"data\":"
#define DEFAULT_LIMIT 20

static long requests;

static void
put_between (LoadConnection *connection, const char *before, LoadText middle, size_t foot_length)
{
  size_t body = sizeof ENVELOPE - 1 + (size_t) (*before != '\0') + middle.length + foot_length;
  char *head = connection->head;
  int length = load_answer_head (head, sizeof connection->head, body);

  length +=
      snprintf (head + length, sizeof connection->head - (size_t) length, ENVELOPE "%s", before);
  load_connection_put (connection, (LoadText){ head, (size_t) length });
  load_connection_put (connection, middle);
  load_connection_put (connection, (LoadText){ connection->foot, foot_length });
}

static void
answer_assistant (LoadConnection *connection, LoadText id)
{
  long place = load_assistants_find (id);

  if (place < 0)
    {
      load_connection_put (connection, load_answer_not_found ());
      return;
    }
  connection->foot[0] = '}';
  put_between (connection, "", load_assistants_slice (place, 1), 1);
}

/* Newest first and forwards, which is how everything is read; a client that asks for another walk
 * must not take this one for it. */
static void
answer_list (LoadConnection *connection, LoadText query)
{
  LoadText after = load_text_after (query, "after=");
  long limit = load_text_number (query, "limit=", DEFAULT_LIMIT);
  long first = after.length > 0 ? load_assistants_find (after) + 1 : 0;
  long count = BENCH_ITEMS - first < limit ? BENCH_ITEMS - first : limit;
  int foot;

  if (load_text_has (query, "order=asc") || load_text_has (query, "before=")
      || (after.length > 0 && first == 0))
    {
      load_connection_put (connection, load_answer_invalid ());
      return;
    }
  foot = snprintf (connection->foot, sizeof connection->foot,
                   "],\"fetched_count\":%ld,\"has_more\":%s}", count,
                   first + count < BENCH_ITEMS ? "true" : "false");
  put_between (connection, "[", load_assistants_slice (first, count), (size_t) foot);
}

static void
answer_stats (LoadConnection *connection)
{
  char body[200];
  int length = snprintf (body, sizeof body,
                         "{\"cpu_us\":%" PRId64
                         ",\"requests\":%ld,\"open_connections\":%ld,\"streams\":%ld}",
                         usage_cpu_us (), requests, load_connection_count (), load_pacer_count ());
  int head = load_answer_head (connection->head, sizeof connection->head, (size_t) length);
  int rest =
      snprintf (connection->head + head, sizeof connection->head - (size_t) head, "%s", body);

  load_connection_put (connection, (LoadText){ connection->head, (size_t) (head + rest) });
}

static bool
wants_stream (LoadText body)
{
  LoadText value = load_text_after (body, "\"stream\"");

  while (value.length > 0 && (*value.at == ' ' || *value.at == ':'))
    value = (LoadText){ value.at + 1, value.length - 1 };
  return load_text_starts (value, "true");
}

static void
answer_stream (LoadConnection *connection, bool openai, LoadText body)
{
  const LoadTape *tape = load_tape (openai);
  long events = load_text_number (body, "events=", 10);
  long spacing = load_text_number (body, "spacing=", 0);

  if (events < 1 || events > LOAD_TAPE_EVENTS)
    {
      load_connection_put (connection, load_answer_invalid ());
      return;
    }
  load_connection_put (connection, load_tape_head ());
  if (spacing > 0)
    {
      load_pacer_start (connection, tape, events, (int) spacing);
      return;
    }
  load_connection_put (connection, load_tape_events (tape, 0, events));
  load_connection_put (connection, load_tape_tail (tape, events));
}

static void
answer_chat (LoadConnection *connection, bool openai, LoadText body)
{
  if (wants_stream (body))
    answer_stream (connection, openai, body);
  else
    load_connection_put (connection, load_answer_chat (openai));
}

static void
answer_embeddings (LoadConnection *connection, bool openai, LoadText body)
{
  bool all_digits = load_text_number (body, "digits=", 9) == 17;

  load_connection_put (connection, load_answer_embeddings (openai, all_digits));
}

static void
answer_post (LoadConnection *connection, LoadText target, LoadText body)
{
  if (load_text_starts (target, "/v1/inference/chat_completion"))
    answer_chat (connection, false, body);
  else if (load_text_starts (target, "/v1/inference/text_embedding"))
    answer_embeddings (connection, false, body);
  else if (load_text_starts (target, "/v1/chat/completions"))
    answer_chat (connection, true, body);
  else if (load_text_starts (target, "/v1/embeddings"))
    answer_embeddings (connection, true, body);
  else
    load_connection_put (connection, load_answer_not_found ());
}

static void
answer_get (LoadConnection *connection, LoadText target)
{
  if (load_text_starts (target, "/v1/assistants/"))
    answer_assistant (connection, load_text_after (target, "/v1/assistants/"));
  else if (load_text_starts (target, "/v1/assistants"))
    answer_list (connection, load_text_after (target, "/v1/assistants"));
  else if (load_text_starts (target, "/stats"))
    answer_stats (connection);
  else
    load_connection_put (connection, load_answer_not_found ());
}

void
load_routes_answer (LoadConnection *connection, const LoadRequest *request)
{
  requests++;
  if (request->post)
    answer_post (connection, request->target, request->body);
  else
    answer_get (connection, request->target);
}
