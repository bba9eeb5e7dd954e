/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials of others, as models and bundles take them. Nothing here reaches their services, so
 * only what may be seen of them is kept. */

#pragma once

#include "json.h"

/* @properties describes each credential. @required lists names; NULL: each description tells it. */
const char *credentials_find_missing (json_object *credentials, json_object *properties,
                                      json_object *required);

/* The first value that is no text, or NULL with *@odd FALSE. */
json_object *credentials_find_odd (json_object *credentials, gboolean *odd);

/* The described ones, with the secrets masked. */
json_object *credentials_display (json_object *credentials, json_object *properties);
