/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The words of a text, for what knows texts by their words alone. */

#pragma once

#include <glib.h>

/* How often each word occurs (guint), regardless of case. */
GHashTable *words_count (const char *text);
