/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads texts of three sizes, each twice as long as the one before, in the hardest shapes that a
 * server can send. check-linear counts the instructions of each measure (). Prints, in this order,
 * a line for each: NAME SIZE. */

#include <string.h>

#include "json-colliding.h"
#include "models/taskingai-envelope.h"
#include "stream/taskingai-event-queue.h"
#include "stream/taskingai-sse-parser.h"
#include "taskingai.h"
#include "json/taskingai-json-reader.h"
#include "json/taskingai-json-value.h"

#define N_SIZES 3

typedef struct {
  const char *name;
  /* The text is @before, then @unit again and again up to the size, then @behind. A # in the unit
   * is its number. */
  const char *before, *unit, *behind;
  void (*run) (const char *text, gsize length);
  gsize first_size; /* in KiB: the cheaper to read, the more */
} Case;

/* ---- event streams ---- */

static void
feed (const char *text, gsize length, gsize piece, gboolean at_once)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (length);
  TaskingAISseEvent event;

  for (gsize at = 0; at < length; at += piece)
    {
      g_assert_true (taskingai_sse_parser_feed (parser, text + at, MIN (piece, length - at)));
      while (at_once && taskingai_sse_parser_next (parser, &event))
        ;
    }
  while (taskingai_sse_parser_next (parser, &event))
    ;
}

static void
feed_1 (const char *text, gsize length)
{
  feed (text, length, 1, TRUE);
}

static void
feed_7 (const char *text, gsize length)
{
  feed (text, length, 7, TRUE);
}

static void
feed_4096 (const char *text, gsize length)
{
  feed (text, length, 4096, TRUE);
}

static void
feed_and_wait (const char *text, gsize length)
{
  feed (text, length, 7, FALSE);
}

static void
read_stream (const char *text, gsize length)
{
  static const TaskingAIEventKind kinds[] = {
    { .object = "ChatCompletionChunk",
      .get_type = taskingai_chat_completion_chunk_get_type,
      .get_delta = (gpointer) taskingai_chat_completion_chunk_get_delta,
      .role = TASKINGAI_EVENT_CHUNK },
    { .object = NULL },
  };
  TaskingAIEventQueue *queue = taskingai_event_queue_new (kinds, "id", length, length);
  g_autoptr (TaskingAIModel) model = NULL;
  gsize n_events = 0;

  for (gsize at = 0; at < length; at += 512)
    {
      taskingai_event_queue_sink.data (queue, text + at, MIN (512, length - at));
      while (taskingai_event_queue_pop (queue, &model, NULL) == TASKINGAI_EVENT_QUEUE_ITEM)
        {
          g_clear_object (&model);
          n_events++;
        }
    }
  g_assert_cmpuint (n_events, >, length / 200);
  taskingai_event_queue_unref (queue);
}

/* ---- JSON ---- */

static void
skip (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, text, length);
  g_assert_true (taskingai_json_reader_skip (&reader) && taskingai_json_reader_at_end (&reader));
}

static void
read_string (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autofree char *value = NULL;

  taskingai_json_reader_init (&reader, text, length);
  g_assert_true (taskingai_json_reader_read_string (&reader, &value));
}

static void
read_double (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  double value;

  taskingai_json_reader_init (&reader, text, length);
  taskingai_json_reader_read_double (&reader, &value); /* or out of range */
}

static void
read_int64 (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  gint64 value;

  taskingai_json_reader_init (&reader, text, length);
  g_assert_false (taskingai_json_reader_read_int64 (&reader, &value));
}

static void
read_doubles (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autofree double *values = NULL;
  gsize n_values;

  taskingai_json_reader_init (&reader, text, length);
  g_assert_true (taskingai_json_reader_read_doubles (&reader, &values, &n_values));
}

static void
read_map (const char *text, gsize length G_GNUC_UNUSED)
{
  g_autoptr (GHashTable) map = taskingai_json_to_string_map (text, NULL);

  g_assert_nonnull (map);
}

static void
normalize (const char *text, gsize length G_GNUC_UNUSED)
{
  g_autofree char *normal = taskingai_json_normalize (text, NULL);

  g_assert_nonnull (normal);
}

static void
to_variant (const char *text, gsize length G_GNUC_UNUSED)
{
  g_autoptr (GVariant) variant = taskingai_json_to_variant (text, NULL);

  g_assert_nonnull (variant);
}

static void
read_and_write_model (const char *text, gsize length G_GNUC_UNUSED)
{
  g_autoptr (TaskingAIModel) model =
      taskingai_model_new_from_json (TASKINGAI_TYPE_ASSISTANT, text, NULL);
  g_autofree char *json = taskingai_model_to_json (model);

  g_assert_nonnull (json);
}

static void
read_page (const char *text, gsize length)
{
  g_autoptr (GObject) page = taskingai_envelope_read (text, length, TASKINGAI_ENVELOPE_PAGE,
                                                      TASKINGAI_TYPE_ASSISTANT, 200, NULL);

  g_assert_nonnull (page);
}

/* What check-linear has to find, or it finds nothing: each character moves all others. */
static void
prepend_each (const char *text, gsize length)
{
  g_autoptr (GString) moved = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_prepend_c (moved, text[i]);
}

static void
prepend_pages (const char *text, gsize length)
{
  g_autoptr (GString) moved = g_string_new (NULL);

  for (gsize i = 0; i < length; i += 1024)
    g_string_prepend_len (moved, text + i, MIN (1024, length - i));
}

/* ---- the table ---- */

#define EVENT_STREAM(name, before, unit, behind)                                                   \
  { name ", 1 byte at a time", before, unit, behind, feed_1, 4 },                                  \
      { name ", 7 bytes at a time", before, unit, behind, feed_7, 16 },                            \
      { name ", 4096 bytes at a time", before, unit, behind, feed_4096, 128 },                     \
  {                                                                                                \
    name ", taken at the end", before, unit, behind, feed_and_wait, 16                             \
  }

#define CHUNK                                                                                      \
  "data: {\"object\":\"ChatCompletionChunk\",\"role\":\"assistant\",\"index\":0,\"delta\":\"on\"," \
  "\"created_timestamp\":1#}\n\n"

#define ITEM                                                                                       \
  "{\"object\":\"Assistant\",\"assistant_id\":\"X#\",\"model_id\":\"TpKq3vXa\",\"memory\":"        \
  "{\"type\":\"naive\"},\"metadata\":{\"a\":\"b\"}},"

#define COLLIDING NULL /* members whose names have one g_str_hash () */

static const Case cases[] = {
  { "not linear, each byte", "", "x", "", prepend_each, 2 },
  { "not linear, each page", "", "x", "", prepend_pages, 256 },
  EVENT_STREAM ("one line", "data: ", "x", "\n\n"),
  EVENT_STREAM ("a line without end", "data: ", "x", ""),
  EVENT_STREAM ("short events", "", "data: x\n\n", ""),
  EVENT_STREAM ("events with types", "", "event: t#\r\ndata: #\r\n\r\n", ""),
  EVENT_STREAM ("comments", "", ": keep-alive\n", ""),
  EVENT_STREAM ("comments within an event", "data: a\n", ": keep-alive\n", "data: b\n\n"),
  EVENT_STREAM ("comments between events", "", "data: a\n\n: keep-alive\n", ""),
  EVENT_STREAM ("lines of one event", "", "data: x\n", "\n"),
  EVENT_STREAM ("empty lines of one event", "", "data\n", "\n"),
  EVENT_STREAM ("lines and comments of one event", "", "data: x\n: c\nid: #\n", "\n"),
  EVENT_STREAM ("empty lines", "", "\n", ""),
  EVENT_STREAM ("CR", "", "\r", "data: a\r\r"),
  { "chunks of an answer", "", CHUNK, "", read_stream, 16 },
  { "a plain string", "\"", "x", "\"", read_string, 64 },
  { "a string of escapes", "\"", "\\n\\u00e4\\ud83d\\ude00", "\"", read_string, 64 },
  { "a string of UTF-8", "\"", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\"", read_string, 64 },
  { "a skipped string of escapes", "\"", "\\\"", "\"", skip, 32 },
  { "digits, as a floating point number", "1", "0123456789", "", read_double, 32 },
  { "decimals", "0.1", "0123456789", "", read_double, 32 },
  { "leading zeros behind the point", "0.", "0", "1", read_double, 32 },
  { "digits of an exponent", "1e", "0", "1", read_double, 32 },
  { "digits, as an integer", "1", "0123456789", "", read_int64, 32 },
  { "digits, skipped", "1", "0123456789", "", skip, 32 },
  { "short numbers", "[0", ",0.25", "]", read_doubles, 32 },
  { "long numbers", "[0", ",-0.017453292519943295e-27", "]", read_doubles, 32 },
  { "numbers with spaces", "[0", " ,\n 17.5", "]", read_doubles, 32 },
  { "small arrays", "[0", ",[],[[]]", "]", skip, 32 },
  { "deep arrays", "[0", ",[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "]",
    skip, 32 },
  { "small objects", "[0", ",{\"a\":{}}", "]", skip, 32 },
  { "white space", "", " \n", "[]", skip, 32 },
  { "members of a map", "{\"a\":0", ",\"a#\":\"x\"", "}", read_map, 16 },
  { "one member of a map again and again", "{\"a\":0", ",\"a\":\"x\"", "}", read_map, 16 },
  { "colliding members of a map", "{\"a\":0", COLLIDING, "}", read_map, 16 },
  { "members made compact", "{\"a\":0", ",\"a#\":\"\\u00e4\"", "}", normalize, 16 },
  { "members of a variant", "{\"a\":0", ",\"a#\":\"x\"", "}", to_variant, 8 },
  { "wide integers of a variant", "[0", ",36893488147419103232", "]", to_variant, 8 },
  { "unknown members of a model", "{\"a\":0", ",\"a#\":\"x\"", "}", read_and_write_model, 16 },
  { "a known member again and again", "{\"a\":0", ",\"name\":\"x#\"", "}", read_and_write_model,
    16 },
  { "colliding members of a model", "{\"a\":0", COLLIDING, "}", read_and_write_model, 16 },
  { "a long unknown member", "{\"a\":[0", ",{\"b\":[\"x\",null]}", "]}", read_and_write_model, 16 },
  { "a page", "{\"status\":\"success\",\"data\":[", ITEM, ITEM "{\"assistant_id\":\"\"}]}",
    read_page, 16 },
};

static void
append_unit (GString *text, const char *unit, guint number)
{
  g_autofree char *name = NULL;

  if (unit == COLLIDING)
    {
      name = json_colliding_name (number);
      g_string_append_printf (text, ",\"%s\":0", name);
      return;
    }
  for (const char *c = unit; *c != '\0'; c++)
    if (*c == '#')
      g_string_append_printf (text, "%07u", number);
    else
      g_string_append_c (text, *c);
}

static GString *
make (const Case *c, gsize size)
{
  GString *text = g_string_new (c->before);

  for (guint i = 0; text->len < size; i++)
    append_unit (text, c->unit, i);
  return g_string_append (text, c->behind);
}

void measure (const Case *c, const GString *text);

/* What stands between call and return is counted. */
__attribute__ ((noinline)) void
measure (const Case *c, const GString *text)
{
  c->run (text->str, text->len);
}

int
main (void)
{
  GString *warm = g_string_new ("{}");

  read_and_write_model (warm->str, warm->len);
  g_string_free (warm, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int j = 0; j < N_SIZES; j++)
      {
        g_autoptr (GString) text = make (&cases[i], cases[i].first_size * 1024 << j);

        g_print ("%" G_GSIZE_FORMAT "\t%s\n", text->len, cases[i].name);
        measure (&cases[i], text);
      }
  return 0;
}
