/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "record-content.h"

#include <string.h>

#include "csv.h"
#include "docx.h"
#include "files.h"
#include "html.h"
#include "json-write.h"
#include "sheet.h"
#include "text.h"
#include "web-page.h"
#include "xlsx.h"

/* What the service tells with local storage: the size of a directory. */
#define QUIRKS_FILE_SIZE 4096

typedef struct {
  App *app;
  json_object *fields;
  RecordContentDone done;
  gpointer data;
} Load;

static void
load_end (Load *load, const RecordContent *content)
{
  load->done (content, ERROR_UNKNOWN, NULL, load->data);
  json_object_put (load->fields);
  g_free (load);
}

static void G_GNUC_PRINTF (3, 4) load_fail (Load *load, ErrorCode code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  load->done (NULL, code, message, load->data);
  json_object_put (load->fields);
  g_free (load);
}

static void
load_text (Load *load)
{
  const char *content = json_member_string (load->fields, "content");
  g_autofree char *text =
      text_strip (content != NULL ? content : "", content != NULL ? strlen (content) : 0);
  const RecordContent loaded = { .shown = text, .text = text };

  if (*text == '\0')
    load_fail (load, ERROR_REQUEST_VALIDATION, "The content is empty");
  else
    load_end (load, &loaded);
}

static char *
describe_file (Load *load, const char *file_id, const StoredFile *file)
{
  g_autoptr (json_object) value = json_set_string (json_object_new_object (), "file_id", file_id);

  json_set_string (value, "file_name", file->name);
  json_set_int (value, "file_size",
                load->app->options->quirks ? QUIRKS_FILE_SIZE
                                           : (gint64) g_bytes_get_size (file->bytes));
  return json_to_text (value, JSON_STYLE_SPACED);
}

/* NULL: @problem tells why. */
static char *
read_document (const char *type, const StoredFile *file, char **problem)
{
  gboolean is_docx = g_str_equal (type, "docx");
  char *text;

  if (g_str_equal (type, "pdf"))
    {
      *problem = g_strdup ("This server cannot read pdf files, only docx, txt, md and html.");
      return NULL;
    }
  text = is_docx ? docx_to_text (file->bytes) : text_from_bytes (file->bytes);
  if (text == NULL)
    *problem = g_strdup_printf ("The file %s is not %s.", file->name,
                                is_docx ? "a whole DOCX document" : "UTF-8 text");
  return text;
}

static void
load_document (Load *load, const char *file_id, const char *type, const StoredFile *file)
{
  g_autofree char *shown = describe_file (load, file_id, file);
  g_autofree char *problem = NULL;
  g_autofree char *source = read_document (type, file, &problem);
  g_autofree char *page = NULL;
  g_autofree char *text = NULL;
  RecordContent loaded = { .shown = shown };

  if (source == NULL)
    {
      load_fail (load, ERROR_INVALID_REQUEST, "%s", problem);
      return;
    }
  page = g_str_equal (type, "html") ? html_to_text (source) : g_strdup (source);
  text = loaded.text = text_strip (page, strlen (page));
  if (*text == '\0')
    load_fail (load, ERROR_REQUEST_VALIDATION, "File content is empty");
  else
    load_end (load, &loaded);
}

/* -1: there is none. */
static int
find_column (GPtrArray *header, const char *wanted)
{
  for (guint i = 0; i < header->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (g_ptr_array_index (header, i)));

      if (g_ascii_strcasecmp (name, wanted) == 0)
        return (int) i;
    }
  return -1;
}

static const char *
field_of (GPtrArray *row, int column)
{
  return column < (int) row->len ? g_ptr_array_index (row, column) : "";
}

static json_object *
new_draft (const char *title, const char *question, const char *answer)
{
  g_autofree char *content =
      g_strconcat (title, *title != '\0' ? "\n\n" : "", question, "\n", answer, NULL);
  json_object *draft = json_set_string (json_object_new_object (), "content", content);

  json_set_string (draft, "question", question);
  return json_set_string (draft, "answer", answer);
}

/* NULL: row *@row, counted from 1, is at fault, or 0: there are no rows. */
static json_object *
drafts_of_rows (GPtrArray *rows, const char *title, guint *row)
{
  g_autoptr (json_object) drafts = json_object_new_array ();
  int question_column, answer_column;

  *row = MIN (rows->len, 1);
  if (rows->len == 0)
    return NULL;
  question_column = find_column (g_ptr_array_index (rows, 0), "question");
  answer_column = find_column (g_ptr_array_index (rows, 0), "answer");
  if (question_column < 0 || answer_column < 0)
    return NULL;
  for (guint i = 1; i < rows->len; i++)
    {
      const char *question = field_of (g_ptr_array_index (rows, i), question_column);
      const char *answer = field_of (g_ptr_array_index (rows, i), answer_column);

      *row = i + 1;
      if (*question == '\0' || *answer == '\0')
        return NULL;
      json_object_array_add (drafts, new_draft (title, question, answer));
    }
  return g_steal_pointer (&drafts);
}

static GPtrArray *
read_csv (GBytes *bytes)
{
  g_autofree char *text = text_from_bytes (bytes);

  return text != NULL ? csv_parse (text) : NULL;
}

static void
load_sheet (Load *load, const char *file_id, const char *type, const StoredFile *file)
{
  const char *title = json_member_string (load->fields, "title");
  g_autofree char *shown = describe_file (load, file_id, file);
  gboolean is_csv = g_str_equal (type, "csv");
  g_autoptr (GPtrArray) rows = is_csv ? read_csv (file->bytes) : xlsx_parse (file->bytes);
  g_autoptr (json_object) drafts = NULL;
  guint row = 0;
  RecordContent loaded = { .shown = shown };

  if (rows == NULL)
    load_fail (load, ERROR_INVALID_REQUEST, "The file %s is not %s.", file->name,
               is_csv ? "UTF-8 text in CSV format" : "a whole XLSX document");
  else if (rows->len > SHEET_MAX_ROWS)
    load_fail (load, ERROR_INVALID_REQUEST, "The file %s has more than %d rows.", file->name,
               SHEET_MAX_ROWS);
  else if ((drafts = drafts_of_rows (rows, title != NULL ? title : "", &row)) == NULL && row > 1)
    load_fail (load, ERROR_INVALID_REQUEST, "Row %u has not both a question and an answer.", row);
  else if (drafts == NULL && row == 1)
    load_fail (load, ERROR_INVALID_REQUEST, "The first row must name question and answer.");
  else if (drafts == NULL || json_object_array_length (drafts) == 0)
    load_fail (load, ERROR_REQUEST_VALIDATION, "File content is empty");
  else
    {
      loaded.drafts = drafts;
      load_end (load, &loaded);
    }
}

static void
load_fail_to_read (Load *load, const char *file_id)
{
  Store *store = load->app->store;

  if (store_failed (store))
    load_fail (load, ERROR_INTERNAL, "%s", store_error (store));
  else
    load_fail (load, ERROR_NOT_FOUND, "File %s not found", file_id);
}

static void
load_file (Load *load, gboolean is_sheet)
{
  const char *file_id = json_member_string (load->fields, "file_id");
  g_auto (GStrv) parts = g_strsplit (file_id != NULL ? file_id : "", "_", -1);
  g_auto (StoredFile) file = { 0 };

  if (file_id == NULL && load->app->options->quirks)
    load_fail (load, ERROR_INTERNAL, "'NoneType' object has no attribute 'split'");
  else if (file_id == NULL)
    load_fail (load, ERROR_REQUEST_VALIDATION, "The file_id is missing");
  else if (g_strv_length (parts) != 2)
    load_fail (load, ERROR_REQUEST_VALIDATION, "Invalid file id: %s", file_id);
  else if (!files_read (load->app->store, file_id, &file))
    load_fail_to_read (load, file_id);
  else if (is_sheet != g_str_equal (file.purpose, "qa_record_file"))
    load_fail (load, ERROR_INVALID_REQUEST, "The file was uploaded for the purpose %s.",
               file.purpose);
  else if (is_sheet)
    load_sheet (load, file_id, parts[0], &file);
  else
    load_document (load, file_id, parts[0], &file);
}

static void
on_page (const char *text, const char *failure, gpointer data)
{
  Load *load = data;
  const char *url = json_member_string (load->fields, "url");
  g_autoptr (json_object) value = json_set_string (json_object_new_object (), "url", url);
  g_autofree char *shown = json_to_text (value, JSON_STYLE_SPACED);
  const RecordContent loaded = { .shown = shown, .text = (char *) text };

  if (failure != NULL)
    load_fail (load, ERROR_INVALID_REQUEST, "%s", failure);
  else
    load_end (load, &loaded);
}

void
record_content_load (App *app, json_object *fields, RecordContentDone done, gpointer data)
{
  json_object *type = json_member (fields, "type");
  const char *url = json_member_string (fields, "url");
  Load *load = g_new0 (Load, 1);

  load->app = app;
  load->fields = json_object_get (fields);
  load->done = done;
  load->data = data;
  if (json_is_string (type, "text"))
    load_text (load);
  else if (!json_is_string (type, "web"))
    load_file (load, json_is_string (type, "qa_sheet"));
  else if (url != NULL && web_page_is_allowed (url))
    web_page_load (app, url, on_page, load);
  else
    load_fail (load, ERROR_REQUEST_VALIDATION, "Web URL must be https://");
}
