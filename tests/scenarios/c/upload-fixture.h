/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "fixture.h"

/* What the scenarios with uploads share. */

/* A stream that cannot seek, of bytes that all differ from their neighbours, which may fail or wait
 * for ever at some place. */
#define TEST_TYPE_CONTENT (test_content_get_type ())
G_DECLARE_FINAL_TYPE (TestContent, test_content, TEST, CONTENT, GInputStream)

typedef enum {
  CONTENT_ENDS,
  CONTENT_FAILS, /* with G_FILE_ERROR_NXIO */
  CONTENT_WAITS, /* until it is cancelled */
} ContentEnd;

TestContent *test_content_new (gsize size, ContentEnd end);
gsize test_content_get_n_read (TestContent *self);

/* The same bytes, and their checksum. */
GBytes *content_bytes (gsize size);
char *content_checksum (gsize size);
/* A file of its own of these bytes in a new folder. */
GFile *content_file (const char *basename, gsize size);
void content_file_remove (GFile *file);

/* One call, blocking or not, with the cancellable. */
typedef enum { BLOCKING, ASYNC } CallForm;
gpointer upload_file (TaskingAIClient *client, TaskingAIUpload *upload, CallForm form,
                      GCancellable *cancellable, GError **error);
TaskingAIUpload *upload_content (const char *name, gsize size, ContentEnd end, gint64 told_size);

/* Adds a test in both forms. */
void add_both (const char *path, GTestDataFunc test);
#define FORM(data) ((CallForm) GPOINTER_TO_INT (data))

/* What arrived, by the answer of the fault server. */
void assert_arrived (gpointer model, const char *member, const char *json);
void assert_content_arrived (gpointer model, gsize size);
