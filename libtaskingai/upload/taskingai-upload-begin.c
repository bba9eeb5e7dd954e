/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From an upload to the body of a request: everything is checked before anything is sent. */
#include <string.h>

#include "taskingai-error-private.h"
#include "upload/taskingai-multipart.h"
#include "upload/taskingai-upload-private.h"

#define FILE_ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE

/* ---- checks ---- */

static gboolean
refuse (GError **error, const char *problem)
{
  g_propagate_error (
      error, taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL, problem));
  return FALSE;
}

static gboolean
check_names (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GError **error)
{
  if (!g_utf8_validate (self->filename, -1, NULL))
    return refuse (error, "The name of the file to upload is not valid UTF-8");
  if (self->purpose != NULL && !g_utf8_validate (self->purpose, -1, NULL))
    return refuse (error, "The purpose of the upload is not valid UTF-8");
  if (self->purpose != NULL && !g_str_equal (self->purpose, rules->purpose))
    return TRUE; /* which files another purpose is for, the server knows */
  const char *dot = strrchr (self->filename, '.');
  g_autofree char *extension = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  if (g_strv_contains (rules->extensions, extension))
    return TRUE;
  g_autofree char *known = g_strjoinv (", ", (char **) rules->extensions);
  g_autofree char *problem =
      g_strdup_printf ("The name of the file to upload, \"%s\", does not end "
                       "in one of: %s",
                       self->filename, known);
  g_strdelimit (problem, "\r\n", ' ');
  return refuse (error, problem);
}

static gboolean
check_size (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GError **error)
{
  if (self->size <= rules->max_size)
    return TRUE;
  g_propagate_error (error, taskingai_error_new (TASKINGAI_API_ERROR_TOO_LARGE, NULL,
                                                 "The file to upload has %" G_GINT64_FORMAT
                                                 " bytes, the server takes %" G_GINT64_FORMAT,
                                                 self->size, rules->max_size));
  return FALSE;
}

static gboolean
check (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GError **error)
{
  if (self->file == NULL && self->stream == NULL)
    return refuse (error, "The upload is made of nothing: neither file, nor stream, nor bytes");
  if (!check_names (self, rules, error))
    return FALSE;
  return self->file != NULL || check_size (self, rules, error);
}

/* ---- opening ---- */

static gboolean
lock (TaskingAIUpload *self, GError **error)
{
  if (g_atomic_int_compare_and_exchange (&self->busy, FALSE, TRUE))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, "The upload is going on already");
  return FALSE;
}

void
taskingai_upload_end (TaskingAIUpload *self)
{
  g_atomic_int_set (&self->busy, FALSE);
}

static TaskingAIBodySource *
make_body (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GInputStream *stream)
{
  taskingai_upload_report (self, 0);
  return taskingai_multipart_new (stream, self->size, rules->max_size,
                                  self->purpose != NULL ? self->purpose : rules->purpose,
                                  rules->part, self->filename);
}

/* A stream that was read before is set back, so that no upload is empty by surprise. */
static gboolean
prepare_stream (TaskingAIUpload *self, GError **error)
{
  gboolean can_seek =
      G_IS_SEEKABLE (self->stream) && g_seekable_can_seek (G_SEEKABLE (self->stream));
  if (!self->is_used)
    {
      self->is_used = TRUE;
      self->start = can_seek ? g_seekable_tell (G_SEEKABLE (self->stream)) : 0;
      return TRUE;
    }
  if (!can_seek)
    return refuse (error, "The stream to upload has been read already, and cannot be set back");
  return g_seekable_seek (G_SEEKABLE (self->stream), self->start, G_SEEK_SET, NULL, error);
}

/* Pipes and devices have no size; some remote files do not tell it. */
static gboolean
take_info (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GFileInfo *info,
           GError *failure, GError **error)
{
  if (info == NULL && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  gboolean is_regular = info != NULL
                        && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE)
                        && g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE)
                               == G_FILE_TYPE_REGULAR;
  taskingai_upload_set_size (self, is_regular ? g_file_info_get_size (info) : -1);
  return check_size (self, rules, error);
}

static TaskingAIBodySource *
open_file (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GCancellable *cancellable,
           GError **error)
{
  GError *failure = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (self->file, cancellable, error);
  if (stream == NULL)
    return NULL;
  g_autoptr (GFileInfo) info =
      g_file_input_stream_query_info (stream, FILE_ATTRIBUTES, cancellable, &failure);
  if (!take_info (self, rules, info, failure, error))
    return NULL;
  return make_body (self, rules, G_INPUT_STREAM (stream));
}

static TaskingAIBodySource *
open_stream (TaskingAIUpload *self, const TaskingAIUploadRules *rules, GError **error)
{
  return prepare_stream (self, error) ? make_body (self, rules, self->stream) : NULL;
}

TaskingAIBodySource *
taskingai_upload_begin (TaskingAIUpload *self, const TaskingAIUploadRules *rules,
                        GCancellable *cancellable, GError **error)
{
  TaskingAIBodySource *body = NULL;
  if (!lock (self, error))
    return NULL;
  if (check (self, rules, error))
    body = self->file != NULL ? open_file (self, rules, cancellable, error)
                              : open_stream (self, rules, error);
  if (body == NULL)
    taskingai_upload_end (self);
  return body;
}

/* ---- the same without blocking ---- */

/* Takes @task, and @error unless @body is there. */
static void
begun (GTask *task, TaskingAIBodySource *body, GError *error)
{
  if (body != NULL)
    {
      g_task_return_pointer (task, body, (GDestroyNotify) taskingai_body_source_free);
    }
  else
    {
      taskingai_upload_end (g_task_get_source_object (task));
      g_task_return_error (task, error);
    }
  g_object_unref (task);
}

static void
info_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  TaskingAIUpload *self = g_task_get_source_object (task);
  const TaskingAIUploadRules *rules = g_task_get_task_data (task);
  GError *failure = NULL, *error = NULL;
  g_autoptr (GFileInfo) info =
      g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (stream), result, &failure);
  TaskingAIBodySource *body = take_info (self, rules, info, failure, &error)
                                  ? make_body (self, rules, G_INPUT_STREAM (stream))
                                  : NULL;
  begun (task, body, error);
}

static void
file_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (file), result, &error);
  if (stream == NULL)
    {
      begun (task, NULL, error);
      return;
    }
  g_file_input_stream_query_info_async (stream, FILE_ATTRIBUTES, G_PRIORITY_DEFAULT,
                                        g_task_get_cancellable (task), info_cb, task);
}

void
taskingai_upload_begin_async (TaskingAIUpload *self, const TaskingAIUploadRules *rules,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GError *error = NULL;
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, taskingai_upload_begin_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, (gpointer) rules, NULL);
  if (!lock (self, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (!check (self, rules, &error))
    begun (task, NULL, error);
  else if (self->file != NULL)
    g_file_read_async (self->file, G_PRIORITY_DEFAULT, cancellable, file_cb, task);
  else
    {
      TaskingAIBodySource *body = open_stream (self, rules, &error);
      begun (task, body, error);
    }
}

TaskingAIBodySource *
taskingai_upload_begin_finish (TaskingAIUpload *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
