/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "taskingai-version-macros.h"

G_BEGIN_DECLS

/**
 * TaskingAIApiError:
 * @TASKINGAI_API_ERROR_FAILED: a failure that has no code of its own
 * @TASKINGAI_API_ERROR_AUTHENTICATION: the API key or token is missing, unknown or wrong
 * @TASKINGAI_API_ERROR_PERMISSION: the credential is good but does not allow this
 * @TASKINGAI_API_ERROR_NOT_FOUND: the object, or one that it refers to, does not exist
 * @TASKINGAI_API_ERROR_INVALID_REQUEST: the server, or a check before sending, refuses the arguments
 * @TASKINGAI_API_ERROR_CONFLICT: an object with this identity exists already
 * @TASKINGAI_API_ERROR_BUSY: the object is locked by another call; try again later
 * @TASKINGAI_API_ERROR_RATE_LIMITED: too many requests; try again later
 * @TASKINGAI_API_ERROR_RESOURCE_LIMIT: a capacity is used up; trying again does not help
 * @TASKINGAI_API_ERROR_PROVIDER: the provider of the model failed
 * @TASKINGAI_API_ERROR_GENERATION: the generation of an answer failed on the server
 * @TASKINGAI_API_ERROR_SERVER: the server failed
 * @TASKINGAI_API_ERROR_CONNECTION: no connection, or it broke before the answer was complete
 * @TASKINGAI_API_ERROR_TLS: a secure connection could not be made, or the certificate is not trusted
 * @TASKINGAI_API_ERROR_TIMEOUT: connecting, the first event or the whole call took too long
 * @TASKINGAI_API_ERROR_STALLED: a stream sent no further event in time
 * @TASKINGAI_API_ERROR_TRUNCATED: the answer or stream ended before it was complete
 * @TASKINGAI_API_ERROR_PROTOCOL: the answer is not one of a TaskingAI server (HTML, a redirect, broken HTTP)
 * @TASKINGAI_API_ERROR_MALFORMED: the answer is not valid JSON, or its shape is not the documented one
 * @TASKINGAI_API_ERROR_TOO_LARGE: the answer, an event of a stream or an upload exceeds a limit
 * @TASKINGAI_API_ERROR_UNSUPPORTED: the server does not know this call
 *
 * What went wrong, by what a caller can do about it.
 *
 * Cancelling is always [error@Gio.IOErrorEnum.CANCELLED], never a code of this domain.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_API_ERROR_FAILED,
  TASKINGAI_API_ERROR_AUTHENTICATION,
  TASKINGAI_API_ERROR_PERMISSION,
  TASKINGAI_API_ERROR_NOT_FOUND,
  TASKINGAI_API_ERROR_INVALID_REQUEST,
  TASKINGAI_API_ERROR_CONFLICT,
  TASKINGAI_API_ERROR_BUSY,
  TASKINGAI_API_ERROR_RATE_LIMITED,
  TASKINGAI_API_ERROR_RESOURCE_LIMIT,
  TASKINGAI_API_ERROR_PROVIDER,
  TASKINGAI_API_ERROR_GENERATION,
  TASKINGAI_API_ERROR_SERVER,
  TASKINGAI_API_ERROR_CONNECTION,
  TASKINGAI_API_ERROR_TLS,
  TASKINGAI_API_ERROR_TIMEOUT,
  TASKINGAI_API_ERROR_STALLED,
  TASKINGAI_API_ERROR_TRUNCATED,
  TASKINGAI_API_ERROR_PROTOCOL,
  TASKINGAI_API_ERROR_MALFORMED,
  TASKINGAI_API_ERROR_TOO_LARGE,
  TASKINGAI_API_ERROR_UNSUPPORTED,
} TaskingAIApiError;

#define TASKINGAI_API_ERROR (taskingai_api_error_quark ())
#define TASKINGAI_TYPE_API_ERROR (taskingai_api_error_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_api_error_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GQuark taskingai_api_error_quark (void);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_api_error_get_http_status (const GError *error);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_api_error_get_server_code (const GError *error);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_api_error_get_request_id (const GError *error);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_api_error_get_attempts (const GError *error);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_api_error_parse_message (const char *message, guint *http_status,
                                            char **server_code, char **request_id, guint *attempts);

G_END_DECLS
