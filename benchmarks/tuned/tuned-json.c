/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tuned-json.h"

#include <stdlib.h>
#include <string.h>

/* Members come in the order of the table as a rule, so the search begins behind the last one. */
static const TunedMember *
find (const TunedMember *members, size_t count, size_t *next, const char *key, size_t length)
{
  for (size_t i = 0; i < count; i++)
    {
      size_t place = *next + i < count ? *next + i : *next + i - count;

      if (members[place].length == length && memcmp (members[place].name, key, length) == 0)
        {
          *next = place + 1 < count ? place + 1 : 0;
          return &members[place];
        }
    }
  return NULL;
}

bool
tuned_read_object (TaskingAIJsonReader *reader, const TunedMember *members, size_t count,
                   void *into)
{
  const char *key;
  size_t length, next = 0;

  if (!taskingai_json_reader_enter_object (reader))
    return false;
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      const TunedMember *member = find (members, count, &next, key, length);

      if (member != NULL)
        member->read (reader, (char *) into + member->offset);
      else
        taskingai_json_reader_skip (reader);
    }
  return !taskingai_json_reader_failed (reader);
}

bool
tuned_read_document (const char *text, size_t length, const TunedMember *members, size_t count,
                     void *into)
{
  TaskingAIJsonReader reader;
  bool right;

  taskingai_json_reader_init (&reader, text, length);
  right =
      tuned_read_object (&reader, members, count, into) && taskingai_json_reader_at_end (&reader);
  taskingai_json_reader_clear (&reader);
  return right;
}

bool
tuned_read_string (TaskingAIJsonReader *reader, void *at)
{
  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_NULL)
    return taskingai_json_reader_read_null (reader);
  return taskingai_json_reader_read_string (reader, at);
}

bool
tuned_read_int (TaskingAIJsonReader *reader, void *at)
{
  return taskingai_json_reader_read_int64 (reader, at);
}

bool
tuned_read_bool (TaskingAIJsonReader *reader, void *at)
{
  return taskingai_json_reader_read_boolean (reader, at);
}

/* Doubled at each power of two. */
void *
tuned_grow (void **array, size_t *count, size_t size)
{
  char *place;

  if ((*count & (*count - 1)) == 0)
    *array = realloc (*array, (*count > 0 ? 2 * *count : 1) * size);
  place = (char *) *array + (*count)++ * size;
  memset (place, 0, size);
  return place;
}
