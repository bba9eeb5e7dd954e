/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-pacer.h"

#include "stamp.h"
#include "usage.h"

#include <string.h>

#define LANES 8
#define ROUND 256
#define BATCH 128

TAILQ_HEAD (LoadQueue, LoadConnection);

/* All streams of one spacing, in the order in which they are due: a stream whose turn has come goes
 * to the end, so the order keeps itself. */
typedef struct {
  int64_t spacing_ns;
  struct LoadQueue queue;
} Lane;

static Lane lanes[LANES];
static int lane_count;
static long stream_count;

static Lane *
lane_for (int64_t spacing_ns)
{
  for (int i = 0; i < lane_count; i++)
    if (lanes[i].spacing_ns == spacing_ns)
      return &lanes[i];
  if (lane_count == LANES)
    return &lanes[LANES - 1]; /* order suffers a little, nothing else */
  lanes[lane_count].spacing_ns = spacing_ns;
  TAILQ_INIT (&lanes[lane_count].queue);
  return &lanes[lane_count++];
}

static int64_t
due_ns (const LoadStream *stream, long event)
{
  return stream->start_ns + event * stream->spacing_ns;
}

/* One batch. An event that had to wait for the socket bears the time at which it was due, so that
 * a slow reader cannot hide its lag by making the server wait. */
static void
send_batch (LoadConnection *connection, int64_t now_ns)
{
  static char copy[BATCH * LOAD_TAPE_LONGEST_EVENT];
  LoadStream *stream = &connection->stream;
  long first = stream->sent;
  long end = stream->ready < first + BATCH ? stream->ready : first + BATCH;
  LoadText all = load_tape_events (stream->tape, first, end);

  memcpy (copy, all.at, all.length);
  for (long event = first; event < end; event++)
    load_tape_stamp (copy + load_tape_events (stream->tape, first, event + 1).length,
                     stamp_of (now_ns > 0 ? now_ns : due_ns (stream, event)));
  stream->sent = end;
  load_connection_send_copy (connection, (LoadText){ copy, all.length });
}

static void
finish (LoadConnection *connection)
{
  load_connection_put (connection,
                       load_tape_tail (connection->stream.tape, connection->stream.events));
  load_connection_flush (connection);
  connection->stream.events = 0;
  stream_count--;
}

/* NOW_NS is 0 when the events are late. */
static void
send_ready (LoadConnection *connection, int64_t now_ns)
{
  LoadStream *stream = &connection->stream;

  while (stream->sent < stream->ready && !load_connection_is_blocked (connection))
    send_batch (connection, now_ns);
  if (stream->sent == stream->events && !load_connection_is_blocked (connection))
    finish (connection);
}

void
load_pacer_start (LoadConnection *connection, const LoadTape *tape, long events, int spacing_ms)
{
  LoadStream *stream = &connection->stream;
  Lane *lane;

  stream->tape = tape;
  stream->events = events;
  stream->ready = 0;
  stream->sent = 0;
  stream->start_ns = usage_clock_ns ();
  stream->spacing_ns = spacing_ms * INT64_C (1000000);
  lane = lane_for (stream->spacing_ns);
  TAILQ_INSERT_HEAD (&lane->queue, connection, stream.entry);
  stream_count++;
}

void
load_pacer_stop (LoadConnection *connection)
{
  LoadStream *stream = &connection->stream;

  if (stream->events == 0)
    return;
  if (stream->ready < stream->events)
    TAILQ_REMOVE (&lane_for (stream->spacing_ns)->queue, connection, stream.entry);
  stream->events = 0;
  stream_count--;
}

void
load_pacer_resume (LoadConnection *connection)
{
  if (connection->stream.events > 0)
    send_ready (connection, 0);
}

static void
advance (Lane *lane, LoadConnection *connection, int64_t now_ns)
{
  LoadStream *stream = &connection->stream;

  TAILQ_REMOVE (&lane->queue, connection, stream.entry);
  while (stream->ready < stream->events && due_ns (stream, stream->ready) <= now_ns)
    stream->ready++;
  if (stream->ready < stream->events)
    TAILQ_INSERT_TAIL (&lane->queue, connection, stream.entry);
  if (!load_connection_is_blocked (connection))
    send_ready (connection, now_ns);
}

static void
run_lane (Lane *lane)
{
  for (int i = 0; i < ROUND; i++)
    {
      LoadConnection *first = TAILQ_FIRST (&lane->queue);
      int64_t now_ns = usage_clock_ns ();

      if (first == NULL || due_ns (&first->stream, first->stream.ready) > now_ns)
        return;
      advance (lane, first, now_ns);
    }
}

void
load_pacer_run (void)
{
  for (int i = 0; i < lane_count; i++)
    run_lane (&lanes[i]);
}

int64_t
load_pacer_wait_ns (void)
{
  int64_t earliest = INT64_MAX;
  int64_t now_ns;

  for (int i = 0; i < lane_count; i++)
    {
      const LoadConnection *first = TAILQ_FIRST (&lanes[i].queue);

      if (first != NULL && due_ns (&first->stream, first->stream.ready) < earliest)
        earliest = due_ns (&first->stream, first->stream.ready);
    }
  if (earliest == INT64_MAX)
    return -1;
  now_ns = usage_clock_ns ();
  return earliest > now_ns ? earliest - now_ns : 0;
}

long
load_pacer_count (void)
{
  return stream_count;
}
