/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-reader.h"

#include "taskingai-error-private.h"
#include "json/taskingai-json-reader-private.h"

gboolean
taskingai_json_reader_fail_at (TaskingAIJsonReader *self, const char *where, const char *problem)
{
  if (self->problem == NULL)
    {
      self->problem = problem;
      self->where = where;
    }
  return FALSE;
}

gboolean
taskingai_json_reader_fail (TaskingAIJsonReader *self, const char *problem)
{
  return taskingai_json_reader_fail_at (self, self->value, problem);
}

gboolean
taskingai_json_reader_failed (const TaskingAIJsonReader *self)
{
  return self->problem != NULL;
}

static GString *
get_path (TaskingAIJsonReader *self)
{
  if (self->path == NULL)
    self->path = g_string_new (NULL);
  return self->path;
}

void
taskingai_json_reader_prepend_key (TaskingAIJsonReader *self, const char *key)
{
  GString *path;

  if (self->problem == NULL)
    return;
  path = get_path (self);
  if (path->len > 0 && path->str[0] != '[')
    g_string_prepend_c (path, '.');
  g_string_prepend (path, key);
}

void
taskingai_json_reader_prepend_index (TaskingAIJsonReader *self, gsize index)
{
  char text[32];
  GString *path;

  if (self->problem == NULL)
    return;
  path = get_path (self);
  if (path->len > 0 && path->str[0] != '[')
    g_string_prepend_c (path, '.');
  g_snprintf (text, sizeof text, "[%" G_GSIZE_FORMAT "]", index);
  g_string_prepend (path, text);
}

GError *
taskingai_json_reader_to_error (const TaskingAIJsonReader *self)
{
  const char *subject = self->path != NULL ? self->path->str : "The JSON text";
  const char *where = self->problem != NULL ? self->where : self->cursor;

  return taskingai_error_new (
      TASKINGAI_API_ERROR_MALFORMED, NULL, "%s %s (byte %" G_GSIZE_FORMAT ")", subject,
      self->problem != NULL ? self->problem : "is not as expected", (gsize) (where - self->start));
}
