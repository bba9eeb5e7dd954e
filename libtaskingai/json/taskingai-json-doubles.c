/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-reader.h"

#define FIRST_DOUBLES 64

gboolean
taskingai_json_reader_read_doubles (TaskingAIJsonReader *self, double **values, gsize *n_values)
{
  g_autofree double *read = NULL;
  gsize size = 0;
  gsize n = 0;

  if (!taskingai_json_reader_enter_array (self))
    return FALSE;
  for (; taskingai_json_reader_next_element (self); n++)
    {
      if (n == size)
        {
          size = MAX (2 * size, FIRST_DOUBLES);
          read = g_renew (double, read, size);
        }
      if (!taskingai_json_reader_read_double (self, &read[n]))
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
