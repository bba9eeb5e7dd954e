/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Reading alone, without a network: JSON text to typed values, which are freed again. "ours" is the
 * library's reader, which like "json-c" makes structs with strings; "object" is what the caller of
 * the library gets.
 *
 * Without arguments: a line of JSON for each document, the best of many rounds in turns. With the
 * names of a document and a reader and a count: reads that many times, to count instructions. */

#include "json-documents.h"
#include "raw-values.h"
#include "usage.h"

#include "models/taskingai-envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <taskingai/taskingai.h>

#define ROUNDS 15
#define ROUND_NS 5000000

typedef void (*Reader) (JsonDocument document, LoadText text);

static void
fail (JsonDocument document)
{
  fprintf (stderr, "%s is not read\n", json_document_name (document));
  exit (1);
}

static GType
type_of (JsonDocument document)
{
  switch (document)
    {
    case JSON_CHUNK:
      return TASKINGAI_TYPE_CHAT_COMPLETION_CHUNK;
    case JSON_CHAT:
      return TASKINGAI_TYPE_CHAT_COMPLETION;
    case JSON_ASSISTANT:
    case JSON_LIST:
      return TASKINGAI_TYPE_ASSISTANT;
    default:
      return TASKINGAI_TYPE_TEXT_EMBEDDING;
    }
}

/* One or many, each a struct with its strings. */
static gboolean
read_structs (TaskingAIParts **values, GType type, TaskingAIJsonReader *reader)
{
  TaskingAIPart value;

  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_ARRAY)
    return taskingai_parts_read (values, type, reader);
  value = taskingai_part_read (type, reader);
  if (value != NULL)
    taskingai_parts_append (values, value);
  return value != NULL;
}

static void
read_envelope (TaskingAIParts **values, GType type, TaskingAIJsonReader *reader)
{
  const char *key;
  gsize length;

  taskingai_json_reader_enter_object (reader);
  while (taskingai_json_reader_next_member (reader, &key, &length))
    if (length != strlen ("data") || memcmp (key, "data", length) != 0)
      taskingai_json_reader_skip (reader);
    else if (!read_structs (values, type, reader))
      break;
}

static void
read_ours (JsonDocument document, LoadText text)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  TaskingAIParts *values = NULL;

  taskingai_json_reader_init (&reader, text.at, text.length);
  if (document == JSON_CHUNK)
    read_structs (&values, type_of (document), &reader);
  else
    read_envelope (&values, type_of (document), &reader);
  if (!taskingai_json_reader_at_end (&reader) || values == NULL)
    fail (document);
  taskingai_parts_free (values);
}

static void
read_object (JsonDocument document, LoadText text)
{
  gboolean is_page = document == JSON_LIST;
  GType type = type_of (document);
  gpointer value;

  if (document == JSON_EMBEDDINGS_9 || document == JSON_EMBEDDINGS_17)
    type = TASKINGAI_TYPE_TEXT_EMBEDDING_RESULT;
  if (document == JSON_CHUNK)
    value = taskingai_model_new_from_json (type, text.at, NULL);
  else
    value = taskingai_envelope_read (text.at, text.length,
                                     is_page ? TASKINGAI_ENVELOPE_PAGE : TASKINGAI_ENVELOPE_DATA,
                                     type, 200, NULL);
  if (value == NULL)
    fail (document);
  g_object_unref (value);
}

/* The tree is let go as soon as the values are out of it. */
static void
read_raw_value (JsonDocument document, json_object *tree)
{
  json_object *data = raw_json_member (tree, "data");
  union {
    RawChunk chunk;
    RawChat chat;
    RawAssistant assistant;
    RawPage page;
    RawEmbeddings embeddings;
  } value;

  switch (document)
    {
    case JSON_CHUNK:
      raw_chunk_read (&value.chunk, tree);
      json_object_put (tree);
      raw_chunk_clear (&value.chunk);
      break;
    case JSON_CHAT:
      raw_chat_read (&value.chat, data);
      json_object_put (tree);
      raw_chat_clear (&value.chat);
      break;
    case JSON_ASSISTANT:
      raw_assistant_read (&value.assistant, data);
      json_object_put (tree);
      raw_assistant_clear (&value.assistant);
      break;
    case JSON_LIST:
      raw_page_read (&value.page, data);
      json_object_put (tree);
      raw_page_clear (&value.page);
      break;
    default:
      raw_embeddings_read (&value.embeddings, data);
      json_object_put (tree);
      raw_embeddings_clear (&value.embeddings);
    }
}

static void
read_raw (JsonDocument document, LoadText text)
{
  json_object *tree = raw_json_parse (text.at, text.length);

  if (tree == NULL)
    fail (document);
  read_raw_value (document, tree);
}

static void
read_often (Reader reader, JsonDocument document, long count)
{
  LoadText text = json_document_text (document);

  for (long i = 0; i < count; i++)
    reader (document, text);
}

static double
time_ns (Reader reader, JsonDocument document, long count)
{
  int64_t start = usage_clock_ns ();

  read_often (reader, document, count);
  return (double) (usage_clock_ns () - start) / (double) count;
}

static const struct {
  const char *name;
  Reader read;
} readers[] = {
  { "ours", read_ours },
  { "object", read_object },
  { "json-c", read_raw },
};

#define READERS (sizeof readers / sizeof *readers)

static void
measure (JsonDocument document)
{
  double best[READERS] = { 0 };
  double length = (double) json_document_text (document).length;

  for (int round = 0; round < ROUNDS; round++)
    for (size_t i = 0; i < READERS; i++)
      {
        long count = best[i] > 0 && best[i] < ROUND_NS ? (long) (ROUND_NS / best[i]) : 1;
        double ns = time_ns (readers[i].read, document, count);

        best[i] = round == 0 || ns < best[i] ? ns : best[i];
      }
  printf ("{\"document\":\"%s\",\"bytes\":%.0f,\"ours_ns\":%.0f,\"object_ns\":%.0f,"
          "\"json_c_ns\":%.0f,\"ratio\":%.2f,\"ours_mb_per_s\":%.0f,\"json_c_mb_per_s\":%.0f}\n",
          json_document_name (document), length, best[0], best[1], best[2], best[2] / best[0],
          length / best[0] * 1e3, length / best[2] * 1e3);
}

static int
count (const char *document, const char *reader, const char *times)
{
  for (int i = 0; i < JSON_DOCUMENTS; i++)
    for (size_t j = 0; j < READERS; j++)
      if (strcmp (document, json_document_name (i)) == 0 && strcmp (reader, readers[j].name) == 0)
        {
          read_often (readers[j].read, i, atol (times));
          return 0;
        }
  fprintf (stderr, "no document is called %s, or no reader %s\n", document, reader);
  return 1;
}

int
main (int argc, char **argv)
{
  int status = 0;

  json_documents_init ();
  if (argc == 4)
    status = count (argv[1], argv[2], argv[3]);
  else
    for (int i = 0; i < JSON_DOCUMENTS; i++)
      measure (i);
  raw_json_finish ();
  return status;
}
