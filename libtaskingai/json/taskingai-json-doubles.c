/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-number.h"
#include "json/taskingai-json-reader.h"

#define FIRST_DOUBLES 64

/* At least one, into what is free of @values. */
static gboolean
read_some (TaskingAIJsonReader *self, double *values, gsize max, gsize *n_values)
{
  gsize n = 0;

  if (taskingai_json_reader_peek (self) == TASKINGAI_JSON_NUMBER)
    n = taskingai_json_number_read_doubles (&self->cursor, self->end, values, max);
  *n_values += n;
  return n > 0 || taskingai_json_reader_read_double (self, values); /* which finds the mistake */
}

gboolean
taskingai_json_reader_read_doubles (TaskingAIJsonReader *self, double **values, gsize *n_values)
{
  g_autofree double *read = NULL;
  gsize size = 0;
  gsize n = 0;

  if (!taskingai_json_reader_enter_array (self))
    return FALSE;
  while (taskingai_json_reader_next_element (self))
    {
      if (n == size)
        {
          size = MAX (2 * size, FIRST_DOUBLES);
          read = g_renew (double, read, size);
        }
      if (!read_some (self, read + n, size - n, &n))
        {
          taskingai_json_reader_prepend_index (self, n);
          break;
        }
    }
  if (self->problem != NULL)
    return FALSE;
  *values = n > 0 ? g_renew (double, g_steal_pointer (&read), n) : NULL;
  *n_values = n;
  return TRUE;
}
