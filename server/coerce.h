/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Scalar values, read as leniently as the service does. */

#pragma once

#include "validate.h"

json_object *coerce_string (Validation *validation, const Field *field, json_object *input);
json_object *coerce_int (Validation *validation, const Field *field, json_object *input);
json_object *coerce_number (Validation *validation, const Field *field, json_object *input);
json_object *coerce_bool (Validation *validation, json_object *input);
json_object *coerce_enum (Validation *validation, const Field *field, json_object *input);
