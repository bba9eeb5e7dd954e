/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes that save a web console from asking for names one by one. */

#pragma once

#include "request.h"

void ui_list_assistants (Request *request);
void ui_get_assistant (Request *request);
void ui_list_collections (Request *request);
void ui_get_collection (Request *request);
void ui_get_codes (Request *request);
