/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Documents in PDF. */

#pragma once

#include <glib.h>

/* The text of the pages. NULL: it is no PDF document, or encrypted, or has no pages. */
char *pdf_to_text (GBytes *document);
