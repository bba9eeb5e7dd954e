/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stream/taskingai-event-decode.h"

#include <string.h>

#include "json/taskingai-json-reader.h"

static gboolean
matches (const char *word, const char *text, gsize length)
{
  return strlen (word) == length && memcmp (word, text, length) == 0;
}

static gboolean
malformed (TaskingAIJsonReader *reader, const TaskingAIErrorDetails *details, GError **error)
{
  if (error != NULL)
    *error = details != NULL
                 ? taskingai_error_with_details (taskingai_json_reader_to_error (reader), details)
                 : taskingai_json_reader_to_error (reader);
  return FALSE;
}

typedef struct {
  const char *object;
  gsize object_length;
  gboolean has_error;
} Head;

/* Looks for "object", which servers send first, and else for the "error" of a plain error body. */
static gboolean
read_head (TaskingAIJsonReader *reader, Head *head)
{
  const char *key;
  gsize length;
  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      if (matches ("object", key, length))
        return taskingai_json_reader_read_slice (reader, &head->object, &head->object_length);
      head->has_error |= matches ("error", key, length);
      taskingai_json_reader_skip (reader);
    }
  return !taskingai_json_reader_failed (reader);
}

static gboolean
report_error (const TaskingAISseEvent *event, const TaskingAIErrorDetails *details, GError **error)
{
  const TaskingAIErrorDetails nothing = { 0 };
  if (error != NULL)
    *error = taskingai_error_from_response (event->data, event->length, "application/json",
                                            details != NULL ? details : &nothing);
  return FALSE;
}

/* As servers write it: then nothing has to be read to know the kind. */
static const TaskingAIEventKind *
identify_by_head (const TaskingAISseEvent *event, const TaskingAIEventKind *kinds)
{
  static const char lead[] = "{\"object\": \"";
  const gsize n = sizeof lead - 1;
  if (event->length <= n || memcmp (event->data, lead, n) != 0)
    return NULL;
  const char *name = event->data + n;
  const char *end = memchr (name, '"', event->length - n);
  for (; end != NULL && kinds->object != NULL; kinds++)
    if (matches (kinds->object, name, end - name))
      return kinds;
  return NULL;
}

static gboolean
identify_by_reader (const TaskingAISseEvent *event, const TaskingAIEventKind *kinds,
                    const TaskingAIEventKind **kind, const TaskingAIErrorDetails *details,
                    GError **error)
{
  g_auto (TaskingAIJsonReader) reader;
  Head head = { 0 };
  taskingai_json_reader_init (&reader, event->data, event->length);
  if (!read_head (&reader, &head))
    return malformed (&reader, details, error);
  if (head.object == NULL && !head.has_error)
    {
      taskingai_json_reader_fail (&reader, "has no \"object\"");
      return malformed (&reader, details, error);
    }
  if (head.object == NULL || matches ("Error", head.object, head.object_length))
    return report_error (event, details, error);

  for (; kinds->object != NULL; kinds++)
    if (matches (kinds->object, head.object, head.object_length))
      *kind = kinds;
  return TRUE;
}

gboolean
taskingai_event_identify (const TaskingAISseEvent *event, const TaskingAIEventKind *kinds,
                          const TaskingAIEventKind **kind, const TaskingAIErrorDetails *details,
                          GError **error)
{
  *kind = identify_by_head (event, kinds);
  return *kind != NULL || identify_by_reader (event, kinds, kind, details, error);
}

TaskingAIModel *
taskingai_event_decode (const TaskingAISseEvent *event, const TaskingAIEventKind *kind,
                        const TaskingAIErrorDetails *details, GError **error)
{
  g_auto (TaskingAIJsonReader) reader;
  taskingai_json_reader_init (&reader, event->data, event->length);
  g_autoptr (TaskingAIModel) model = taskingai_model_new_from_reader (kind->get_type (), &reader);
  if (model != NULL && taskingai_json_reader_at_end (&reader))
    return g_steal_pointer (&model);
  malformed (&reader, details, error);
  return NULL;
}

gboolean
taskingai_event_check_chunk (const TaskingAISseEvent *event, const TaskingAIEventKind *kind,
                             GString *text, const TaskingAIErrorDetails *details, GError **error)
{
  g_auto (TaskingAIJsonReader) reader;
  taskingai_json_reader_init (&reader, event->data, event->length);
  TaskingAIPart part = taskingai_part_read (kind->get_type (), &reader);
  gboolean good = part != NULL && taskingai_json_reader_at_end (&reader);
  const char *delta = good ? taskingai_part_peek_text (&part, "delta") : NULL;
  if (delta != NULL)
    g_string_append (text, delta);
  taskingai_part_free (part);
  return good || malformed (&reader, details, error);
}

/* One that is null says nothing, as in the object. */
static void
read_delta (TaskingAIJsonReader *reader, GString *text)
{
  const char *delta;
  gsize n_bytes;
  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_NULL)
    taskingai_json_reader_read_null (reader);
  else if (taskingai_json_reader_read_slice (reader, &delta, &n_bytes))
    g_string_append_len (text, delta, n_bytes);
}

gboolean
taskingai_event_append_delta (const TaskingAISseEvent *event, GString *text,
                              const TaskingAIErrorDetails *details, GError **error)
{
  g_auto (TaskingAIJsonReader) reader;
  const char *key;
  gsize length;
  gsize before = text->len;
  taskingai_json_reader_init (&reader, event->data, event->length);
  taskingai_json_reader_enter_object (&reader);
  while (taskingai_json_reader_next_member (&reader, &key, &length))
    {
      if (!matches ("delta", key, length))
        {
          taskingai_json_reader_skip (&reader);
          continue;
        }
      g_string_truncate (text, before); /* of two the last counts */
      read_delta (&reader, text);
    }
  if (!taskingai_json_reader_failed (&reader) && taskingai_json_reader_at_end (&reader))
    return TRUE;
  g_string_truncate (text, before);
  return malformed (&reader, details, error);
}
