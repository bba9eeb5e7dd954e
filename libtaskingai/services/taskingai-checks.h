/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the server would take, and then break on, is refused before it is sent. Each is the check of a
 * verb; quirk numbers are those of the API reference, section 14. */

gboolean taskingai_check_new_assistant (gpointer body, GError **error);     /* Q7, Q34 */
gboolean taskingai_check_changed_assistant (gpointer body, GError **error); /* Q7, Q34 */
gboolean taskingai_check_generate (gpointer body, GError **error);   /* plain, so without logs */
gboolean taskingai_check_new_record (gpointer body, GError **error); /* Q22 */
gboolean taskingai_check_changed_record (gpointer body, GError **error); /* Q22 */

G_END_DECLS
