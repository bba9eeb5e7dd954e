/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The rules for a list of chat messages. */

#pragma once

#include "validate.h"

/* The messages, functions and settings of a request as a table row can have them. */
json_object *dialogue_convert (Validation *validation, json_object *input);

/* Drops what is empty, checks the order, merges neighbours. NULL: *fault says why not. */
json_object *dialogue_prepare (json_object *messages, char **fault);
