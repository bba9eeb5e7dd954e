/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "stored.h"

#include "reply.h"

json_object *
stored_find (Request *request, const char *kind, const char *id)
{
  json_object *document = store_get (request->app->store, kind, id);

  if (document == NULL)
    reply_not_found (request, kind, id);
  return document;
}

json_object *
stored_find_below (Request *request, const char *kind, const char *id, const char *parent,
                   const char *parent_id)
{
  g_autoptr (json_object) document = store_get (request->app->store, kind, id);

  if (json_is_string (json_member (document, parent), parent_id))
    return g_steal_pointer (&document);
  reply_not_found (request, kind, id);
  return NULL;
}

static void
reply_failure (Request *request)
{
  reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}

gboolean
stored_save (Request *request, const char *kind, const char *id, const char *parent,
             json_object *document)
{
  gboolean well = store_put (request->app->store, kind, id, parent, document);

  if (!well)
    reply_failure (request);
  return well;
}

void
stored_reply (Request *request, gboolean well, json_object *document)
{
  if (well)
    reply_data (request, json_object_get (document));
  else
    reply_failure (request);
}

void
stored_reply_empty (Request *request, gboolean well)
{
  if (well)
    reply_empty (request);
  else
    reply_failure (request);
}

void
stored_save_and_reply (Request *request, const char *kind, const char *id, const char *parent,
                       json_object *document)
{
  stored_reply (request, store_put (request->app->store, kind, id, parent, document), document);
}

gboolean
stored_delete (Request *request, const char *kind, const char *id)
{
  gboolean well = store_delete (request->app->store, kind, id);

  stored_reply_empty (request, well);
  return well;
}

void
stored_catch_up (json_object *document, json_object *stored, json_object *changes)
{
  gint64 mine = json_member_int (document, "updated_timestamp", 0);

  if (json_member (changes, "metadata") == NULL)
    json_set (document, "metadata", json_object_get (json_member (stored, "metadata")));
  json_set_int (document, "updated_timestamp",
                MAX (mine, json_member_int (stored, "updated_timestamp", 0)));
}
