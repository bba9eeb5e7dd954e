/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-part-private.h"

void
taskingai_parts_append (TaskingAIParts **self, TaskingAIPart part)
{
  TaskingAIParts *parts = *self;

  if (parts == NULL || parts->length == parts->size)
    {
      guint length = taskingai_parts_get_length (parts);

      parts = g_realloc (parts, sizeof *parts + MAX (2 * length, 1) * sizeof *parts->items);
      parts->length = length;
      parts->size = MAX (2 * length, 1);
      *self = parts;
    }
  parts->items[parts->length++] = part;
}

static gboolean
read_parts (TaskingAIParts **self, GType type, TaskingAIJsonReader *reader)
{
  TaskingAIPart part;

  while (taskingai_json_reader_next_element (reader))
    {
      part = taskingai_part_read (type, reader);
      if (part == NULL)
        {
          taskingai_json_reader_prepend_index (reader, taskingai_parts_get_length (*self));
          return FALSE;
        }
      taskingai_parts_append (self, part);
    }
  return !taskingai_json_reader_failed (reader);
}

gboolean
taskingai_parts_read (TaskingAIParts **self, GType type, TaskingAIJsonReader *reader)
{
  *self = NULL;
  if (taskingai_json_reader_enter_array (reader) && read_parts (self, type, reader))
    return TRUE;

  g_clear_pointer (self, taskingai_parts_free);
  return FALSE;
}

void
taskingai_parts_free (TaskingAIParts *self)
{
  for (guint i = 0; i < taskingai_parts_get_length (self); i++)
    taskingai_part_free (self->items[i]);
  g_free (self);
}
