/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The text of PDF documents; only built where Poppler is. */

#pragma once

#include <glib.h>

/* NULL: it is not a PDF document, or encrypted. */
char *pdf_to_text (GBytes *document);
