/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the service offers by itself: providers, model schemas, bundles of plugins, sample codes.
 * Their texts are in data/. Everything returned is the catalog's own, to be read only. */

#pragma once

#include "json.h"

typedef struct _Catalog Catalog;

Catalog *catalog_new (void);
void catalog_free (Catalog *catalog);

json_object *catalog_get_providers (Catalog *catalog);
json_object *catalog_get_schemas (Catalog *catalog);
json_object *catalog_get_bundles (Catalog *catalog);
json_object *catalog_get_codes (Catalog *catalog, const char *module);

/* NULL: there is none. */
json_object *catalog_find_provider (Catalog *catalog, const char *id);
json_object *catalog_find_schema (Catalog *catalog, const char *id);
json_object *catalog_find_bundle (Catalog *catalog, const char *id);
json_object *catalog_find_plugin (json_object *bundle, const char *id);

/* Whether one schema, or one of a provider's, serves models of this type; a wildcard serves all. */
gboolean catalog_schema_is_for (json_object *schema, const char *type);
gboolean catalog_provider_is_for (json_object *provider, const char *type);

/* The bytes of a file in data/. */
GBytes *catalog_read (const char *name);
