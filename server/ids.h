/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Identifiers and clocks of the service. */

#pragma once

#include <glib.h>

#define ID_LENGTH 24 /* of most kinds */

char *id_new (const char *prefix, guint length);
char *id_from_text (const char *prefix, guint length, const char *text);
gint64 clock_now (void);
gint64 clock_stamp (void);
