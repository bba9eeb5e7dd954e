/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* ZIP archives, as office documents are. */

#pragma once

#include <glib.h>

gboolean zip_has (GBytes *archive, const char *name);
/* A member of the archive. NULL: it is not there, or damaged, or larger than @limit. */
GBytes *zip_read (GBytes *archive, const char *name, gsize limit);
