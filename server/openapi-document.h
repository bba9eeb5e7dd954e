/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* OpenAPI documents, cut into actions. */

#pragma once

#include "reply.h"

typedef struct {
  ErrorCode code;
  char *message; /* NULL while all is well */
} OpenapiFault;

void openapi_fault_clear (OpenapiFault *fault);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenapiFault, openapi_fault_clear)

/* The first problem counts. */
void openapi_fault_set (OpenapiFault *fault, ErrorCode code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* An array with one object for each operation: the members of an action that come from the
 * document. @single: more than one is a fault. NULL: see @fault. */
json_object *openapi_cut (json_object *document, gboolean single, OpenapiFault *fault);
