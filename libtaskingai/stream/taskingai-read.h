/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One asynchronous read of a stream, and its result. A stream needs one for each event, and a GTask
 * costs several times what the event does. As with that, the callback is called in the context in
 * which the read was begun, and never before this has returned. */
#define TASKINGAI_TYPE_READ (taskingai_read_get_type ())

G_DECLARE_FINAL_TYPE (TaskingAIRead, taskingai_read, TASKINGAI, READ, GObject)

struct _TaskingAIRead {
  GObject parent_instance;
  GObject *source;
  gpointer tag; /* the function that began it */
  int kind;     /* what the source makes of it */
  GCancellable *cancellable;
  gulong cancel_handler;

  GMainContext *context;
  GAsyncReadyCallback callback;
  gpointer user_data;
  gpointer item; /* freed by @free_item unless it is taken */
  GDestroyNotify free_item;
  GError *error;
};

TaskingAIRead *taskingai_read_new (void);
void taskingai_read_begin (TaskingAIRead *self, gpointer source, gpointer tag,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);

/* Ends it with @item or @error, which it takes. In a callback of the read's context its own callback
 * is called at once, else, and with @later, as soon as that runs. */
void taskingai_read_return (TaskingAIRead *self, gpointer item, GError *error);
void taskingai_read_return_later (TaskingAIRead *self, gpointer item, GError *error);

/* Makes it as new. FALSE if somebody else has kept it. */
gboolean taskingai_read_reset (TaskingAIRead *self);

/* What it has come to. */
gpointer taskingai_read_propagate (TaskingAIRead *self, GError **error);

G_END_DECLS
