/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* By which the store sees that something was not written as it reads. */

#pragma once

#include <glib.h>
#include <sqlite3.h>

/* Makes the SQL function digest () of any number of values. */
gboolean digest_register (sqlite3 *db);
