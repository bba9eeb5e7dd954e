/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "upload/taskingai-upload-private.h"

/**
 * TaskingAIUpload:
 *
 * What is to be uploaded: a file, the content of a stream, or bytes, under the name of a file.
 *
 * It is handed to [method@Files.upload] or [method@Images.upload]. The content is read while it is
 * sent, piece by piece, so that memory stays small however large it is. Asynchronous calls read
 * asynchronously, in the main context in which they were made; blocking calls read blocking, and wait
 * as long as the stream takes.
 *
 * Connect to [signal@Upload::progress] to show how far it is:
 *
 * ```c
 * g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
 * g_signal_connect (upload, "progress", G_CALLBACK (show_progress), bar);
 * taskingai_files_upload_async (taskingai_client_get_files (client), upload, NULL, uploaded, NULL);
 * ```
 *
 * The same object can be uploaded again when the call is over, except for a stream that has been read
 * and cannot be set back. Two calls at the same time are refused with
 * [error@Gio.IOErrorEnum.PENDING].
 *
 * A failure to read is the error of the call, as GIO gives it. Content that turns out to be longer or
 * shorter than its [property@Upload:size] is never sent as a whole, and fails with
 * [error@TaskingAI.ApiError.INVALID_REQUEST].
 *
 * Since: 1.0
 */

G_DEFINE_FINAL_TYPE (TaskingAIUpload, taskingai_upload, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FILENAME,
  PROP_PURPOSE,
  PROP_SIZE,
  PROP_BYTES_SENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint progress_signal;

static void
taskingai_upload_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TaskingAIUpload *self = TASKINGAI_UPLOAD (object);
  switch (id)
    {
    case PROP_FILENAME:
      g_free (self->filename);
      self->filename =
          g_value_get_string (value) != NULL ? g_value_dup_string (value) : g_strdup ("");
      break;
    case PROP_PURPOSE:
      g_free (self->purpose);
      self->purpose = g_value_dup_string (value);
      break;
    case PROP_SIZE:
      self->size = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
taskingai_upload_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TaskingAIUpload *self = TASKINGAI_UPLOAD (object);
  switch (id)
    {
    case PROP_FILENAME:
      g_value_set_string (value, self->filename);
      break;
    case PROP_PURPOSE:
      g_value_set_string (value, self->purpose);
      break;
    case PROP_SIZE:
      g_value_set_int64 (value, self->size);
      break;
    case PROP_BYTES_SENT:
      g_value_set_int64 (value, self->bytes_sent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
taskingai_upload_finalize (GObject *object)
{
  TaskingAIUpload *self = TASKINGAI_UPLOAD (object);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self->filename);
  g_free (self->purpose);
  G_OBJECT_CLASS (taskingai_upload_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * TaskingAIUpload:filename: (getter get_filename) (setter set_filename)
   *
   * The name that the server is told.
   *
   * The server decides by what stands after its last dot how the content is read. The default for a
   * file is the name that it has.
   *
   * Since: 1.0
   */
  properties[PROP_FILENAME] =
      g_param_spec_string ("filename", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAIUpload:purpose: (getter get_purpose) (setter set_purpose)
   *
   * What the upload is for, or `NULL` for what the service is for.
   *
   * Files have the purpose `record_file`; TaskingAI's own cloud also knows `qa_record_file`. Images
   * have `user_message_image`.
   *
   * Since: 1.0
   */
  properties[PROP_PURPOSE] =
      g_param_spec_string ("purpose", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAIUpload:size: (getter get_size) (setter set_size)
   *
   * The number of bytes to upload, or -1 if it is not known.
   *
   * The size of a file is found when its upload begins. For a stream it may be set, if it is known
   * exactly; else the content is sent in chunks.
   *
   * Since: 1.0
   */
  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, -1, G_MAXINT64, -1,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAIUpload:bytes-sent: (getter get_bytes_sent)
   *
   * How many bytes of the content have been sent so far.
   *
   * Since: 1.0
   */
  properties[PROP_BYTES_SENT] = g_param_spec_int64 ("bytes-sent", NULL, NULL, 0, G_MAXINT64, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
taskingai_upload_class_init (TaskingAIUploadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = taskingai_upload_set_property;
  object_class->get_property = taskingai_upload_get_property;
  object_class->finalize = taskingai_upload_finalize;
  install_properties (object_class);

  /**
   * TaskingAIUpload::progress:
   * @self: the upload
   * @sent: how many bytes of the content have been sent
   * @total: how many there are, or -1 if that is not known
   *
   * Emitted when more of the content has been sent.
   *
   * It comes in the main context of the call, or in the thread of a blocking one. @sent grows up to
   * @total; it begins anew only when the whole call is tried again, or the upload is used
   * for another one.
   *
   * Since: 1.0
   */
  progress_signal = g_signal_new ("progress", TASKINGAI_TYPE_UPLOAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
taskingai_upload_init (TaskingAIUpload *self)
{
  self->filename = g_strdup ("");
  self->size = -1;
}

/**
 * taskingai_upload_new_for_file:
 * @file: the file to upload
 *
 * Makes an upload of a file.
 *
 * The file is opened when the upload begins.
 *
 * Returns: (transfer full): a new upload
 *
 * Since: 1.0
 */
TaskingAIUpload *
taskingai_upload_new_for_file (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *filename = g_filename_display_name (basename != NULL ? basename : "");
  TaskingAIUpload *self = g_object_new (TASKINGAI_TYPE_UPLOAD, "filename", filename, NULL);
  self->file = g_object_ref (file);
  return self;
}

/**
 * taskingai_upload_new_for_stream:
 * @stream: the stream whose content to upload
 * @filename: the name that the server is told
 *
 * Makes an upload of what a stream gives until its end.
 *
 * Reading begins where the stream stands. The stream is not closed.
 *
 * Returns: (transfer full): a new upload
 *
 * Since: 1.0
 */
TaskingAIUpload *
taskingai_upload_new_for_stream (GInputStream *stream, const char *filename)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (filename != NULL, NULL);
  TaskingAIUpload *self = g_object_new (TASKINGAI_TYPE_UPLOAD, "filename", filename, NULL);
  self->stream = g_object_ref (stream);
  return self;
}

/**
 * taskingai_upload_new_for_bytes:
 * @bytes: the bytes to upload
 * @filename: the name that the server is told
 *
 * Makes an upload of bytes.
 *
 * Returns: (transfer full): a new upload
 *
 * Since: 1.0
 */
TaskingAIUpload *
taskingai_upload_new_for_bytes (GBytes *bytes, const char *filename)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (filename != NULL, NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  TaskingAIUpload *self = taskingai_upload_new_for_stream (stream, filename);
  self->size = (gint64) g_bytes_get_size (bytes);
  return self;
}

/**
 * taskingai_upload_get_filename:
 * @self: an upload
 *
 * Gets [property@Upload:filename].
 *
 * Returns: (transfer none): the name that the server is told
 *
 * Since: 1.0
 */
const char *
taskingai_upload_get_filename (TaskingAIUpload *self)
{
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (self), NULL);
  return self->filename;
}

/**
 * taskingai_upload_set_filename:
 * @self: an upload
 * @filename: the name that the server is told
 *
 * Sets [property@Upload:filename].
 *
 * Since: 1.0
 */
void
taskingai_upload_set_filename (TaskingAIUpload *self, const char *filename)
{
  g_return_if_fail (TASKINGAI_IS_UPLOAD (self));
  g_return_if_fail (filename != NULL);
  g_object_set (self, "filename", filename, NULL);
}

/**
 * taskingai_upload_get_purpose:
 * @self: an upload
 *
 * Gets [property@Upload:purpose].
 *
 * Returns: (transfer none) (nullable): the purpose, or `NULL` for what the service is for
 *
 * Since: 1.0
 */
const char *
taskingai_upload_get_purpose (TaskingAIUpload *self)
{
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (self), NULL);
  return self->purpose;
}

/**
 * taskingai_upload_set_purpose:
 * @self: an upload
 * @purpose: (nullable): the purpose, or `NULL` for what the service is for
 *
 * Sets [property@Upload:purpose].
 *
 * Since: 1.0
 */
void
taskingai_upload_set_purpose (TaskingAIUpload *self, const char *purpose)
{
  g_return_if_fail (TASKINGAI_IS_UPLOAD (self));
  g_object_set (self, "purpose", purpose, NULL);
}

/**
 * taskingai_upload_get_size:
 * @self: an upload
 *
 * Gets [property@Upload:size].
 *
 * Returns: the number of bytes, or -1 if it is not known
 *
 * Since: 1.0
 */
gint64
taskingai_upload_get_size (TaskingAIUpload *self)
{
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (self), -1);
  return self->size;
}

/**
 * taskingai_upload_set_size:
 * @self: an upload
 * @size: the number of bytes, or -1 if it is not known
 *
 * Sets [property@Upload:size].
 *
 * Since: 1.0
 */
void
taskingai_upload_set_size (TaskingAIUpload *self, gint64 size)
{
  g_return_if_fail (TASKINGAI_IS_UPLOAD (self));
  g_return_if_fail (size >= -1);
  if (size != self->size)
    g_object_set (self, "size", size, NULL);
}

/**
 * taskingai_upload_get_bytes_sent:
 * @self: an upload
 *
 * Gets [property@Upload:bytes-sent].
 *
 * Returns: the number of bytes
 *
 * Since: 1.0
 */
gint64
taskingai_upload_get_bytes_sent (TaskingAIUpload *self)
{
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (self), 0);
  return self->bytes_sent;
}

void
taskingai_upload_report (TaskingAIUpload *self, gint64 bytes_sent)
{
  if (bytes_sent == self->bytes_sent)
    return;
  /* A handler may let the main loop run until the call is over, and drop the upload then. */
  g_autoptr (TaskingAIUpload) alive = g_object_ref (self);
  self->bytes_sent = bytes_sent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BYTES_SENT]);
  g_signal_emit (self, progress_signal, 0, bytes_sent, self->size);
}
