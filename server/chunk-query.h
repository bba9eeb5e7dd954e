/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "route.h"

void chunk_query (Request *request);
