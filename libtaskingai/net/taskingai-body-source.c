/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-body-source.h"

#include <string.h>

#include "taskingai-error-private.h"

typedef enum {
  PHASE_HEAD,
  PHASE_CONTENT,
  PHASE_TAIL,
} Phase;

struct _TaskingAIBodySource {
  GInputStream *stream;
  gint64 size, limit;
  goffset start; /* where in the stream the content begins, if it can seek */
  gboolean can_seek;
  char *content_type;
  char *head, *tail;

  Phase phase;
  const char *piece; /* what has not been taken yet of the phase's text or of the buffer */
  gsize left;
  gint64 n_read, n_taken; /* of the content, in this run */
  gboolean given_up;      /* in this run */
  gboolean has_moved;     /* the stream has to be set back before it is read */
  GCancellable *stop;     /* of the read that goes on, else NULL */
  char buffer[TASKINGAI_BODY_PIECE];
};

static void
offer (TaskingAIBodySource *self, const char *piece, gsize length)
{
  self->piece = piece;
  self->left = length;
}

TaskingAIBodySource *
taskingai_body_source_new (GInputStream *stream, gint64 size, gint64 limit,
                           const char *content_type, char *head, char *tail)
{
  TaskingAIBodySource *self = g_new (TaskingAIBodySource, 1);
  memset (self, 0, G_STRUCT_OFFSET (TaskingAIBodySource, buffer));
  self->stream = g_object_ref (stream);
  self->size = size;
  self->limit = limit;
  self->can_seek = G_IS_SEEKABLE (stream) && g_seekable_can_seek (G_SEEKABLE (stream));
  self->start = self->can_seek ? g_seekable_tell (G_SEEKABLE (stream)) : 0;
  self->content_type = g_strdup (content_type);
  self->head = head;
  self->tail = tail;
  offer (self, self->head, strlen (self->head));
  return self;
}

void
taskingai_body_source_free (TaskingAIBodySource *self)
{
  g_object_unref (self->stream);
  g_free (self->content_type);
  g_free (self->head);
  g_free (self->tail);
  g_clear_object (&self->stop);
  g_free (self);
}

const char *
taskingai_body_source_get_content_type (TaskingAIBodySource *self)
{
  return self->content_type;
}

gint64
taskingai_body_source_get_length (TaskingAIBodySource *self)
{
  if (self->size < 0)
    return -1;
  return self->size + (gint64) (strlen (self->head) + strlen (self->tail));
}

gint64
taskingai_body_source_get_taken (TaskingAIBodySource *self)
{
  return self->n_taken;
}

/* ---- taking ---- */

gsize
taskingai_body_source_take (TaskingAIBodySource *self, char *bytes, gsize size)
{
  gsize n = MIN (size, self->left);
  if (n == 0 || self->given_up)
    return 0;
  memcpy (bytes, self->piece, n);
  self->piece += n;
  self->left -= n;
  if (self->phase == PHASE_CONTENT)
    self->n_taken += n;
  return n;
}

gboolean
taskingai_body_source_is_at_end (TaskingAIBodySource *self)
{
  return self->given_up || (self->phase == PHASE_TAIL && self->left == 0);
}

void
taskingai_body_source_give_up (TaskingAIBodySource *self)
{
  self->given_up = TRUE;
}

/* ---- reading ---- */

static gboolean
set_back (TaskingAIBodySource *self, GError **error)
{
  if (!self->has_moved)
    return TRUE;
  self->has_moved = FALSE;
  return g_seekable_seek (G_SEEKABLE (self->stream), self->start, G_SEEK_SET, NULL, error);
}

static gboolean
refuse (GError **error, TaskingAIApiError code, const char *problem, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%s: %" G_GINT64_FORMAT " bytes", problem, number);
  g_propagate_error (error, taskingai_error_new_literal (code, NULL, text));
  return FALSE;
}

/* The tail is given only when the content has proved to be whole: nobody takes a part for it. */
static gboolean
take_end (TaskingAIBodySource *self, GError **error)
{
  if (self->size >= 0 && self->n_read < self->size)
    return refuse (error, TASKINGAI_API_ERROR_INVALID_REQUEST,
                   "The content to upload ends before its size is reached", self->size);
  self->phase = PHASE_TAIL;
  offer (self, self->tail, strlen (self->tail));
  return TRUE;
}

/* @n bytes have come into the buffer; negative: a failure, with @error set. */
static gboolean
take_read (TaskingAIBodySource *self, gssize n, GError **error)
{
  if (n < 0)
    return FALSE;
  if (n == 0)
    return take_end (self, error);
  self->n_read += n;
  if (self->size >= 0 && self->n_read > self->size)
    return refuse (error, TASKINGAI_API_ERROR_INVALID_REQUEST,
                   "The content to upload has grown beyond its size", self->size);
  if (self->n_read > self->limit)
    return refuse (error, TASKINGAI_API_ERROR_TOO_LARGE,
                   "The content to upload exceeds what the server takes", self->limit);
  self->phase = PHASE_CONTENT;
  offer (self, self->buffer, (gsize) n);
  return TRUE;
}

gboolean
taskingai_body_source_read (TaskingAIBodySource *self, GCancellable *cancellable, GError **error)
{
  if (!set_back (self, error))
    return FALSE;
  gssize n =
      g_input_stream_read (self->stream, self->buffer, sizeof self->buffer, cancellable, error);
  return take_read (self, n, error);
}

void
taskingai_body_source_read_async (TaskingAIBodySource *self, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GError *error = NULL;
  self->stop = g_cancellable_new ();
  if (set_back (self, &error))
    {
      g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer,
                                 G_PRIORITY_DEFAULT, self->stop, callback, user_data);
      return;
    }
  g_task_report_error (self->stream, callback, user_data, taskingai_body_source_read_async, error);
}

gboolean
taskingai_body_source_read_finish (TaskingAIBodySource *self, GAsyncResult *result, GError **error)
{
  g_clear_object (&self->stop);
  if (g_async_result_is_tagged (result, taskingai_body_source_read_async))
    return g_task_propagate_int (G_TASK (result), error) == 0;
  return take_read (self, g_input_stream_read_finish (self->stream, result, error), error);
}

gboolean
taskingai_body_source_is_reading (TaskingAIBodySource *self)
{
  return self->stop != NULL;
}

void
taskingai_body_source_stop (TaskingAIBodySource *self)
{
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
}

/* ---- again ---- */

gboolean
taskingai_body_source_can_restart (TaskingAIBodySource *self)
{
  /* What stands before the content can always be sent again. */
  return self->can_seek || (self->phase == PHASE_HEAD && self->stop == NULL);
}

void
taskingai_body_source_restart (TaskingAIBodySource *self)
{
  self->has_moved = self->can_seek;
  self->n_read = self->n_taken = 0;
  self->given_up = FALSE;
  self->phase = PHASE_HEAD;
  offer (self, self->head, strlen (self->head));
}
