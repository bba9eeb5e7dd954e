/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Text pieces of the offline models. */

#pragma once

#include <glib.h>

/* The text without its first floor (n / 2) characters and without white space around. */
char *echo_second_half (const char *text);

/* Split at white space, which is lost. */
char **echo_words (const char *text);

/* Split before each word; joined again they are the text. */
char **echo_pieces (const char *text);
