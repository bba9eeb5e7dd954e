/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A request body that is read while it is sent: a text, the content of a stream, a text. Only one
 * piece of it is in memory. Who drives the call has it; what calls the stream is not for
 * libcurl's callbacks. */
typedef struct _TaskingAIBodySource TaskingAIBodySource;

/* How much of the content is in memory at most. */
#define TASKINGAI_BODY_PIECE (64 * 1024)

/* @size is the exact size of the content, or -1; more than @limit bytes are never sent. Takes @head
 * and @tail. */
TaskingAIBodySource *taskingai_body_source_new (GInputStream *stream, gint64 size, gint64 limit,
                                                const char *content_type, char *head, char *tail);
void taskingai_body_source_free (TaskingAIBodySource *self);

const char *taskingai_body_source_get_content_type (TaskingAIBodySource *self);
gint64 taskingai_body_source_get_length (TaskingAIBodySource *self); /* of all; -1: unknown */
gint64 taskingai_body_source_get_taken (TaskingAIBodySource *self);  /* of the content */

/* Gives up to @size bytes. 0 means that more has to be read first, or the end. */
gsize taskingai_body_source_take (TaskingAIBodySource *self, char *bytes, gsize size);
gboolean taskingai_body_source_is_at_end (TaskingAIBodySource *self);
void taskingai_body_source_give_up (TaskingAIBodySource *self); /* ends here, without its tail */

/* The next piece, once the last one has been taken. */
gboolean taskingai_body_source_read (TaskingAIBodySource *self, GCancellable *cancellable,
                                     GError **error);
void taskingai_body_source_read_async (TaskingAIBodySource *self, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean taskingai_body_source_read_finish (TaskingAIBodySource *self, GAsyncResult *result,
                                            GError **error);
gboolean taskingai_body_source_is_reading (TaskingAIBodySource *self);
void taskingai_body_source_stop (TaskingAIBodySource *self); /* no more is wanted of a read */

/* From the start again, if the stream can do that; no read may be going on. */
gboolean taskingai_body_source_can_restart (TaskingAIBodySource *self);
void taskingai_body_source_restart (TaskingAIBodySource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIBodySource, taskingai_body_source_free)

G_END_DECLS
