/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A table read from a file: rows of texts, without the empty ones. */

#pragma once

/* No collection has room for so many; what comes after is not read. */
#define SHEET_MAX_ROWS 10000
/* Those further to the right are left out. */
#define SHEET_MAX_COLUMNS 26
