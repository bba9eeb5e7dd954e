/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Makes, or makes again, a record and its chunks: loads, cuts, embeds, stores. */

#pragma once

#include "request.h"

/* Takes @record, whose content and number of chunks come here. @fields as the request has them,
 * with what they leave to the record filled in. Answers the request. */
void record_change_run (Request *request, json_object *record, json_object *fields,
                        gboolean created);
