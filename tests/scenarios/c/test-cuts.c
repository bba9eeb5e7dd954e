/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Good answers that end after each of their bytes in turn, and what is made of each. */
#include "fixture.h"

#include <string.h>

#define CONNECTION TASKINGAI_API_ERROR_CONNECTION
#define TRUNCATED TASKINGAI_API_ERROR_TRUNCATED
#define MALFORMED TASKINGAI_API_ERROR_MALFORMED

/* Where an answer can be told apart, by the number of its bytes that come. */
typedef struct {
  const char *name;
  char *bytes;
  gsize size;
  gsize status; /* from here its status is known */
  gsize body;
} Whole;

static void
whole_init (Whole *self, const char *name)
{
  self->name = name;
  self->bytes = fault_whole (name, &self->size);
  self->status = (gsize) (strstr (self->bytes, "\r\n") - self->bytes) + 2;
  self->body = (gsize) (strstr (self->bytes, "\r\n\r\n") - self->bytes) + 4;
}

static void
whole_clear (Whole *self)
{
  g_free (self->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whole, whole_clear)

static char *
cut_name (const Whole *whole, gsize size)
{
  g_autofree char *fault = g_strdup_printf ("cut-%s-%" G_GSIZE_FORMAT, whole->name, size);
  return fault_name (fault);
}

/* A part of a status line is to libcurl as if nothing had come. */
static void
assert_cut (const GError *error, const Whole *whole, gsize size, TaskingAIApiError in_body)
{
  TaskingAIApiError code = size < whole->status ? CONNECTION
                           : size < whole->body ? TRUNCATED
                                                : in_body;
  assert_api_error (error, code, size < whole->status ? 0 : 200);
}

/* ---- calls ---- */

typedef TaskingAIAssistant *(*Get) (TaskingAIClient *client, const char *name, GError **error);

static TaskingAIAssistant *
get_async (TaskingAIClient *client, const char *name, GError **error)
{
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, name, NULL, &answer);
  return fault_get_finish (&answer, error);
}

static void
cut_calls (const char *name, Get get, TaskingAIApiError in_body, gsize spare)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_auto (Whole) whole = { 0 };
  whole_init (&whole, name);
  for (gsize size = 0; size <= whole.size; size++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cut = cut_name (&whole, size);
      g_autoptr (TaskingAIAssistant) assistant = get (client, cut, &error);
      if (size < whole.size - spare)
        assert_cut (error, &whole, size, in_body);
      else
        g_assert_no_error (error);
    }
}

static void
test_length (gconstpointer get)
{
  cut_calls ("length", *(const Get *) get, TRUNCATED, 0);
}

/* libcurl does not wait for the very last line feed. */
static void
test_chunked (gconstpointer get)
{
  cut_calls ("chunked", *(const Get *) get, TRUNCATED, 1);
}

/* Where the end of the connection is the end of the answer, only its JSON tells. */
static void
test_unended (gconstpointer get)
{
  cut_calls ("unended", *(const Get *) get, MALFORMED, 0);
}

/* ---- streams ---- */

static TaskingAIModel *
read_blocking (TaskingAIStream *stream, GError **error)
{
  return taskingai_stream_read (stream, NULL, error);
}

static const struct {
  const char *name;
  Get get;
  TaskingAIStream *(*open) (TaskingAIClient *client, const char *name);
  TaskingAIModel *(*read) (TaskingAIStream *stream, GError **error);
} forms[] = {
  { "blocking", fault_get, stream_open, read_blocking },
  { "async", get_async, stream_open_async, read_async },
};

/* The number of whole events among those bytes. */
static guint
count_events (const Whole *whole, gsize size)
{
  guint n = 0;
  for (const char *at = whole->bytes; (at = strstr (at, "\n\n")) != NULL; at += 2)
    if ((gsize) (at - whole->bytes) + 2 <= size)
      n++;
  return n;
}

static void
cut_stream (TaskingAIClient *client, const Whole *whole, gsize size, gsize form)
{
  static const char *const texts[] = { "", "the", "the water", "the water cycle" };
  g_autofree char *name = cut_name (whole, size);
  guint n_events = count_events (whole, size);
  g_autoptr (TaskingAIStream) stream = forms[form].open (client, name);
  g_autoptr (TaskingAIModel) event = NULL;
  g_autoptr (GError) error = NULL;
  for (guint n = 0; (event = forms[form].read (stream, &error)) != NULL; n++)
    g_clear_object (&event);
  if (n_events < 4) /* without the result */
    assert_api_error (error, TRUNCATED, 200);
  else
    g_assert_no_error (error);
  g_autofree char *text = taskingai_stream_get_text (stream);
  g_assert_cmpstr (text, ==, texts[MIN (n_events, 3)]);
}

static void
test_stream (gconstpointer data)
{
  gsize form = GPOINTER_TO_SIZE (data);
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_auto (Whole) whole = { 0 };
  whole_init (&whole, "stream");
  for (gsize size = 0; size < whole.body; size++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = cut_name (&whole, size);
      g_assert_null (fault_stream (client, name, &error));
      assert_cut (error, &whole, size, TRUNCATED);
    }
  for (gsize size = whole.body; size <= whole.size; size++)
    cut_stream (client, &whole, size, form);
}

/* ---- */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *length = g_strconcat ("/cuts/length/", forms[i].name, NULL);
      g_autofree char *chunked = g_strconcat ("/cuts/chunked/", forms[i].name, NULL);
      g_autofree char *unended = g_strconcat ("/cuts/unended/", forms[i].name, NULL);
      g_autofree char *stream = g_strconcat ("/cuts/stream/", forms[i].name, NULL);
      g_test_add_data_func (length, &forms[i].get, test_length);
      g_test_add_data_func (chunked, &forms[i].get, test_chunked);
      g_test_add_data_func (unended, &forms[i].get, test_unended);
      g_test_add_data_func (stream, GSIZE_TO_POINTER (i), test_stream);
    }
  return g_test_run ();
}
