/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Function calls that a message asks for, each in a line: !call NAME {"argument": "value"} */

#pragma once

#include "json.h"

/* NULL: the message asks for none. Arguments that are no JSON object count as none. */
json_object *local_calls_parse (json_object *message);
