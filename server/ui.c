/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "ui.h"

#include <string.h>

#include "actions.h"
#include "bundle-instances.h"
#include "listing.h"
#include "model-document.h"
#include "plugin-run.h"
#include "reply.h"

/* Adds names to a stored document. FALSE: something it names is gone, and the request is
 * answered. */
typedef gboolean (*Naming) (Request *request, json_object *document);

static gboolean
name_model (Request *request, json_object *document, const char *member)
{
  const char *id = json_member_string (document, member);
  g_autofree char *name = model_document_name (request->app, id);

  if (name == NULL)
    reply_not_found (request, MODEL_KIND, id);
  json_set_string (document, "model_name", name);
  return name != NULL;
}

/* By its own name, or where it has none, not at all. */
static gboolean
name_object (Request *request, json_object *reference, const char *kind)
{
  const char *id = json_member_string (reference, "id");
  g_autoptr (json_object) document = store_get (request->app->store, kind, id);

  if (document == NULL)
    reply_not_found (request, kind, id);
  json_set (reference, "name", json_object_get (json_member (document, "name")));
  return document != NULL;
}

static gboolean
name_plugin (Request *request, json_object *reference)
{
  App *app = request->app;
  const char *id = json_member_string (reference, "id");
  g_autofree char *bundle_id = g_strndup (id, strcspn (id, "/"));
  json_object *bundle = catalog_find_bundle (app->catalog, bundle_id);
  g_autoptr (json_object) instance = store_get (app->store, BUNDLE_INSTANCE_KIND, bundle_id);
  json_object *plugin = plugin_find (app, id);
  g_autofree char *name = NULL;

  if (instance == NULL)
    reply_not_found (request, BUNDLE_INSTANCE_KIND, bundle_id);
  else if (plugin == NULL)
    reply_error (request, ERROR_INTERNAL, "'NoneType' object has no attribute 'bundle_id'");
  else
    name = g_strdup_printf ("%s / %s", json_member_string (bundle, "name"),
                            json_member_string (plugin, "name"));
  json_set_string (reference, "name", name);
  return name != NULL;
}

static gboolean
name_tool (Request *request, json_object *tool)
{
  if (json_is_string (json_member (tool, "type"), "plugin"))
    return name_plugin (request, tool);
  return name_object (request, tool, ACTION_KIND);
}

static gboolean
name_assistant_parts (Request *request, json_object *assistant)
{
  json_object *tools = json_member (assistant, "tools");
  json_object *retrievals = json_member (assistant, "retrievals");

  if (!name_model (request, assistant, "model_id"))
    return FALSE;
  for (gsize i = 0; i < json_object_array_length (tools); i++)
    if (!name_tool (request, json_object_array_get_idx (tools, i)))
      return FALSE;
  for (gsize i = 0; i < json_object_array_length (retrievals); i++)
    if (!name_object (request, json_object_array_get_idx (retrievals, i), "collection"))
      return FALSE;
  return TRUE;
}

static gboolean
name_collection_model (Request *request, json_object *collection)
{
  return name_model (request, collection, "embedding_model_id");
}

static void
list (Request *request, const ListingSource *source, Naming naming)
{
  gboolean has_more = FALSE;
  g_autoptr (json_object) documents = listing_read (request, source, &has_more);

  if (documents == NULL)
    return;
  for (gsize i = 0; i < json_object_array_length (documents); i++)
    if (!naming (request, json_object_array_get_idx (documents, i)))
      return;
  reply_list_with_total (request, g_steal_pointer (&documents), has_more, NULL);
}

static void
get (Request *request, const char *kind, const char *parameter, Naming naming)
{
  const char *id = request_get_id (request, 0, parameter);
  g_autoptr (json_object) document = id != NULL ? store_get (request->app->store, kind, id) : NULL;

  if (id == NULL)
    return;
  if (document == NULL)
    reply_not_found (request, kind, id);
  else if (naming (request, document))
    reply_data (request, g_steal_pointer (&document));
}

void
ui_list_assistants (Request *request)
{
  static const char *const filters[] = { "assistant_id", "name", NULL };
  const ListingSource source = { "assistant", "", filters, NULL };

  list (request, &source, name_assistant_parts);
}

void
ui_get_assistant (Request *request)
{
  get (request, "assistant", "assistant_id", name_assistant_parts);
}

void
ui_list_collections (Request *request)
{
  static const char *const filters[] = { "collection_id", "name", NULL };
  const ListingSource source = { "collection", "", filters, NULL };

  list (request, &source, name_collection_model);
}

void
ui_get_collection (Request *request)
{
  get (request, "collection", "collection_id", name_collection_model);
}

/* The placeholders in a text, $$NAME$$, each once. */
static json_object *
find_variables (const char *text)
{
  g_autoptr (json_object) seen = json_object_new_object ();
  json_object *variables = json_object_new_array ();
  const char *at = text;

  while ((at = strstr (at, "$$")) != NULL)
    {
      const char *end = strstr (at + 2, "$$");
      g_autofree char *name = end != NULL ? g_strndup (at, (gsize) (end + 2 - at)) : NULL;

      if (name == NULL)
        break;
      if (json_member (seen, name) == NULL)
        json_object_array_add (variables, json_object_new_string (name));
      json_set_bool (seen, name, TRUE);
      at = end + 2;
    }
  return variables;
}

static void
add_variables (json_object *part)
{
  json_object *templates = json_member (part, "templates");

  for (gsize i = 0; i < json_object_array_length (templates); i++)
    {
      json_object *template = json_object_array_get_idx (templates, i);

      json_set (template, "variables", find_variables (json_member_string (template, "content")));
    }
}

static const char *const modules[] = { "assistant", "model", "collection", NULL };
static const Field codes_fields[] = {
  { .name = "module", .type = FIELD_ENUM, .required = TRUE, .choices = modules },
  { .name = NULL },
};
static const Schema codes_schema = { .fields = codes_fields };

void
ui_get_codes (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &codes_schema);
  const char *module = json_member_string (query, "module");
  json_object *languages;

  if (query == NULL)
    return;
  languages = json_copy (catalog_get_codes (request->app->catalog, module));
  for (gsize i = 0; i < json_object_array_length (languages); i++)
    {
      json_object *parts = json_member (json_object_array_get_idx (languages, i), "parts");

      for (gsize j = 0; j < json_object_array_length (parts); j++)
        add_variables (json_object_array_get_idx (parts, j));
    }
  reply_data (request, languages);
}
