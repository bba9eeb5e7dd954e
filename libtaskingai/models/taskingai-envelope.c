/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-envelope.h"

#include "models/taskingai-page-private.h"
#include "taskingai-error-private.h"

/* What is gathered while the members of the envelope pass by, in whatever order. */
typedef struct {
  TaskingAIEnvelopeKind kind;
  GType type;
  TaskingAIModel *model; /* DATA */
  GPtrArray *items;      /* PAGE */
  gboolean has_status, has_data, is_error, has_more;
  gint64 total_count;
} Envelope;

static void
envelope_clear (Envelope *self)
{
  g_clear_object (&self->model);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Envelope, envelope_clear)

static gboolean
key_is (const char *key, gsize length, const char *other)
{
  return strlen (other) == length && memcmp (key, other, length) == 0;
}

static gboolean
fail_at (TaskingAIJsonReader *reader, const char *key, const char *problem)
{
  taskingai_json_reader_fail (reader, problem);
  taskingai_json_reader_prepend_key (reader, key);
  return FALSE;
}

static gboolean
read_status (Envelope *self, TaskingAIJsonReader *reader)
{
  const char *status;
  gsize length;

  if (!taskingai_json_reader_read_slice (reader, &status, &length))
    return fail_at (reader, "status", "should be a string");

  self->has_status = TRUE;
  self->is_error = !key_is (status, length, "success");
  return TRUE;
}

/* Fills the field @key of the model, or passes over what it has no field for. */
static gboolean
read_beside (Envelope *self, const char *key, TaskingAIJsonReader *reader)
{
  const TaskingAIField *field = NULL;

  if (self->model != NULL)
    field = taskingai_model_find_field (self->model, key, strlen (key));

  return field != NULL ? taskingai_model_read_field (self->model, field, reader)
                       : taskingai_json_reader_skip (reader);
}

static gboolean
read_model (Envelope *self, TaskingAIJsonReader *reader)
{
  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_ARRAY
      && taskingai_model_find_field (self->model, "data", strlen ("data")) != NULL)
    return read_beside (self, "data", reader);

  if (taskingai_model_read (self->model, reader))
    return TRUE;

  taskingai_json_reader_prepend_key (reader, "data");
  return FALSE;
}

static gboolean
read_item (Envelope *self, TaskingAIJsonReader *reader)
{
  TaskingAIPart item = taskingai_part_read (self->type, reader);

  if (item == NULL)
    {
      taskingai_json_reader_prepend_index (reader, self->items->len);
      return FALSE;
    }

  g_ptr_array_add (self->items, item);
  return TRUE;
}

static gboolean
read_items (Envelope *self, TaskingAIJsonReader *reader)
{
  gboolean ok = taskingai_json_reader_enter_array (reader);

  g_ptr_array_set_size (self->items, 0);
  while (ok && taskingai_json_reader_next_element (reader))
    ok = read_item (self, reader);

  if (ok && !taskingai_json_reader_failed (reader))
    return TRUE;

  taskingai_json_reader_prepend_key (reader, "data");
  return FALSE;
}

static gboolean
read_data (Envelope *self, TaskingAIJsonReader *reader)
{
  if (self->has_data) /* two would be mixed into one model */
    return taskingai_json_reader_peek (reader) != TASKINGAI_JSON_ERROR
           && fail_at (reader, "data", "is there twice");
  self->has_data = TRUE;
  switch (self->kind)
    {
    case TASKINGAI_ENVELOPE_DATA:
      return read_model (self, reader);
    case TASKINGAI_ENVELOPE_PAGE:
      return read_items (self, reader);
    case TASKINGAI_ENVELOPE_EMPTY:
    case TASKINGAI_ENVELOPE_BARE:
    case TASKINGAI_ENVELOPE_FILE:
    default:
      return taskingai_json_reader_skip (reader);
    }
}

static gboolean
read_has_more (Envelope *self, TaskingAIJsonReader *reader)
{
  return taskingai_json_reader_read_boolean (reader, &self->has_more)
         || fail_at (reader, "has_more", "should be a boolean");
}

static gboolean
read_total_count (Envelope *self, TaskingAIJsonReader *reader)
{
  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_NULL)
    return taskingai_json_reader_read_null (reader);

  return taskingai_json_reader_read_int64 (reader, &self->total_count)
         || fail_at (reader, "total_count", "should be an integer");
}

static gboolean
read_member (Envelope *self, const char *key, gsize length, TaskingAIJsonReader *reader)
{
  if (key_is (key, length, "status"))
    return read_status (self, reader);

  if (key_is (key, length, "data"))
    return read_data (self, reader);

  if (key_is (key, length, "usage"))
    return read_beside (self, "usage", reader);

  if (key_is (key, length, "has_more"))
    return read_has_more (self, reader);

  if (key_is (key, length, "total_count"))
    return read_total_count (self, reader);

  return taskingai_json_reader_skip (reader);
}

static gboolean
check (Envelope *self, TaskingAIJsonReader *reader)
{
  if (!self->has_status)
    return fail_at (reader, "status", "is missing");

  if (self->is_error || self->kind == TASKINGAI_ENVELOPE_EMPTY)
    return TRUE;

  if (!self->has_data)
    return fail_at (reader, "data", "is missing");

  if (self->model == NULL || taskingai_model_check_required (self->model, reader))
    return TRUE;

  taskingai_json_reader_prepend_key (reader, "data");
  return FALSE;
}

static gboolean
read_envelope (Envelope *self, TaskingAIJsonReader *reader)
{
  const char *key;
  gsize length;

  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;

  while (taskingai_json_reader_next_member (reader, &key, &length))
    if (!read_member (self, key, length, reader))
      return FALSE;

  return taskingai_json_reader_at_end (reader) && check (self, reader);
}

static gpointer
envelope_steal (Envelope *self)
{
  if (self->kind == TASKINGAI_ENVELOPE_PAGE)
    return taskingai_page_new (self->type, g_steal_pointer (&self->items), self->has_more,
                               self->total_count);

  return g_steal_pointer (&self->model);
}

static gpointer
read_bare (const char *body, gsize length, GType type, GError **error)
{
  g_auto (TaskingAIJsonReader) reader;
  taskingai_json_reader_init (&reader, body, length);
  g_autoptr (TaskingAIModel) model = taskingai_model_new_from_reader (type, &reader);
  if (model != NULL && taskingai_json_reader_at_end (&reader))
    return g_steal_pointer (&model);
  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return NULL;
}

gpointer
taskingai_envelope_read (const char *body, gsize length, TaskingAIEnvelopeKind kind, GType type,
                         guint http_status, GError **error)
{
  g_auto (Envelope) envelope = { .kind = kind, .type = type, .total_count = -1 };
  g_auto (TaskingAIJsonReader) reader = { 0 };
  TaskingAIErrorDetails details = { .http_status = http_status };

  if (kind == TASKINGAI_ENVELOPE_BARE)
    return read_bare (body, length, type, error);
  if (kind == TASKINGAI_ENVELOPE_DATA)
    envelope.model = g_object_new (type, NULL);
  else if (kind == TASKINGAI_ENVELOPE_PAGE)
    envelope.items = g_ptr_array_new_with_free_func (taskingai_part_free);

  taskingai_json_reader_init (&reader, body, length);
  if (!read_envelope (&envelope, &reader))
    {
      g_propagate_error (error, taskingai_json_reader_to_error (&reader));
      return NULL;
    }

  if (envelope.is_error)
    {
      g_propagate_error (
          error, taskingai_error_from_response (body, length, "application/json", &details));
      return NULL;
    }
  return envelope_steal (&envelope);
}
