/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes of providers and of the model schemas they offer. */

#pragma once

#include "request.h"

void providers_list (Request *request);
void providers_get (Request *request);
void providers_list_schemas (Request *request);
void providers_get_schema (Request *request);
