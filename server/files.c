/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "files.h"

#include "blobs.h"
#include "ids.h"
#include "reply.h"
#include "upload.h"

#define KIND "file"
#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const char *const record_extensions[] = { "pdf", "docx", "md", "txt", "html", "htm", NULL };
static const char *const sheet_extensions[] = { "csv", "xlsx", NULL };
static const UploadPurpose purposes[] = {
  { "record_file", record_extensions },
  { "qa_record_file", sheet_extensions },
};
static const UploadForm form = { "file", purposes, G_N_ELEMENTS (purposes), 15 * 1024 * 1024 };

void
stored_file_clear (StoredFile *file)
{
  g_clear_pointer (&file->name, g_free);
  g_clear_pointer (&file->purpose, g_free);
  g_clear_pointer (&file->bytes, g_bytes_unref);
}

static char *
current_day (void)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, clock_now () / DAY);
}

/* Files that nobody can have any more make room. */
static gboolean
save (Store *store, const char *id, const Upload *upload)
{
  g_autofree char *day = current_day ();
  g_autoptr (json_object) document = json_object_new_object ();

  json_set_string (document, "name", upload->name);
  json_set_string (document, "purpose", upload->purpose->purpose);
  json_set_string (document, "day", day);
  store_begin (store);
  return store_end (store, store_delete_others (store, KIND, day)
                               && blob_delete_others (store, KIND, day)
                               && store_put (store, KIND, id, day, document)
                               && blob_put (store, KIND, id, day, upload->bytes));
}

void
files_upload (Request *request)
{
  g_auto (Upload) upload = { 0 };
  g_autofree char *tail = id_new ("Jde5", 24);
  g_autofree char *id = NULL;
  const char *extension;

  if (!upload_read (request, &form, &upload))
    return;
  extension = g_str_equal (upload.extension, "htm") ? "html" : upload.extension;
  id = g_strconcat (extension, "_", tail, NULL);
  if (save (request->app->store, id, &upload))
    reply_data (request, json_set_string (json_object_new_object (), "file_id", id));
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}

gboolean
files_read (Store *store, const char *file_id, StoredFile *file)
{
  g_autoptr (json_object) document = store_get (store, KIND, file_id);
  g_autofree char *day = current_day ();

  if (!json_is_string (json_member (document, "day"), day))
    return FALSE;
  file->name = g_strdup (json_member_string (document, "name"));
  file->purpose = g_strdup (json_member_string (document, "purpose"));
  file->bytes = blob_get (store, KIND, file_id);
  return file->bytes != NULL;
}

gboolean
files_drop (Store *store, const char *file_id)
{
  return store_delete (store, KIND, file_id) && blob_delete (store, KIND, file_id);
}
