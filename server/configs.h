/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sampling settings of a request. */

#pragma once

#include "json.h"

/* The settings that models know, others dropped; NULL: *fault says which one is out of bounds. */
json_object *configs_prepare (json_object *configs, char **fault);
