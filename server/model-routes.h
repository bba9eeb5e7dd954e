/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes of models. */

#pragma once

#include "request.h"

/* Makes the models of the store known; once, at the start. */
gboolean model_routes_load (App *app);

void model_routes_list (Request *request);
void model_routes_create (Request *request);
void model_routes_get (Request *request);
void model_routes_update (Request *request);
void model_routes_delete (Request *request);
