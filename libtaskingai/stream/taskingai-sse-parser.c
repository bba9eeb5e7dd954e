/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "stream/taskingai-sse-parser.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define FIRST_SIZE 512         /* a stream that is paced never has more */
#define KEPT_SIZE (256 * 1024) /* room above this is given back when it is not needed */
#define LONGEST_PREFIX 6       /* "data: " is no part of the data, which the limit is about */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Where data stands: counted from the first byte that was ever in the buffer, less what was cut out
 * behind it. */
typedef struct {
  guint64 position;
  gsize length;
  char *type; /* NULL: message */
} Event;

/* The buffer holds, in this order: what is not needed any more; the data of the events in the
 * queue, then of the unfinished one; bytes in between that were skipped; the unfinished line.
 * Several lines of data are joined by moving each up to the one before. */
struct _TaskingAISseParser {
  gsize max_event_size;
  char *buffer;
  gsize size;
  gsize length;
  gsize line;      /* offset of the unfinished line */
  gsize scanned;   /* no line end stands before this offset */
  gsize data_end;  /* offset behind the last data that is still needed */
  guint64 removed; /* position of buffer[0] */
  GArray *queue;   /* Event; the first n_taken have been taken */
  gsize n_taken;
  Event event; /* the unfinished one */
  char *taken_type;
  gboolean has_data;
  gboolean started;      /* behind the byte order mark */
  gboolean skip_newline; /* the last byte was CR, so that LF belongs to it */
  gboolean failed;
};

static void
clear_event (gpointer event)
{
  g_free (((Event *) event)->type);
}

TaskingAISseParser *
taskingai_sse_parser_new (gsize max_event_size)
{
  TaskingAISseParser *self = g_new0 (TaskingAISseParser, 1);

  self->max_event_size = MAX (max_event_size, 1);
  self->queue = g_array_new (FALSE, FALSE, sizeof (Event));
  return self;
}

static inline Event *
nth_event (const TaskingAISseParser *self, gsize nth)
{
  return &g_array_index (self->queue, Event, self->n_taken + nth);
}

void
taskingai_sse_parser_free (TaskingAISseParser *self)
{
  for (gsize i = 0; i < taskingai_sse_parser_get_n_events (self); i++)
    clear_event (nth_event (self, i));
  clear_event (&self->event);
  g_array_unref (self->queue);
  g_free (self->taken_type);
  g_free (self->buffer);
  g_free (self);
}

/* Offset of the first byte of data that is still needed, or of the line. */
static gsize
first_needed (const TaskingAISseParser *self)
{
  if (taskingai_sse_parser_get_n_events (self) > 0)
    return (gsize) (nth_event (self, 0)->position - self->removed);
  if (self->has_data)
    return (gsize) (self->event.position - self->removed);
  return self->line;
}

static gsize
skipped_bytes (const TaskingAISseParser *self)
{
  return first_needed (self) == self->line ? 0 : self->line - self->data_end;
}

/* Moves the unfinished line up to the data before it. */
static void
close_gap (TaskingAISseParser *self)
{
  gsize gap = skipped_bytes (self);

  memmove (self->buffer + self->line - gap, self->buffer + self->line, self->length - self->line);
  self->length -= gap;
  self->line -= gap;
  self->scanned -= gap;
}

static void
drop_front (TaskingAISseParser *self)
{
  gsize n = first_needed (self);

  memmove (self->buffer, self->buffer + n, self->length - n);
  self->removed += n;
  self->length -= n;
  self->line -= n;
  self->scanned -= n;
  self->data_end -= MIN (self->data_end, n);
}

/* Gives back what one large event took. It is paid for by the bytes that made it necessary. */
static void
shrink (TaskingAISseParser *self)
{
  if (self->size <= KEPT_SIZE || self->length > self->size / 8)
    return;
  self->size = MAX (2 * self->length, KEPT_SIZE);
  self->buffer = g_realloc (self->buffer, self->size);
}

/* Only when at least half is waste, so that each byte moves a bounded number of times. */
static void
compact (TaskingAISseParser *self)
{
  if (self->buffer == NULL || taskingai_sse_parser_get_n_bytes (self) > self->length / 2)
    return;
  close_gap (self);
  drop_front (self);
  shrink (self);
}

static void
append (TaskingAISseParser *self, const char *bytes, gsize length)
{
  if (length > self->size - self->length)
    {
      self->size = MAX (MAX (2 * self->size, FIRST_SIZE), self->length + length);
      self->buffer = g_realloc (self->buffer, self->size);
    }
  memcpy (self->buffer + self->length, bytes, length);
  self->length += length;
}

/* The first CR or LF, or @end. */
static const char *
find_line_end (const char *text, const char *end)
{
#ifdef __SSE2__
  for (; end - text >= 16; text += 16)
    {
      __m128i block = _mm_loadu_si128 ((const __m128i *) text);
      __m128i ends = _mm_or_si128 (_mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\n')),
                                   _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\r')));
      guint mask = _mm_movemask_epi8 (ends);

      if (mask != 0)
        return text + __builtin_ctz (mask);
    }
#endif
  while (text < end && *text != '\n' && *text != '\r')
    text++;
  return text;
}

static gboolean
add_data (TaskingAISseParser *self, char *value, gsize length)
{
  gsize before = self->has_data ? self->event.length + 1 : 0;
  char *end = self->buffer + self->data_end;

  if (before > self->max_event_size || length > self->max_event_size - before)
    return FALSE;
  if (!self->has_data)
    {
      self->event.position = self->removed + (gsize) (value - self->buffer);
      end = value;
    }
  else
    {
      *end++ = '\n'; /* over a line end that has been read */
      memmove (end, value, length);
    }
  self->has_data = TRUE;
  self->event.length = before + length;
  self->data_end = (gsize) (end - self->buffer) + length;
  return TRUE;
}

static void
set_type (TaskingAISseParser *self, const char *value, gsize length)
{
  g_free (self->event.type);
  self->event.type = length > 0 ? g_strndup (value, length) : NULL;
}

/* At an empty line. */
static void
finish_event (TaskingAISseParser *self)
{
  if (self->has_data)
    {
      if (self->n_taken > self->queue->len / 2)
        {
          g_array_remove_range (self->queue, 0, (guint) self->n_taken);
          self->n_taken = 0;
        }
      g_array_append_val (self->queue, self->event);
      self->event.type = NULL;
    }
  g_clear_pointer (&self->event.type, g_free);
  self->event.length = 0;
  self->has_data = FALSE;
}

/* FALSE if a limit is exceeded. Fields other than data and event have no meaning here. */
static gboolean
read_line (TaskingAISseParser *self, char *line, gsize length)
{
  char *colon;
  char *value;
  gsize name_length;

  if (length == 0)
    {
      finish_event (self);
      return TRUE;
    }
  if (line[0] != 'd' && line[0] != 'e')
    return TRUE;
  colon = memchr (line, ':', length);
  name_length = colon != NULL ? (gsize) (colon - line) : length;
  value = colon != NULL ? colon + 1 : line + length;
  if (value < line + length && *value == ' ')
    value++;
  length -= (gsize) (value - line);
  if (name_length == 4 && memcmp (line, "data", 4) == 0)
    return add_data (self, value, length);
  if (name_length == 5 && memcmp (line, "event", 5) == 0)
    set_type (self, value, length);
  return TRUE;
}

/* FALSE while it cannot be told whether the stream begins with the mark. */
static gboolean
skip_byte_order_mark (TaskingAISseParser *self)
{
  if (memcmp (self->buffer, BYTE_ORDER_MARK, MIN (self->length, 3)) == 0)
    {
      if (self->length < 3)
        return FALSE;
      self->line = self->scanned = 3;
    }
  self->started = TRUE;
  return TRUE;
}

static inline gboolean
is_too_long (const TaskingAISseParser *self, gsize line_length)
{
  return line_length > LONGEST_PREFIX && line_length - LONGEST_PREFIX > self->max_event_size;
}

static gboolean
read_lines (TaskingAISseParser *self)
{
  const char *end = self->buffer + self->length;

  while (self->scanned < self->length)
    {
      gsize start = self->line;
      gsize stop;

      if (self->skip_newline && start == self->scanned && self->buffer[start] == '\n')
        self->line = self->scanned = ++start;
      self->skip_newline = FALSE;
      stop = (gsize) (find_line_end (self->buffer + self->scanned, end) - self->buffer);
      self->scanned = stop;
      if (is_too_long (self, stop - start))
        return FALSE;
      if (stop == self->length)
        break;
      self->skip_newline = self->buffer[stop] == '\r';
      self->line = self->scanned = stop + 1;
      if (!read_line (self, self->buffer + start, stop - start))
        return FALSE;
    }
  return TRUE;
}

/* What was complete before can still be taken; the rest is not kept. */
static void
give_up (TaskingAISseParser *self)
{
  self->failed = TRUE;
  self->has_data = FALSE;
  self->length = self->scanned = self->line;
}

gboolean
taskingai_sse_parser_feed (TaskingAISseParser *self, const char *bytes, gsize length)
{
  if (self->failed || length == 0)
    return !self->failed;
  g_clear_pointer (&self->taken_type, g_free);
  compact (self);
  append (self, bytes, length);
  if (self->started || skip_byte_order_mark (self))
    if (!read_lines (self))
      give_up (self);
  return !self->failed;
}

gboolean
taskingai_sse_parser_peek (TaskingAISseParser *self, gsize nth, TaskingAISseEvent *event)
{
  const Event *found;

  if (nth >= taskingai_sse_parser_get_n_events (self))
    return FALSE;
  found = nth_event (self, nth);
  event->data = self->buffer + (found->position - self->removed);
  event->length = found->length;
  event->type = found->type != NULL ? found->type : "message";
  return TRUE;
}

gboolean
taskingai_sse_parser_next (TaskingAISseParser *self, TaskingAISseEvent *event)
{
  g_clear_pointer (&self->taken_type, g_free);
  compact (self);
  if (!taskingai_sse_parser_peek (self, 0, event))
    return FALSE;
  self->taken_type = nth_event (self, 0)->type;
  if (++self->n_taken == self->queue->len)
    {
      g_array_set_size (self->queue, 0);
      self->n_taken = 0;
    }
  return TRUE;
}

gsize
taskingai_sse_parser_get_n_events (const TaskingAISseParser *self)
{
  return self->queue->len - self->n_taken;
}

gsize
taskingai_sse_parser_get_n_bytes (const TaskingAISseParser *self)
{
  return self->length - first_needed (self) - skipped_bytes (self);
}

gsize
taskingai_sse_parser_get_size (const TaskingAISseParser *self)
{
  return self->size;
}

gboolean
taskingai_sse_parser_has_partial (const TaskingAISseParser *self)
{
  return self->has_data || self->event.type != NULL
         || (self->line < self->length && self->buffer[self->line] != ':');
}
