/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The XML files that office documents are made of. */

#pragma once

#include <glib.h>

/* Names come without the prefix of their namespace. */
typedef struct {
  void (*start) (const char *name, const char **attributes, const char **values, gpointer data);
  void (*end) (const char *name, gpointer data);
  void (*text) (const char *text, gsize length, gpointer data);
} XmlEvents;

/* Tells what is in the member @name of a ZIP archive. FALSE: it is not there, damaged, or too large
 * or too deep to be meant well. */
gboolean xml_read (GBytes *archive, const char *name, const XmlEvents *events, gpointer data);
