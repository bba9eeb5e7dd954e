/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "route.h"

void chunks_list (Request *request);
void chunks_create (Request *request);
void chunks_get (Request *request);
void chunks_update (Request *request);
void chunks_delete (Request *request);
