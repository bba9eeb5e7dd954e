/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The text that a page shows. */

#pragma once

#include <glib.h>

/* Never fails: what is no markup is text. One line each paragraph, heading, row and list item. */
char *html_to_text (const char *html);
