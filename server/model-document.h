/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Models as the API shows them, and the rules by which requests make and change them. */

#pragma once

#include "request.h"

#define MODEL_KIND "model"

extern const Schema model_create_schema;
extern const Schema model_update_schema;

/* FALSE: refused, and the request is answered. @document is a stored model or an empty object. */
gboolean model_document_apply (Request *request, json_object *document, json_object *body);

/* A model that is there without having been made. */
json_object *model_document_describe (Catalog *catalog, const Model *model);

/* What people call the model; NULL: it is gone. */
char *model_document_name (App *app, const char *id);
