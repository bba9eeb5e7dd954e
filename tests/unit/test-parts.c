/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <gio/gio.h>

#include "models/taskingai-envelope.h"
#include "taskingai.h"

/* Models in models, lists and pages, which become objects when they are asked for. */

#define ASSISTANT                                                                                  \
  "{\"assistant_id\":\"X5lMhV3kQz8RwTn6YcJb2PdF\","                                                \
  "\"memory\":{\"type\":\"message_window\",\"max_messages\":20,\"newer\":[1]},"                    \
  "\"tools\":[{\"type\":\"plugin\",\"id\":\"a/b\"},{\"type\":\"action\",\"id\":\"bFBd\"}],"        \
  "\"metadata\":{\"team\":\"pier\"}}"

#define PAGE "{\"status\":\"success\",\"data\":[" ASSISTANT "," ASSISTANT "],\"has_more\":false}"

#define N_THREADS 8
#define N_ROUNDS 200

static TaskingAIAssistant *
new_assistant (void)
{
  g_autoptr (GError) error = NULL;
  TaskingAIModel *model =
      taskingai_model_new_from_json (TASKINGAI_TYPE_ASSISTANT, ASSISTANT, &error);

  g_assert_no_error (error);
  return TASKINGAI_ASSISTANT (model);
}

static void
assert_json (gpointer model, const char *expected)
{
  g_autofree char *json = taskingai_model_to_json (model);

  g_assert_cmpstr (json, ==, expected);
}

static void
test_one_object (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();
  TaskingAIAssistantMemory *memory = taskingai_assistant_get_memory (model);
  g_autoptr (TaskingAIAssistantMemory) property = NULL;
  g_autoptr (GPtrArray) tools = taskingai_assistant_get_tools (model);
  g_autoptr (GPtrArray) again = taskingai_assistant_get_tools (model);

  g_object_get (model, "memory", &property, NULL);
  g_assert_true (TASKINGAI_IS_ASSISTANT_MEMORY (memory));
  g_assert_true (property == memory);
  g_assert_true (taskingai_assistant_get_memory (model) == memory);
  g_assert_cmpuint (tools->len, ==, 2);
  for (guint i = 0; i < tools->len; i++)
    g_assert_true (tools->pdata[i] == again->pdata[i]);
}

static void
test_outlives_owner (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();
  g_autoptr (TaskingAIAssistantMemory) memory =
      g_object_ref (taskingai_assistant_get_memory (model));
  g_autoptr (GPtrArray) tools = taskingai_assistant_get_tools (model);
  TaskingAIAssistantMemory *weak = memory;

  g_object_add_weak_pointer (G_OBJECT (memory), (gpointer *) &weak);
  g_clear_object (&model);
  g_assert_cmpint (taskingai_assistant_memory_get_max_messages (memory), ==, 20);
  assert_json (memory, "{\"type\":\"message_window\",\"max_messages\":20,\"newer\":[1]}");
  g_assert_cmpstr (taskingai_tool_ref_get_id (tools->pdata[1]), ==, "bFBd");
  g_clear_object (&memory);
  g_assert_null (weak);
}

/* What nobody has asked for is written, copied and compared all the same. */
static void
test_not_asked_for (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();
  g_autoptr (TaskingAIAssistant) other = new_assistant ();
  g_autoptr (TaskingAIModel) copy = NULL;

  g_assert_false (taskingai_model_has_changes (TASKINGAI_MODEL (model)));
  assert_json (model, ASSISTANT);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (model), TASKINGAI_MODEL (other)));
  copy = taskingai_model_copy (TASKINGAI_MODEL (other));
  assert_json (copy, ASSISTANT);
  g_assert_true (taskingai_assistant_get_memory (TASKINGAI_ASSISTANT (copy))
                 != taskingai_assistant_get_memory (other));
}

static void
test_replaced (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_zero ();
  g_autoptr (TaskingAIToolRef) tool = g_object_new (TASKINGAI_TYPE_TOOL_REF, NULL);

  taskingai_assistant_set_memory (model, memory);
  taskingai_assistant_add_tool (model, tool);
  taskingai_assistant_set_metadata (model, NULL);
  assert_json (model,
               "{\"assistant_id\":\"X5lMhV3kQz8RwTn6YcJb2PdF\",\"memory\":{\"type\":\"zero\"},"
               "\"tools\":[{\"type\":\"plugin\",\"id\":\"a/b\"},{\"type\":\"action\","
               "\"id\":\"bFBd\"},{}]}");
  taskingai_assistant_set_memory (model, NULL);
  taskingai_assistant_set_tools (model, NULL);
  assert_json (model, "{\"assistant_id\":\"X5lMhV3kQz8RwTn6YcJb2PdF\"}");
}

static void
test_text (void)
{
  static const char *const texts[] = { "{\"content\":\"quay\"}", "{\"content\":null}", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"message\":%s}", texts[i]);
      g_autoptr (TaskingAIModel) model =
          taskingai_model_new_from_json (TASKINGAI_TYPE_CHAT_COMPLETION, json, NULL);
      TaskingAIChatCompletion *completion = TASKINGAI_CHAT_COMPLETION (model);
      const char *text = taskingai_chat_completion_get_text (completion);
      TaskingAIChatCompletionMessage *message = taskingai_chat_completion_get_message (completion);

      g_assert_cmpstr (text, ==, i == 0 ? "quay" : NULL);
      g_assert_true ((message != NULL) == (i < 2));
      if (message != NULL)
        g_assert_true (taskingai_chat_completion_message_get_content (message) == text);
      g_assert_true (taskingai_chat_completion_get_text (completion) == text);
    }
}

static void
test_changed (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();

  taskingai_assistant_memory_set_max_messages (taskingai_assistant_get_memory (model), 21);
  g_assert_true (taskingai_model_has_change (TASKINGAI_MODEL (model), "memory"));
  g_assert_false (taskingai_model_has_change (TASKINGAI_MODEL (model), "tools"));
}

static void
test_mistakes (void)
{
  static const struct {
    const char *json;
    const char *message;
  } cases[] = {
    { "{\"memory\":{\"max_messages\":\"1\"}}", "memory.max_messages should be an integer" },
    { "{\"tools\":[{\"id\":\"a\"},{\"id\":1}]}", "tools[1].id should be a string" },
    { "{\"memory\":{\"type\":\"zero\"},\"memory\":[]}", "memory should be an object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          taskingai_model_new_from_json (TASKINGAI_TYPE_ASSISTANT, cases[i].json, &error));
      g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

typedef struct {
  TaskingAIAssistant *model;
  TaskingAIPage *page;
  int *ready; /* how many threads have come to the start */
  gpointer got[4];
} Thread;

static gpointer
look (gpointer data)
{
  Thread *self = data;
  g_autoptr (GPtrArray) tools = NULL;
  g_autoptr (TaskingAIModel) item = NULL;

  g_atomic_int_inc (self->ready);
  while (g_atomic_int_get (self->ready) < N_THREADS)
    g_thread_yield ();

  assert_json (self->model, ASSISTANT);
  self->got[0] = taskingai_assistant_get_memory (self->model);
  tools = taskingai_assistant_get_tools (self->model);
  self->got[1] = tools->pdata[1];
  item = taskingai_page_get (self->page, 1);
  self->got[2] = item;
  self->got[3] = taskingai_assistant_get_metadata (self->model);
  return NULL;
}

static void
look_from_all_threads (void)
{
  g_autoptr (TaskingAIAssistant) model = new_assistant ();
  g_autoptr (TaskingAIPage) page = taskingai_envelope_read (
      PAGE, sizeof PAGE - 1, TASKINGAI_ENVELOPE_PAGE, TASKINGAI_TYPE_ASSISTANT, 200, NULL);
  Thread threads[N_THREADS];
  GThread *handles[N_THREADS];
  int ready = 0;

  for (int i = 0; i < N_THREADS; i++)
    {
      threads[i] = (Thread){ .model = model, .page = page, .ready = &ready };
      handles[i] = g_thread_new ("look", look, &threads[i]);
    }
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (handles[i]);
  for (int i = 1; i < N_THREADS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (threads[i].got); j++)
      g_assert_true (threads[i].got[j] == threads[0].got[j]);
}

static void
test_threads (void)
{
  for (int i = 0; i < N_ROUNDS; i++)
    look_from_all_threads ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parts/one-object", test_one_object);
  g_test_add_func ("/parts/outlives-owner", test_outlives_owner);
  g_test_add_func ("/parts/not-asked-for", test_not_asked_for);
  g_test_add_func ("/parts/replaced", test_replaced);
  g_test_add_func ("/parts/text", test_text);
  g_test_add_func ("/parts/changed", test_changed);
  g_test_add_func ("/parts/mistakes", test_mistakes);
  g_test_add_func ("/parts/threads", test_threads);

  return g_test_run ();
}
