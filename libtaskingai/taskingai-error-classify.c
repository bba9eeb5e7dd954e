/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "taskingai-error-private.h"

#include <string.h>

/* The server's codes, then those of OpenAI-like services that say more than their status. */
static const struct {
  const char *name;
  TaskingAIApiError code;
} server_codes[] = {
  { "UNKNOWN_ERROR", TASKINGAI_API_ERROR_SERVER },
  { "INTERNAL_SERVER_ERROR", TASKINGAI_API_ERROR_SERVER },
  { "INCORRECT_PASSWORD", TASKINGAI_API_ERROR_AUTHENTICATION },
  { "TOO_MANY_REQUESTS", TASKINGAI_API_ERROR_RATE_LIMITED },
  { "APIKEY_VALIDATION_FAILED", TASKINGAI_API_ERROR_AUTHENTICATION },
  { "TOKEN_VALIDATION_FAILED", TASKINGAI_API_ERROR_AUTHENTICATION },
  { "OBJECT_NOT_FOUND", TASKINGAI_API_ERROR_NOT_FOUND },
  { "REQUEST_VALIDATION_ERROR", TASKINGAI_API_ERROR_INVALID_REQUEST },
  { "DATA_MODEL_VALIDATION_ERROR", TASKINGAI_API_ERROR_INVALID_REQUEST },
  { "RESOURCE_LIMIT_REACHED", TASKINGAI_API_ERROR_RESOURCE_LIMIT },
  { "DUPLICATE_OBJECT", TASKINGAI_API_ERROR_CONFLICT },
  { "ACTION_API_REQUEST_ERROR", TASKINGAI_API_ERROR_PROVIDER }, /* a service behind the server */
  { "OBJECT_LOCKED", TASKINGAI_API_ERROR_BUSY },
  { "INVALID_REQUEST", TASKINGAI_API_ERROR_INVALID_REQUEST },
  { "GENERATION_ERROR", TASKINGAI_API_ERROR_GENERATION },
  { "PROVIDER_ERROR", TASKINGAI_API_ERROR_PROVIDER },
  { "CREDENTIALS_VALIDATION_ERROR", TASKINGAI_API_ERROR_PROVIDER }, /* not the caller's own */
  { "insufficient_quota", TASKINGAI_API_ERROR_RESOURCE_LIMIT },
};

static gboolean
find_server_code (const char *name, TaskingAIApiError *code)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (server_codes); i++)
    if (strcmp (server_codes[i].name, name) == 0)
      {
        *code = server_codes[i].code;
        return TRUE;
      }
  return FALSE;
}

/* Some answers mean something else than their code says. */
static TaskingAIApiError
apply_quirks (TaskingAIApiError code, guint http_status, const char *message)
{
  /* An unknown API key is an object that is not found. */
  if (code == TASKINGAI_API_ERROR_NOT_FOUND && http_status == 404
      && g_str_has_prefix (message, "apikey "))
    return TASKINGAI_API_ERROR_AUTHENTICATION;
  /* The server fails while it makes the message about a provider that failed. */
  if (code == TASKINGAI_API_ERROR_SERVER && http_status == 500
      && strstr (message, "can only concatenate str") != NULL)
    return TASKINGAI_API_ERROR_PROVIDER;
  if (code == TASKINGAI_API_ERROR_INVALID_REQUEST && strstr (message, "is locked") != NULL)
    return TASKINGAI_API_ERROR_BUSY;
  return code;
}

static TaskingAIApiError
classify_class (guint http_status)
{
  switch (http_status / 100)
    {
    case 0:
    case 2:
      return TASKINGAI_API_ERROR_FAILED;
    case 4:
      return TASKINGAI_API_ERROR_INVALID_REQUEST;
    case 5:
      return TASKINGAI_API_ERROR_SERVER;
    default:
      return TASKINGAI_API_ERROR_PROTOCOL;
    }
}

static TaskingAIApiError
classify_status (guint http_status)
{
  switch (http_status)
    {
    case 401:
      return TASKINGAI_API_ERROR_AUTHENTICATION;
    case 402:
    case 507:
      return TASKINGAI_API_ERROR_RESOURCE_LIMIT;
    case 403:
    case 451:
      return TASKINGAI_API_ERROR_PERMISSION;
    case 404:
    case 410:
      return TASKINGAI_API_ERROR_NOT_FOUND;
    case 405:
    case 501:
      return TASKINGAI_API_ERROR_UNSUPPORTED;
    case 407: /* from a proxy on the way */
      return TASKINGAI_API_ERROR_CONNECTION;
    case 408:
    case 504:
      return TASKINGAI_API_ERROR_TIMEOUT;
    case 409:
      return TASKINGAI_API_ERROR_CONFLICT;
    case 413:
    case 414:
    case 431:
      return TASKINGAI_API_ERROR_TOO_LARGE;
    case 421:
    case 426:
    case 505:
    case 511: /* a captive portal */
      return TASKINGAI_API_ERROR_PROTOCOL;
    case 423:
    case 425:
      return TASKINGAI_API_ERROR_BUSY;
    case 429:
      return TASKINGAI_API_ERROR_RATE_LIMITED;
    default:
      return classify_class (http_status);
    }
}

TaskingAIApiError
taskingai_error_classify (guint http_status, const char *server_code, const char *message)
{
  TaskingAIApiError code;

  if (!find_server_code (server_code, &code))
    {
      /* What the framework says of an unknown route; other 404 without a code mean an object. */
      if (http_status == 404 && server_code == NULL && g_strcmp0 (message, "Not Found") == 0)
        return TASKINGAI_API_ERROR_UNSUPPORTED;
      code = classify_status (http_status);
    }
  return message != NULL ? apply_quirks (code, http_status, message) : code;
}
