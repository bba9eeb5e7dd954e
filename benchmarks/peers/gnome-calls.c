/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-assistant.h"
#include "gnome-client.h"

static void
got_assistant (BenchSlot *slot, JsonObject *answer)
{
  GnomeAssistant *assistant = gnome_assistant_new (json_object_get_object_member (answer, "data"));
  gboolean right = g_str_equal (assistant->assistant_id, BENCH_ASSISTANT_ID);

  gnome_assistant_free (assistant);
  bench_slot_done (slot, right);
}

void
gnome_get (BenchSlot *slot)
{
  gnome_client_send (
      slot, gnome_client_new_message (slot, SOUP_METHOD_GET, "/v1/assistants/" BENCH_ASSISTANT_ID),
      got_assistant);
}

static GPtrArray *
read_page (JsonArray *array)
{
  guint length = json_array_get_length (array);
  GPtrArray *page =
      g_ptr_array_new_full (length, (GDestroyNotify) (void (*) (void)) gnome_assistant_free);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (page, gnome_assistant_new (json_array_get_object_element (array, i)));
  return page;
}

static void got_page (BenchSlot *slot, JsonObject *answer);

static void
start_page (BenchSlot *slot, const char *after)
{
  g_autofree char *path =
      g_strdup_printf ("/v1/assistants?limit=%d%s%s", BENCH_PAGE_LIMIT,
                       after != NULL ? "&after=" : "", after != NULL ? after : "");

  gnome_client_send (slot, gnome_client_new_message (slot, SOUP_METHOD_GET, path), got_page);
}

static void
got_page (BenchSlot *slot, JsonObject *answer)
{
  long *items = &((GnomeClient *) slot->client)->items[slot->index];
  g_autoptr (GPtrArray) page = read_page (json_object_get_array_member (answer, "data"));

  *items += page->len;
  if (json_object_get_boolean_member (answer, "has_more"))
    start_page (slot, ((GnomeAssistant *) page->pdata[page->len - 1])->assistant_id);
  else
    bench_slot_done (slot, *items);
}

void
gnome_list_all (BenchSlot *slot)
{
  ((GnomeClient *) slot->client)->items[slot->index] = 0;
  start_page (slot, NULL);
}

static void
got_embeddings (BenchSlot *slot, JsonObject *answer)
{
  JsonArray *data = json_object_get_array_member (answer, "data");
  g_autoptr (GPtrArray) vectors =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) g_array_unref);
  long numbers = 0;

  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonArray *embedding =
          json_object_get_array_member (json_array_get_object_element (data, i), "embedding");
      guint length = json_array_get_length (embedding);
      GArray *vector = g_array_sized_new (FALSE, FALSE, sizeof (double), length);

      for (guint j = 0; j < length; j++)
        {
          double number = json_array_get_double_element (embedding, j);

          g_array_append_val (vector, number);
        }
      numbers += length;
      g_ptr_array_add (vectors, vector);
    }
  bench_slot_done (slot, numbers);
}

void
gnome_embeddings (BenchSlot *slot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "model_id");
  json_builder_add_string_value (builder, BENCH_EMBEDDING_MODEL_ID);
  json_builder_set_member_name (builder, "input");
  json_builder_begin_array (builder);
  for (int i = 0; i < BENCH_INPUTS; i++)
    json_builder_add_string_value (builder, slot->options->text);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gnome_client_send (slot, gnome_client_new_post (slot, "/v1/inference/text_embedding", builder),
                     got_embeddings);
}
