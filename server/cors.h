/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Lets pages of any origin use the API: nothing here goes by cookies. */

#pragma once

#include "request.h"

/* TRUE: it was a browser's question beforehand, and is answered. */
gboolean cors_answer_preflight (Request *request);

void cors_allow (Request *request);
