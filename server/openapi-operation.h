/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One operation of an OpenAPI document. */

#pragma once

#include "openapi-document.h"

/* The members of an action that come from @operation, which gets a description if it has only a
 * summary. @method is in the document's lower case. NULL: see @fault. */
json_object *openapi_read_operation (json_object *operation, const char *method, const char *path,
                                     OpenapiFault *fault);
