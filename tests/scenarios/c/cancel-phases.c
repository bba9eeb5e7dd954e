/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a call is brought to each of its phases, and what the server has to see when it ends there. */
#include "cancel-cell.h"

#include <string.h>

#define MIB (1024 * 1024)

static const char *
fault_host (void)
{
  return g_getenv ("TASKINGAI_FAULT_HOST");
}

static void
set_host (Cell *cell, const char *host)
{
  g_object_set (cell->client, "host", host, "allow-plain-http", TRUE, NULL);
}

/* The same server by the name that resolves slowly. */
static void
set_slow_name (Cell *cell)
{
  g_autofree char *host = g_strconcat ("http://" SLOW_NAME, strrchr (fault_host (), ':'), NULL);
  set_host (cell, host);
}

static void
assert_never_sent (Cell *cell)
{
  g_assert_cmpuint (fault_count (cell->name, "requests"), ==, 0);
}

static void
assert_closed (Cell *cell)
{
  fault_wait_closed (cell->name, 1);
}

static void
reach_request (Cell *cell)
{
  fault_wait_requests (cell->name, 1);
  run_pending ();
}

static void
release_request (Cell *cell)
{
  fault_release (cell->name);
}

/* ---- before there is a connection ---- */

static void
set_up_proxy (Cell *cell)
{
  set_slow_name (cell);
  cell->resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_object_set (cell->client, "proxy-resolver", cell->resolver, NULL);
}

static void
reach_proxy (Cell *cell)
{
  test_resolver_wait_reached (cell->resolver);
}

static void
release_proxy (Cell *cell)
{
  test_resolver_release (cell->resolver);
}

/* The question stays: others may want the answer too. */
static void
clear_proxy (Cell *cell)
{
  test_resolver_release (cell->resolver);
  run_pending ();
  g_clear_object (&cell->resolver);
}

static void
set_up_holder (Cell *cell, void (*start) (TaskingAIClient *, const char *, Answer *))
{
  cell->holder = fault_name ("hold");
  start (cell->client, cell->holder, &cell->held);
}

static void
hold_place (TaskingAIClient *client, const char *name, Answer *answer)
{
  taskingai_client_set_max_in_flight (client, 1);
  fault_get_async (client, name, NULL, answer);
}

static void
set_up_queued (Cell *cell)
{
  set_up_holder (cell, hold_place);
}

static void
set_up_chat (Cell *cell)
{
  set_up_holder (cell, chat_hold_async);
}

static void
reach_queued (Cell *cell)
{
  fault_wait_requests (cell->holder, 1);
}

static void
release_holder (Cell *cell)
{
  fault_release (cell->holder);
  answer_wait (&cell->held);
}

static void
clear_holder (Cell *cell)
{
  if (cell->held.n_calls == 0)
    release_holder (cell);
  answer_clear (&cell->held);
  g_clear_pointer (&cell->holder, g_free);
}

static void
set_up_resolve (Cell *cell)
{
  names_hold ();
  set_slow_name (cell);
}

static void
reach_resolve (Cell *cell)
{
  names_wait_reached ();
}

static void
release_names (Cell *cell)
{
  names_release ();
}

/* ---- on the way to the server ---- */

static void
set_up_peer (Cell *cell, Peer *peer, const char *scheme)
{
  g_autofree char *host = peer_dup_host (peer, scheme);
  cell->peer = peer;
  set_host (cell, host);
}

static void
set_up_connect (Cell *cell)
{
  set_up_peer (cell, peer_new_full (), "http");
}

static void
set_up_tls (Cell *cell)
{
  set_up_peer (cell, peer_new_reading (), "https");
}

static void
reach_tls (Cell *cell)
{
  peer_wait_reached (cell->peer);
  g_assert_cmpint (peer_get_first_byte (cell->peer), ==, 22); /* a handshake's record */
}

/* More than all buffers on the way take. */
static void
set_up_sending (Cell *cell)
{
  set_up_peer (cell, peer_new_reading (), "http");
  cell->text = g_strnfill (8 * MIB, 'x');
}

static void
reach_peer (Cell *cell)
{
  peer_wait_reached (cell->peer);
}

static void
assert_left (Cell *cell)
{
  peer_wait_left (cell->peer);
}

static void
clear_peer (Cell *cell)
{
  g_clear_pointer (&cell->peer, peer_free);
  g_clear_pointer (&cell->text, g_free);
}

static void
set_up_source (Cell *cell)
{
  cell->upload = upload_content (cell->name, 100000, CONTENT_WAITS, -1);
}

static void
set_up_upload (Cell *cell)
{
  cell->upload = upload_content (cell->name, 15 * MIB, CONTENT_ENDS, -1);
}

/* A read of the content may still be on its way back, from a thread of GIO. */
static void
clear_upload (Cell *cell)
{
  GWeakRef content;
  g_weak_ref_init (&content, g_object_get_data (G_OBJECT (cell->upload), "content"));
  g_clear_object (&cell->upload);
  for (GObject *left; (left = g_weak_ref_get (&content)) != NULL; g_object_unref (left))
    run_pending ();
  g_weak_ref_clear (&content);
}

/* ---- at the server ---- */

static void
set_up_backoff (Cell *cell)
{
  taskingai_client_set_max_in_flight (cell->client, 1);
  taskingai_client_set_max_retries (cell->client, 1);
}

/* The place of a plain call in flight is free again only when the call waits for its retry. */
static void
reach_backoff (Cell *cell)
{
  g_auto (Answer) answer = { 0 };
  fault_wait_requests (cell->name, 1);
  fault_get_async (cell->client, "good", NULL, &answer);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, NULL);
  g_assert_nonnull (assistant);
}

static void
assert_sent_once (Cell *cell)
{
  g_assert_cmpuint (fault_count (cell->name, "requests"), ==, 1);
}

/* ---- the table ---- */

const Phase call_phases[] = {
  { "proxy", "good", set_up_proxy, reach_proxy, release_proxy, assert_never_sent, clear_proxy,
    .for_all = TRUE, .kinds = { &kind_get, &kind_stream } },
  { "queued", "good", set_up_queued, reach_queued, release_holder, assert_never_sent, clear_holder,
    .no_block = TRUE, .kinds = { &kind_get } },
  { "same-chat", "good", set_up_chat, reach_queued, release_holder, assert_never_sent, clear_holder,
    .kinds = { &kind_chat, &kind_chat_stream } },
  { "resolve", "good", set_up_resolve, reach_resolve, release_names, assert_never_sent,
    release_names, .for_all = TRUE, .kinds = { &kind_get, &kind_stream } },
  { "connect", NULL, set_up_connect, reach_peer, NULL, assert_left, clear_peer, .for_all = TRUE,
    .kinds = { &kind_get, &kind_stream } },
  { "tls", NULL, set_up_tls, reach_tls, NULL, assert_left, clear_peer, .for_all = TRUE,
    .kinds = { &kind_get, &kind_stream } },
  { "sending", NULL, set_up_sending, reach_peer, NULL, assert_left, clear_peer, .for_all = TRUE,
    .kinds = { &kind_post, &kind_stream } },
  { "reading-upload", "good", set_up_source, reach_request, NULL, assert_closed, clear_upload,
    .kinds = { &kind_upload } },
  { "sending-upload", "ignored", set_up_upload, reach_request, NULL, assert_closed, clear_upload,
    .kinds = { &kind_upload } },
  { "first-byte", "hold", NULL, reach_request, release_request, assert_closed, NULL,
    .kinds = { &kind_get, &kind_stream } },
  { "headers", "holdHead", NULL, reach_request, release_request, assert_closed, NULL,
    .kinds = { &kind_get, &kind_stream } },
  { "body", "holdBody", NULL, reach_request, release_request, assert_closed, NULL,
    .kinds = { &kind_get } },
  { "retry", "status429later", set_up_backoff, reach_backoff, NULL, assert_sent_once, NULL,
    .kinds = { &kind_get, &kind_stream } },
  { NULL },
};
