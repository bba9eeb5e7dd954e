/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

/* Takes as long for a near miss as for a far one. */
gboolean secret_equal (const char *a, const char *b);
