/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures for messages: stored, and served under the address that the upload gave. */

#pragma once

#include "route.h"

void images_upload (Request *request);
void images_get (Request *request);
