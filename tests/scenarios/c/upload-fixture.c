/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "upload-fixture.h"

#include <string.h>

struct _TestContent {
  GInputStream parent_instance;
  gsize size;
  ContentEnd end;
  gsize n_read; /* atomic: asynchronous reads are done in threads */
};

G_DEFINE_FINAL_TYPE (TestContent, test_content, G_TYPE_INPUT_STREAM)

static char
content_at (gsize i)
{
  return (char) (i * 7 + i / 251);
}

static gssize
fail (TestContent *self, GCancellable *cancellable, GError **error)
{
  if (self->end == CONTENT_FAILS)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NXIO, "The tape is torn");
      return -1;
    }
  GPollFD fd;
  g_cancellable_make_pollfd (cancellable, &fd);
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return -1;
}

static gssize
test_content_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
                   GError **error)
{
  TestContent *self = TEST_CONTENT (stream);
  gsize start = g_atomic_pointer_get (&self->n_read);
  gsize n = MIN (count, self->size - start);
  if (n == 0 && self->end != CONTENT_ENDS)
    return fail (self, cancellable, error);
  for (gsize i = 0; i < n; i++)
    ((char *) buffer)[i] = content_at (start + i);
  g_atomic_pointer_add (&self->n_read, n);
  return (gssize) n;
}

static void
test_content_class_init (TestContentClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = test_content_read;
}

static void
test_content_init (TestContent *self)
{
}

TestContent *
test_content_new (gsize size, ContentEnd end)
{
  TestContent *self = g_object_new (TEST_TYPE_CONTENT, NULL);
  self->size = size;
  self->end = end;
  return self;
}

gsize
test_content_get_n_read (TestContent *self)
{
  return g_atomic_pointer_get (&self->n_read);
}

/* ---- the same as bytes and files ---- */

GBytes *
content_bytes (gsize size)
{
  char *data = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    data[i] = content_at (i);
  return g_bytes_new_take (data, size);
}

char *
content_checksum (gsize size)
{
  g_autoptr (GBytes) bytes = content_bytes (size);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

GFile *
content_file (const char *basename, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = content_bytes (size);
  g_autofree char *folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  GFile *file = g_file_new_build_filename (folder, basename, NULL);
  g_file_replace_contents (file, size > 0 ? g_bytes_get_data (bytes, NULL) : "", size, NULL, FALSE,
                           G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  return file;
}

void
content_file_remove (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;
  g_file_delete (file, NULL, &error);
  g_assert_no_error (error);
  g_file_delete (folder, NULL, &error);
  g_assert_no_error (error);
}

/* ---- calls ---- */

TaskingAIUpload *
upload_content (const char *name, gsize size, ContentEnd end, gint64 told_size)
{
  g_autofree char *filename = g_strconcat (name, ".txt", NULL);
  g_autoptr (TestContent) content = test_content_new (size, end);
  TaskingAIUpload *upload = taskingai_upload_new_for_stream (G_INPUT_STREAM (content), filename);
  taskingai_upload_set_size (upload, told_size);
  g_object_set_data_full (G_OBJECT (upload), "content", g_steal_pointer (&content), g_object_unref);
  return upload;
}

gpointer
upload_file (TaskingAIClient *client, TaskingAIUpload *upload, CallForm form,
             GCancellable *cancellable, GError **error)
{
  TaskingAIFiles *files = taskingai_client_get_files (client);
  g_auto (Answer) answer = { 0 };
  if (form == BLOCKING)
    return taskingai_files_upload (files, upload, cancellable, error);
  taskingai_files_upload_async (files, upload, cancellable, answer_cb, &answer);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  return taskingai_files_upload_finish (files, answer_wait (&answer), error);
}

void
add_both (const char *path, GTestDataFunc test)
{
  g_autofree char *blocking = g_strconcat (path, "/blocking", NULL);
  g_autofree char *async = g_strconcat (path, "/async", NULL);
  g_test_add_data_func (blocking, GINT_TO_POINTER (BLOCKING), test);
  g_test_add_data_func (async, GINT_TO_POINTER (ASYNC), test);
}

void
assert_arrived (gpointer model, const char *member, const char *json)
{
  g_autofree char *found = taskingai_model_dup_member_json (model, member);
  g_assert_cmpstr (found, ==, json);
}

void
assert_content_arrived (gpointer model, gsize size)
{
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *checksum = content_checksum (size);
  g_autofree char *quoted = g_strconcat ("\"", checksum, "\"", NULL);
  assert_arrived (model, "size", number);
  assert_arrived (model, "checksum", quoted);
}
