/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The members of an assistant in requests. */

#pragma once

#include "validate.h"

extern const Schema assistant_create_schema;
extern const Schema assistant_update_schema;
