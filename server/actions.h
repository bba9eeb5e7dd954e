/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes of actions. */

#pragma once

#include "request.h"

#define ACTION_KIND "action"

void actions_list (Request *request);
void actions_bulk_create (Request *request);
void actions_get (Request *request);
void actions_update (Request *request);
void actions_delete (Request *request);
void actions_run (Request *request);
