/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <taskingai.h>

/* What the C scenarios share. Both servers are found by the environment, see with-server. */

/* Of taskingai-local, or the real server that stands in for it. */
TaskingAIClient *local_client (void);
/* Of the server that fails on demand, without retries; its key is FAULT_KEY. */
TaskingAIClient *fault_client (void);

/* Without clocks, for what may take as long as the machine wants. */
TaskingAIClient *patient_client (void);

#define FAULT_KEY "tkCanary0Canary1Canary2Canary345"

/* A name for a fault that no other test uses: "stall" → "stall.7". */
char *fault_name (const char *fault);

/* Each waits, letting the main context run, until the fault server has seen that much. */
void fault_wait_requests (const char *name, guint n);
void fault_wait_answered (const char *name, guint n);
void fault_wait_closed (const char *name, guint n);
void fault_wait_blocked (const char *name);
void fault_release (const char *name); /* one held request */
guint64 fault_count (const char *name, const char *what);
/* A good answer of the fault server, byte by byte: "cut-NAME-17" is what it begins with. */
char *fault_whole (const char *name, gsize *size);
/* Where the fault server has a place to connect to that fails before any request. */
void fault_listener (const char *name, char **host, char **ca_file);

/* A number of the local server's own statistics, now. */
guint64 local_count (const char *what);
/* Waits until it is @expected. */
void local_wait (const char *what, guint64 expected);

const char *model_id (const char *kind); /* "CHAT", "STREAM", … */
TaskingAIChatCompletionRequest *completion_request (const char *model, const char *text);
TaskingAIAssistant *new_assistant (const char *name);

/* The result of an asynchronous call: give answer_cb and the answer as callback and its data. */
typedef struct {
  GObject *source;
  GAsyncResult *result;
  GThread *thread;
  guint n_calls;
} Answer;

void answer_cb (GObject *source, GAsyncResult *result, gpointer answer);
/* Runs the thread-default context until the answer is there. */
GAsyncResult *answer_wait (Answer *answer);
/* The same, after which the answer serves for another call; the result lives until then. */
GAsyncResult *answer_take (Answer *answer);
void answer_clear (Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Calls of the fault server, in one word. */
TaskingAIAssistant *fault_get (TaskingAIClient *client, const char *name, GError **error);
void fault_get_async (TaskingAIClient *client, const char *name, GCancellable *cancellable,
                      Answer *answer);
TaskingAIAssistant *fault_get_finish (Answer *answer, GError **error);
TaskingAIStream *fault_stream (TaskingAIClient *client, const char *name, GError **error);
void fault_stream_async (TaskingAIClient *client, const char *name, GCancellable *cancellable,
                         Answer *answer);
TaskingAIStream *fault_stream_finish (Answer *answer, GError **error);

/* Runs the thread-default context until @condition. */
void run_until (gboolean (*condition) (gpointer data), gpointer data);
/* Runs it as long as it has something to do at once. */
void run_pending (void);

/* Whether @error is of that code and status, and says so in one clean line without the key. */
void assert_api_error (const GError *error, TaskingAIApiError code, guint http_status);
void assert_cancelled (const GError *error);
/* As assert_api_error(), and clears the error; status 0 is for what was not even sent. */
void assert_refused (GError **error, TaskingAIApiError code, guint http_status);

/* A stream of the fault server that does open. */
TaskingAIStream *stream_open (TaskingAIClient *client, const char *name);
TaskingAIStream *stream_open_async (TaskingAIClient *client, const char *name);

/* The text of an event, if it is a chunk. */
void append_delta (GString *text, TaskingAIModel *event);
/* One read by the main context. */
TaskingAIModel *read_async (TaskingAIStream *stream, GError **error);
/* All that a stream gives until its end or error, as text. */
char *read_all (TaskingAIStream *stream, GError **error);
