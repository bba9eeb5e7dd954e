/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The text of a page in the web. */

#pragma once

#include "app.h"

/* @text is NULL when there is a failure. */
typedef void (*WebPageDone) (const char *text, const char *failure, gpointer data);

gboolean web_page_is_allowed (const char *url);
void web_page_load (App *app, const char *url, WebPageDone done, gpointer data);
