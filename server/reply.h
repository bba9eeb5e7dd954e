/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every answer that is not a stream: envelopes, errors, and the framework's bare ones. */

#pragma once

#include "request.h"

typedef enum {
  ERROR_UNKNOWN,
  ERROR_INTERNAL,
  ERROR_INCORRECT_PASSWORD,
  ERROR_APIKEY,
  ERROR_TOKEN,
  ERROR_NOT_FOUND,
  ERROR_REQUEST_VALIDATION,
  ERROR_DATA_MODEL_VALIDATION,
  ERROR_RESOURCE_LIMIT,
  ERROR_INVALID_REQUEST,
  ERROR_GENERATION,
  ERROR_PROVIDER,
  ERROR_DUPLICATE,
  ERROR_CREDENTIALS,
} ErrorCode;

const char *error_code_name (ErrorCode code);

/* The values handed over here become the reply's. */
void reply_empty (Request *request);
void reply_data (Request *request, json_object *data);
void reply_data_with_usage (Request *request, json_object *data, json_object *usage);
void reply_list (Request *request, json_object *list, gboolean has_more);
/* @total may be NULL: not counted. */
void reply_list_with_total (Request *request, json_object *list, gboolean has_more,
                            json_object *total);
void reply_bare (Request *request, json_object *body);
void reply_bytes (Request *request, const char *content_type, GBytes *bytes);
void reply_not_modified (Request *request);

void reply_error (Request *request, ErrorCode code, const char *format, ...) G_GNUC_PRINTF (3, 4);
void reply_invalid (Request *request, const char *message, const char *debug);
void reply_not_found (Request *request, const char *kind, const char *id);
/* The doubly wrapped 422 of the inference routes; @key is "code" or "error_code". */
void reply_nested (Request *request, const char *key, const char *message, const char *debug);

/* How a stream tells an error. */
json_object *reply_error_event (ErrorCode code, const char *message);

void reply_detail (Request *request, guint status, const char *detail);
void reply_redirect (Request *request, const char *path);
