/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes of bundles and their plugins. */

#pragma once

#include "request.h"

void bundles_list (Request *request);
void bundles_list_plugins (Request *request);
