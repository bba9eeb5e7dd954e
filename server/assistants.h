/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "route.h"

void assistants_list (Request *request);
void assistants_create (Request *request);
void assistants_get (Request *request);
void assistants_update (Request *request);
void assistants_delete (Request *request);
