/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The HTTP request that an action makes of its parameters. */

#pragma once

#include <libsoup/soup.h>

#include "json.h"

/* The enum's only value, or NULL: such a parameter is a constant, which nobody needs to give. */
json_object *action_constant (json_object *parameter);

/* Path templates filled, query added; what is missing stays out, or stays a template.
 * NULL: it becomes too long. */
char *action_url (json_object *action, json_object *parameters);

/* NULL: no valid request can be made of it. */
SoupMessage *action_message_new (json_object *action, const char *url, json_object *parameters);
