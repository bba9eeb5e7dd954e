/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a console shows: objects with the names of what they refer to, and sample code. */
#include "objects.h"

#include <string.h>

static char *
make_archivist (TaskingAIClient *client, const char *collection_id)
{
  TaskingAIAssistant *draft = new_assistant ("Archivist");
  g_autoptr (TaskingAIRetrievalRef) ref =
      g_object_new (TASKINGAI_TYPE_RETRIEVAL_REF, "retrieval-type",
                    TASKINGAI_RETRIEVAL_TYPE_COLLECTION, "id", collection_id, NULL);
  taskingai_assistant_add_retrieval (draft, ref);
  return make_assistant (client, draft);
}

static void
assert_names (TaskingAIAssistant *assistant)
{
  g_assert_cmpstr (taskingai_assistant_get_name (assistant), ==, "Archivist");
  g_assert_cmpstr (taskingai_assistant_get_model_name (assistant), !=, NULL);
  g_autoptr (GPtrArray) retrievals = taskingai_assistant_get_retrievals (assistant);
  g_assert_cmpuint (retrievals->len, ==, 1);
  g_assert_cmpstr (taskingai_retrieval_ref_get_name (retrievals->pdata[0]), ==, "Harbour notes");
}

static void
test_assistants (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIUi *ui = taskingai_admin_get_ui (admin);
  g_autofree char *collection_id = make_collection (TASKINGAI_CLIENT (admin), "Harbour notes");
  g_autofree char *id = make_archivist (TASKINGAI_CLIENT (admin), collection_id);
  g_autoptr (TaskingAIListOptions) one = list_options (1);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIAssistant) got = taskingai_ui_get_assistant (ui, id, NULL, &error);
  g_assert_no_error (error);
  assert_names (got);
  g_autoptr (TaskingAIPage) page = taskingai_ui_list_assistants (ui, one, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) newest = taskingai_page_get (page, 0);
  assert_names (TASKINGAI_ASSISTANT (newest));

  taskingai_ui_get_assistant_async (ui, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIAssistant) again =
      taskingai_ui_get_assistant_finish (ui, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_names (again);
  taskingai_ui_list_assistants_async (ui, one, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) same =
      taskingai_ui_list_assistants_finish (ui, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (same), ==, 1);
  g_assert_cmpuint (count_all (taskingai_ui_list_assistants_all (ui, one)), >=, 1);
}

static void
assert_model_name (TaskingAICollection *collection)
{
  g_assert_cmpstr (taskingai_collection_get_name (collection), ==, "Harbour notes");
  g_assert_cmpstr (taskingai_collection_get_model_name (collection), !=, NULL);
}

static void
test_collections (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIUi *ui = taskingai_admin_get_ui (admin);
  g_autofree char *id = make_collection (TASKINGAI_CLIENT (admin), "Harbour notes");
  g_autoptr (TaskingAIListOptions) one = list_options (1);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAICollection) got = taskingai_ui_get_collection (ui, id, NULL, &error);
  g_assert_no_error (error);
  assert_model_name (got);
  g_autoptr (TaskingAIPage) page = taskingai_ui_list_collections (ui, one, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) newest = taskingai_page_get (page, 0);
  assert_model_name (TASKINGAI_COLLECTION (newest));

  taskingai_ui_get_collection_async (ui, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAICollection) again =
      taskingai_ui_get_collection_finish (ui, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_model_name (again);
  taskingai_ui_list_collections_async (ui, one, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) same =
      taskingai_ui_list_collections_finish (ui, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (same), ==, 1);
  g_assert_cmpuint (count_all (taskingai_ui_list_collections_all (ui, one)), >=, 1);
}

/* One assistant with a collection that is gone, and the list as a whole is not found. */
static void
test_dangling (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIUi *ui = taskingai_admin_get_ui (admin);
  TaskingAIClient *client = TASKINGAI_CLIENT (admin);
  g_autofree char *collection_id = make_collection (client, "Lost notes");
  g_autofree char *id = make_archivist (client, collection_id);
  g_autoptr (GError) error = NULL;
  g_assert_true (taskingai_collections_delete (taskingai_client_get_collections (client),
                                               collection_id, NULL, &error));

  g_assert_null (taskingai_ui_get_assistant (ui, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_ui_list_assistants (ui, NULL, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_true (
      taskingai_assistants_delete (taskingai_client_get_assistants (client), id, NULL, &error));
  g_assert_no_error (error);
}

/* ---- sample code ---- */

static void
assert_codes (TaskingAIPage *page)
{
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);
  g_autoptr (TaskingAIModel) first = taskingai_page_get (page, 0);
  g_autoptr (GPtrArray) parts =
      taskingai_sample_code_language_get_parts (TASKINGAI_SAMPLE_CODE_LANGUAGE (first));
  g_assert_cmpuint (parts->len, >=, 1);
  g_autoptr (GPtrArray) templates = taskingai_sample_code_part_get_templates (parts->pdata[0]);
  g_assert_cmpuint (templates->len, >=, 1);
  g_assert_cmpstr (taskingai_sample_code_template_get_content (templates->pdata[0]), !=, "");
}

static void
test_template_codes (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIUi *ui = taskingai_admin_get_ui (admin);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page = taskingai_ui_get_template_codes (ui, "assistant", NULL, &error);
  g_assert_no_error (error);
  assert_codes (page);
  taskingai_ui_get_template_codes_async (ui, "collection", NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) again =
      taskingai_ui_get_template_codes_finish (ui, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_codes (again);

  g_assert_null (taskingai_ui_get_template_codes (ui, "weather", NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/assistants", test_assistants);
  g_test_add_func ("/ui/collections", test_collections);
  g_test_add_func ("/ui/dangling", test_dangling);
  g_test_add_func ("/ui/template-codes", test_template_codes);
  return g_test_run ();
}
