/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "validate.h"

extern const Schema record_create_schema;
extern const Schema record_update_schema;
/* Of a newer service: records that are cut already, and any record made anew. */
extern const Schema record_sheet_schema;
extern const Schema record_newer_update_schema;
