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

static gboolean
is_allowed (json_object *filter, const char *const *names)
{
  json_object_object_foreach (
      filter, name, value) if (!g_strv_contains (names, name)
                               || !json_object_is_type (value, json_type_string)) return FALSE;
  return TRUE;
}

/* FALSE: refused, and the request is answered. */
static gboolean
read_filter (Request *request, const char *text, const char *const *names, json_object **filter)
{
  if (text == NULL || *text == '\0' || names == NULL)
    return TRUE;
  if (request->match.role == ROLE_API)
    {
      reply_invalid (request, "Prefix filter is not supported", NULL);
      return FALSE;
    }
  *filter = parse_filter (text);
  if (json_object_is_type (*filter, json_type_object) && is_allowed (*filter, names))
    return TRUE;
  reply_invalid (request, "Invalid prefix filter format", NULL);
  return FALSE;
}

static void
present_all (json_object *list, void (*present) (json_object *document))
{
  for (gsize i = 0; present != NULL && i < json_object_array_length (list); i++)
    present (json_object_array_get_idx (list, i));
}

void
listing_reply (Request *request, const char *kind, const char *parent, const char *const *filters,
               void (*present) (json_object *document))
{
  g_autoptr (json_object) query = request_validate_query (request, &query_schema);
  g_autoptr (json_object) filter = NULL;
  g_autoptr (json_object) list = NULL;
  gboolean has_more = FALSE;
  StoreQuery wanted = { .kind = kind, .parent = parent };

  if (query == NULL
      || !read_filter (request, json_member_string (query, "prefix_filter"), filters, &filter))
    return;
  wanted.after = json_member_string (query, "after");
  wanted.before = json_member_string (query, "before");
  wanted.ascending = json_is_string (json_member (query, "order"), "asc");
  wanted.limit = (guint) json_member_int (query, "limit", 20);
  wanted.prefixes = filter;
  list = json_object_new_array ();
  switch (store_list (request->app->store, &wanted, list, &has_more))
    {
    case STORE_OK:
      present_all (list, present);
      reply_list (request, g_steal_pointer (&list), has_more);
      break;
    case STORE_NO_CURSOR:
      reply_not_found (request, kind, wanted.after != NULL ? wanted.after : wanted.before);
      break;
    case STORE_FAILED:
    default:
      reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
    }
}
