/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-error.h"

G_BEGIN_DECLS

/* What surrounds a failure; every member may be left at zero. Strings are only borrowed. */
typedef struct {
  guint http_status;       /* 0: no answer */
  const char *server_code; /* "OBJECT_NOT_FOUND" */
  const char *request_id;
  guint attempts;
  gboolean administrator; /* who asks has no API key: one that is not found is just an object */
} TaskingAIErrorDetails;

/* Makes an error whose message is @text and the documented suffix with the details. */
GError *taskingai_error_new (TaskingAIApiError code, const TaskingAIErrorDetails *details,
                             const char *format, ...) G_GNUC_PRINTF (3, 4);
GError *taskingai_error_new_literal (TaskingAIApiError code, const TaskingAIErrorDetails *details,
                                     const char *text);

/* Rebuilds @error (of any domain; NULL is allowed) with @details; members that are zero keep what the
 * error knew. Takes @error. */
GError *taskingai_error_with_details (GError *error, const TaskingAIErrorDetails *details);

/* @error with one more thing to say: "TEXT; NOTE". Takes @error. */
GError *taskingai_error_with_note (GError *error, const char *note);

/* Takes @secret, and every part of it from eight characters on, out of what @error says: some servers
 * repeat in their explanations what they were sent. Either may be NULL. */
void taskingai_error_redact (GError *error, const char *secret);

/* The code of the server's own error code and text, with the quirks Q1, Q5 and the lock text. */
TaskingAIApiError taskingai_error_classify (guint http_status, const char *server_code,
                                            const char *message);

/* The error of a whole HTTP answer that is not a success: envelope, framework error, HTML, empty.
 * @details->http_status is the answer's; its server_code is filled from the body. */
GError *taskingai_error_from_response (const char *body, gsize length, const char *content_type,
                                       const TaskingAIErrorDetails *details);

G_END_DECLS
