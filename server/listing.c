/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "listing.h"

#include "json-scan.h"
#include "reply.h"

static const char *const orders[] = { "desc", "asc", NULL };

static const Field query_fields[] = {
  { .name = "limit", .type = FIELD_INT, .range = RANGE (1, 100), .fallback = "20" },
  { .name = "order", .type = FIELD_ENUM, .choices = orders, .fallback = "\"desc\"" },
  { .name = "after", .type = FIELD_STRING, .range = RANGE (1, 50) },
  { .name = "before", .type = FIELD_STRING, .range = RANGE (1, 50) },
  { .name = "prefix_filter", .type = FIELD_STRING },
  { .name = "equal_filter", .type = FIELD_STRING },
  { .name = NULL },
};
static const Schema query_schema = { .fields = query_fields };

static json_object *
parse_filter (const char *text)
{
  gsize position;

  if (json_scan (text, strlen (text), &position) != NULL)
    return NULL;
  return json_from_text (text, -1);
}

/* The first member that is not allowed, or has no text; NULL: all are well. */
static const char *
find_fault (json_object *filter, const char *const *names)
{
  json_object_object_foreach (
      filter, name, value) if (!g_strv_contains (names, name)
                               || !json_object_is_type (value, json_type_string)) return name;
  return NULL;
}

/* FALSE: refused, and the request is answered. */
static gboolean
read_prefixes (Request *request, const char *text, const char *const *names, json_object **filter)
{
  if (text == NULL || *text == '\0' || names == NULL)
    return TRUE;
  if (request->match.role == ROLE_API)
    {
      reply_invalid (request, "Prefix filter is not supported", NULL);
      return FALSE;
    }
  *filter = parse_filter (text);
  if (json_object_is_type (*filter, json_type_object) && find_fault (*filter, names) == NULL)
    return TRUE;
  reply_invalid (request, "Invalid prefix filter format", NULL);
  return FALSE;
}

static gboolean
read_equals (Request *request, const char *text, const char *const *names, json_object **filter)
{
  const char *fault;

  if (text == NULL || *text == '\0' || names == NULL)
    return TRUE;
  *filter = parse_filter (text);
  if (!json_object_is_type (*filter, json_type_object))
    {
      reply_invalid (request, "Invalid equal filter format", NULL);
      return FALSE;
    }
  fault = find_fault (*filter, names);
  if (fault != NULL)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Invalid equal filter: %s", fault);
  return fault == NULL;
}

static gboolean
read_filters (Request *request, json_object *query, const ListingSource *source,
              json_object **prefixes, json_object **equals)
{
  return read_prefixes (request, json_member_string (query, "prefix_filter"), source->prefixes,
                        prefixes)
         && read_equals (request, json_member_string (query, "equal_filter"), source->equals,
                         equals);
}

json_object *
listing_read (Request *request, const ListingSource *source, gboolean *has_more)
{
  g_autoptr (json_object) query = request_validate_query (request, &query_schema);
  g_autoptr (json_object) prefixes = NULL;
  g_autoptr (json_object) equals = NULL;
  g_autoptr (json_object) list = NULL;
  StoreQuery wanted = { .kind = source->kind, .parent = source->parent };

  if (query == NULL || !read_filters (request, query, source, &prefixes, &equals))
    return NULL;
  wanted.after = json_member_string (query, "after");
  wanted.before = json_member_string (query, "before");
  wanted.ascending = json_is_string (json_member (query, "order"), "asc");
  wanted.limit = (guint) json_member_int (query, "limit", 20);
  wanted.prefixes = prefixes;
  wanted.equals = equals != NULL ? equals : source->common;
  list = json_object_new_array ();
  switch (store_list (request->app->store, &wanted, list, has_more))
    {
    case STORE_OK:
      return g_steal_pointer (&list);
    case STORE_NO_CURSOR:
      reply_not_found (request, source->kind, wanted.after != NULL ? wanted.after : wanted.before);
      return NULL;
    case STORE_FAILED:
    default:
      reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
      return NULL;
    }
}

void
listing_reply (Request *request, const char *kind, const char *parent, const char *const *filters,
               void (*present) (json_object *document))
{
  const ListingSource source = { .kind = kind, .parent = parent, .prefixes = filters };
  gboolean has_more = FALSE;
  json_object *list = listing_read (request, &source, &has_more);

  if (list == NULL)
    return;
  for (gsize i = 0; present != NULL && i < json_object_array_length (list); i++)
    present (json_object_array_get_idx (list, i));
  reply_list (request, list, has_more);
}

void
listing_reply_offset (Request *request, json_object *query, json_object *all)
{
  gint64 total = (gint64) json_object_array_length (all);
  gint64 offset = MIN (json_member_int (query, "offset", 0), total);
  gint64 end = MIN (offset + json_member_int (query, "limit", 20), total);
  json_object *page = json_object_new_array ();

  for (gint64 i = offset; i < end; i++)
    json_object_array_add (page, json_object_get (json_object_array_get_idx (all, (gsize) i)));
  json_object_put (all);
  reply_list_with_total (request, page, end < total, json_object_new_int64 (total));
}
