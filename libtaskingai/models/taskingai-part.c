/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-part-private.h"

#include <string.h>

#include "models/taskingai-model-slot-private.h"

static inline gboolean
is_plain (TaskingAIPart part)
{
  return (GPOINTER_TO_SIZE (part) & 1) != 0;
}

static inline TaskingAIModel *
peek_plain (TaskingAIPart part)
{
  return (TaskingAIModel *) ((char *) part - 1);
}

static void
free_plain (TaskingAIModel *plain)
{
  taskingai_model_clear (plain);
  g_free (plain);
}

/* Classes of types that are never unloaded stay once they are there. */
static TaskingAIModelClass *
get_class (GType type)
{
  gpointer klass = g_type_class_peek (type);

  return klass != NULL ? klass : g_type_class_ref (type);
}

TaskingAIPart
taskingai_part_read (GType type, TaskingAIJsonReader *reader)
{
  TaskingAIModelClass *klass = get_class (type);
  TaskingAIModel *plain = g_malloc (klass->instance_size);

  memset (plain, 0, klass->instance_size); /* less work than g_malloc0 (), for so little */
  /* That much of a GObject it is: reading and clearing find the fields by it. */
  plain->parent_instance.g_type_instance.g_class = (GTypeClass *) klass;
  if (taskingai_model_read (plain, reader) && taskingai_model_check_required (plain, reader))
    return (char *) plain + 1;

  free_plain (plain);
  return NULL;
}

/* What was read is moved; GObject's own members come first in the struct. */
static TaskingAIModel *
make_object (TaskingAIModel *plain)
{
  TaskingAIModel *object = g_object_new (G_OBJECT_TYPE (plain), NULL);
  gsize size = TASKINGAI_MODEL_GET_CLASS (plain)->instance_size;

  memcpy ((char *) object + sizeof (GObject), (char *) plain + sizeof (GObject),
          size - sizeof (GObject));
  g_free (plain);
  return object;
}

/* While a part is plain it may be moved by another thread. */
static GMutex mutex;

gpointer
taskingai_part_get (TaskingAIPart *part)
{
  gpointer value = g_atomic_pointer_get (part);

  if (!is_plain (value))
    return value;

  g_mutex_lock (&mutex);
  value = *part; /* another thread may have been first */
  if (is_plain (value))
    {
      value = make_object (peek_plain (value));
      g_atomic_pointer_set (part, value);
    }
  g_mutex_unlock (&mutex);
  return value;
}

static const char *
peek_text (TaskingAIModel *model, const char *key)
{
  const TaskingAIField *field = taskingai_model_find_field (model, key, strlen (key));

  return *(char **) taskingai_model_slot (model, field);
}

/* The text stays where it is when the part becomes an object. */
const char *
taskingai_part_peek_text (TaskingAIPart *part, const char *key)
{
  const char *text = NULL;
  gpointer value;

  g_mutex_lock (&mutex);
  value = *part;
  if (value != NULL)
    text = peek_text (is_plain (value) ? peek_plain (value) : value, key);
  g_mutex_unlock (&mutex);
  return text;
}

gboolean
taskingai_part_is_object (TaskingAIPart *part)
{
  return !is_plain (g_atomic_pointer_get (part));
}

void
taskingai_part_free (TaskingAIPart part)
{
  if (part == NULL)
    return;

  if (is_plain (part))
    free_plain (peek_plain (part));
  else
    g_object_unref (part);
}
