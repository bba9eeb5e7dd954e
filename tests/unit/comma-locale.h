/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A test that also has to pass where numbers have a comma: @path, and @path/in-comma-locale, which
 * runs in a locale that is made for it and is told to be skipped where none can be made. */
void comma_locale_add_test (const char *path, GTestFunc test);

G_END_DECLS
