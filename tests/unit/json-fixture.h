/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <string.h>

#include "json/taskingai-json-reader.h"

/* Every text is read from memory that ends where the text does, so that tools see any overrun. */
typedef struct {
  char *text;
  TaskingAIJsonReader reader;
} Fixture;

static inline Fixture *
fixture_new (const char *text, gsize length)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->text = g_memdup2 (text, length);
  taskingai_json_reader_init (&self->reader, self->text, length);
  return self;
}

static inline void
fixture_free (Fixture *self)
{
  taskingai_json_reader_clear (&self->reader);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static inline Fixture *
reading (const char *text)
{
  return fixture_new (text, strlen (text));
}

/* @inside within @depth brackets of a kind. */
static inline char *
nested (guint depth, const char *open, const char *inside, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inside);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}
