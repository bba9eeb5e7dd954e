/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "route.h"

void health_check (Request *request);
void health_version (Request *request);
void health_clean_data (Request *request);
