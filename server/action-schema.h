/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What requests about actions may hold. */

#pragma once

#include "validate.h"

extern const Schema action_create_schema;
extern const Schema action_update_schema;
extern const Schema action_run_schema;
