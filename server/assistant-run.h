/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An assistant answering a list of messages without a chat. Nothing is stored. */

#pragma once

#include "request.h"

void assistant_run (Request *request, const char *assistant_id, json_object *body);
