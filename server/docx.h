/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Documents in Office Open XML. */

#pragma once

#include <glib.h>

/* The text of a DOCX document, one line each paragraph. NULL: it is none, or damaged. */
char *docx_to_text (GBytes *document);
