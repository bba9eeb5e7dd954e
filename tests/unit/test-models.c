/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <gio/gio.h>

#include "models/taskingai-envelope.h"
#include "models/taskingai-model-query.h"
#include "taskingai.h"

#define ASSISTANT                                                                                  \
  "{\"object\":\"Assistant\",\"assistant_id\":\"X5lMhV3kQz8RwTn6YcJb2PdF\","                       \
  "\"model_id\":\"TpKq3vXa\",\"name\":\"Harbour guide\",\"description\":\"\","                     \
  "\"system_prompt_template\":[\"You are {{who}}.\",\"\"],"                                        \
  "\"memory\":{\"type\":\"message_window\",\"max_messages\":20,\"max_tokens\":2000},"              \
  "\"tools\":[{\"type\":\"plugin\",\"id\":\"open_weather/get_current_weather\"},"                  \
  "{\"type\":\"action\",\"id\":\"bFBdpL9oKi7uJh5yGt3rFe1D\"}],"                                    \
  "\"retrievals\":[{\"type\":\"collection\",\"id\":\"DbgYk4m8q2t6w9z3x7c1v5bn\"}],"                \
  "\"retrieval_configs\":{\"method\":\"memory\",\"top_k\":5,\"max_tokens\":100000,"                \
  "\"score_threshold\":0.5,\"function_description\":\"d\"},"                                       \
  "\"metadata\":{\"team\":\"pier\",\"n\":1,\"nested\":{\"a\":[1,null]}},"                          \
  "\"created_timestamp\":1730300000123,\"updated_timestamp\":1730300000124}"

#define COMPLETION                                                                                 \
  "{\"object\":\"ChatCompletion\",\"finish_reason\":\"function_calls\","                           \
  "\"message\":{\"role\":\"assistant\",\"content\":null,\"function_calls\":["                      \
  "{\"id\":\"P3lfzX2cVb4nMq6wEr8tYu1I\",\"name\":\"tide_table\","                                  \
  "\"arguments\":{\"port\": \"Lisbon\", \"days\": [1, 2.50]}}]},"                                  \
  "\"created_timestamp\":1730300004100,\"usage\":{\"input_tokens\":88,\"output_tokens\":19},"      \
  "\"fallback_index\":null}"

#define CHUNK                                                                                      \
  "{\"object\":\"ChatCompletionChunk\",\"role\":\"assistant\",\"index\":0,\"delta\":\"wäter\","   \
  "\"created_timestamp\":1730300012002}"

#define EMBEDDINGS                                                                                 \
  "{\"data\":[{\"index\":0,\"embedding\":[0.0123,-0.0456]},{\"index\":1,\"embedding\":[]}],"       \
  "\"usage\":{\"input_tokens\":2}}"

/* Members stand in the order of the tables, so that the text comes back as it is. */
static const struct {
  GType (*get_type) (void);
  const char *json;
} documents[] = {
  { taskingai_assistant_get_type, ASSISTANT },
  { taskingai_assistant_memory_get_type, "{\"type\":\"naive\"}" },
  { taskingai_tool_ref_get_type, "{\"type\":\"action\",\"id\":\"bFBdpL9oKi7uJh5yGt3rFe1D\"}" },
  { taskingai_retrieval_ref_get_type, "{\"type\":\"collection\",\"id\":\"DbgYk4m8\"}" },
  { taskingai_retrieval_config_get_type, "{\"method\":\"user_message\",\"top_k\":3}" },
  { taskingai_chat_completion_message_get_type,
    "{\"role\":\"function\",\"content\":\"{\\\"high\\\":\\\"04:12\\\"}\",\"id\":\"P3lf\"}" },
  { taskingai_function_call_get_type, "{\"id\":\"P3lf\",\"name\":\"f\",\"arguments\":{ }}" },
  { taskingai_chat_completion_function_get_type,
    "{\"name\":\"tide_table\",\"description\":\"Look up\",\"parameters\":{\"type\":\"object\","
    "\"properties\":{\"port\":{\"type\":\"string\"}},\"required\":[\"port\"]}}" },
  { taskingai_chat_completion_configs_get_type,
    "{\"temperature\":0.5,\"top_p\":1.0,\"top_k\":2,\"max_tokens\":10,\"stop\":[\"x\"],"
    "\"presence_penalty\":0.25,\"frequency_penalty\":0.0,\"seed\":4294967295,"
    "\"response_format\":\"json_object\"}" },
  { taskingai_chat_completion_request_get_type,
    "{\"model_id\":\"TpKq3vXa\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
    "{\"role\":\"user\",\"content\":\"How tall is the tower\"}],\"configs\":{\"seed\":1},"
    "\"function_call\":\"auto\",\"functions\":[],\"stream\":true}" },
  { taskingai_chat_completion_get_type, COMPLETION },
  { taskingai_chat_completion_chunk_get_type, CHUNK },
  { taskingai_usage_get_type, "{\"input_tokens\":17,\"output_tokens\":4}" },
  { taskingai_text_embedding_request_get_type,
    "{\"model_id\":\"TpEm8dRz\",\"input\":[\"buoy\",\"anchor\"],\"input_type\":\"document\"}" },
  { taskingai_text_embedding_get_type, "{\"index\":1,\"embedding\":[0.0789,0.0012]}" },
  { taskingai_text_embedding_result_get_type, EMBEDDINGS },
  { taskingai_rerank_request_get_type,
    "{\"model_id\":\"Tpjzh9Ga\",\"query\":\"q\",\"documents\":[\"ccc\",\"bb\"],\"top_n\":2}" },
  { taskingai_rerank_document_get_type, "{\"text\":\"Fog signal schedule\"}" },
  { taskingai_rerank_item_get_type,
    "{\"index\":2,\"document\":{\"text\":\"Fog\"},\"relevance_score\":-0.91}" },
  { taskingai_rerank_result_get_type,
    "{\"results\":[{\"index\":0,\"document\":{\"text\":\"Pier\"},\"relevance_score\":0.22}],"
    "\"usage\":{\"input_tokens\":31,\"output_tokens\":31}}" },
  { taskingai_list_options_get_type,
    "{\"limit\":2,\"order\":\"asc\",\"after\":\"c2\",\"before\":\"c5\",\"prefix_filter\":\"{}\"}" },
};

static gpointer
parse (GType type, const char *json)
{
  g_autoptr (GError) error = NULL;
  gpointer model = taskingai_model_new_from_json (type, json, &error);

  g_assert_no_error (error);
  g_assert_true (G_OBJECT_TYPE (model) == type);
  return model;
}

static void
assert_text (char *taken, const char *expected)
{
  g_autofree char *text = taken;

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_written (gpointer model, TaskingAIWriteMode mode, const char *expected)
{
  TaskingAIJsonWriter writer;

  taskingai_json_writer_init (&writer);
  taskingai_model_write (model, &writer, mode);
  assert_text (taskingai_json_writer_steal (&writer, NULL), expected);
}

static void
assert_malformed (GType type, const char *json, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_model_new_from_json (type, json, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
  if (message != NULL && !g_str_has_prefix (error->message, message))
    g_error ("\"%s\" instead of \"%s\"", error->message, message);
}

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (TaskingAIModel) model = parse (documents[i].get_type (), documents[i].json);
      g_autoptr (TaskingAIModel) again = parse (documents[i].get_type (), documents[i].json);
      g_autoptr (TaskingAIModel) copy = taskingai_model_copy (model);
      g_autofree char *line = taskingai_model_to_string (model);

      assert_text (taskingai_model_to_json (model), documents[i].json);
      assert_text (taskingai_model_to_json (copy), documents[i].json);
      g_assert_true (taskingai_model_equal (model, again));
      g_assert_true (taskingai_model_equal (model, copy));
      g_assert_false (taskingai_model_has_changes (model));
      assert_written (model, TASKINGAI_WRITE_UPDATE, "{}");
      g_assert_true (g_str_has_prefix (line, G_OBJECT_TYPE_NAME (model) + strlen ("TaskingAI")));
      g_assert_null (strchr (line, '\n'));
    }
}

/* Each document stays what it is when its members are set one by one. */
static void
test_members_one_by_one (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (TaskingAIModel) model = parse (documents[i].get_type (), documents[i].json);
      g_autoptr (TaskingAIModel) built = g_object_new (documents[i].get_type (), NULL);
      g_auto (GStrv) names = taskingai_model_list_members (model);

      for (char **name = names; *name != NULL; name++)
        {
          g_autofree char *json = taskingai_model_dup_member_json (model, *name);

          g_assert_true (taskingai_model_set_member_json (built, *name, json, NULL));
        }
      g_assert_true (taskingai_model_equal (model, built));

      for (char **name = names; *name != NULL; name++)
        taskingai_model_unset_member (built, *name);
      assert_text (taskingai_model_to_json (built), "{}");
    }
}

static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    for (gsize length = 0; length < strlen (documents[i].json); length++)
      {
        g_autofree char *head = g_strndup (documents[i].json, length);

        assert_malformed (documents[i].get_type (), head, NULL);
      }
}

static void
test_mistakes (void)
{
  static const struct {
    GType (*get_type) (void);
    const char *json, *message;
  } cases[] = {
    { taskingai_assistant_get_type, "[]", "The JSON text should be an object" },
    { taskingai_assistant_get_type, "{} {}", "The JSON text goes on" },
    { taskingai_assistant_get_type, "{\"name\":7}", "name should be a string" },
    { taskingai_assistant_get_type, "{\"object\":\"Chat\"}", "object should be \"Assistant\"" },
    { taskingai_assistant_get_type, "{\"object\":1}", "object should be a string" },
    { taskingai_assistant_get_type, "{\"memory\":[]}", "memory should be an object" },
    { taskingai_assistant_get_type, "{\"memory\":{\"type\":true}}", "memory.type should be a str" },
    { taskingai_assistant_get_type, "{\"memory\":{\"max_tokens\":\"9\"}}",
      "memory.max_tokens should be an integer" },
    { taskingai_assistant_get_type, "{\"system_prompt_template\":[\"\",null]}",
      "system_prompt_template[1] should be a string" },
    { taskingai_assistant_get_type, "{\"tools\":[{},{},{\"id\":[]}]}",
      "tools[2].id should be a string" },
    { taskingai_assistant_get_type, "{\"tools\":[null]}", "tools[0] should be an object" },
    { taskingai_assistant_get_type, "{\"metadata\":[]}", "metadata should be an object" },
    { taskingai_assistant_get_type, "{\"created_timestamp\":1.5}", "created_timestamp " },
    { taskingai_assistant_get_type, "{\"created_timestamp\":9223372036854775808}",
      "created_timestamp " },
    { taskingai_assistant_get_type, "{\"zeta\":[1,}", "zeta " },
    { taskingai_retrieval_config_get_type, "{\"score_threshold\":\"0\"}",
      "score_threshold should be a number" },
    { taskingai_text_embedding_result_get_type, "{\"data\":[{\"embedding\":[0,{}]}]}",
      "data[0].embedding[1] should be a number" },
    { taskingai_text_embedding_result_get_type, "{\"data\":[{\"index\":0}]}",
      "data[0].embedding is missing" },
    { taskingai_text_embedding_result_get_type, "{\"data\":[{\"embedding\":null}]}",
      "data[0].embedding is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_malformed (cases[i].get_type (), cases[i].json, cases[i].message);
}

static void
test_unknown_members (void)
{
  const char *json = "{\"memory\":{\"type\":\"zero\",\"a\":[ 1 ]},\"b\":{\"c\": 1.50},\"d\":null}";
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, json);
  g_auto (GStrv) names = taskingai_model_list_members (TASKINGAI_MODEL (model));

  assert_text (taskingai_model_to_json (TASKINGAI_MODEL (model)), json);
  g_assert_true (
      g_strv_equal ((const char *const *) names, (const char *const[]){ "memory", "b", NULL }));
  g_assert_true (taskingai_model_has_member (TASKINGAI_MODEL (model), "b"));
  g_assert_false (taskingai_model_has_member (TASKINGAI_MODEL (model), "d"));
  assert_text (taskingai_model_dup_member_json (TASKINGAI_MODEL (model), "b"), "{\"c\": 1.50}");
  assert_text (taskingai_model_dup_member_json (TASKINGAI_MODEL (model), "d"), "null");
  g_assert_null (taskingai_model_dup_member_json (TASKINGAI_MODEL (model), "e"));

  /* A part is sent whole, unknown members included. */
  taskingai_assistant_memory_set_max_tokens (taskingai_assistant_get_memory (model), 9);
  assert_written (model, TASKINGAI_WRITE_UPDATE,
                  "{\"memory\":{\"type\":\"zero\",\"max_tokens\":9,\"a\":[ 1 ]}}");
}

static void
test_set_unknown_members (void)
{
  g_autoptr (TaskingAIModel) model = parse (TASKINGAI_TYPE_ASSISTANT, "{\"x\":1}");
  g_autoptr (GError) error = NULL;

  g_assert_true (taskingai_model_set_member_json (model, "y", " [true] ", &error));
  g_assert_no_error (error);
  assert_written (model, TASKINGAI_WRITE_UPDATE, "{\"y\":[true]}");
  assert_written (model, TASKINGAI_WRITE_CREATE, "{\"x\":1,\"y\":[true]}");

  g_assert_false (taskingai_model_set_member_json (model, "y", "[true", &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_false (taskingai_model_set_member_json (model, "y", "1 2", &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
  g_assert_true (taskingai_model_has_changes (model));

  taskingai_model_unset_member (model, "y");
  g_assert_false (taskingai_model_has_changes (model));
  assert_text (taskingai_model_to_json (model), "{\"x\":1}");
}

static void
test_set_known_members (void)
{
  g_autoptr (TaskingAIAssistant) assistant = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  TaskingAIModel *model = TASKINGAI_MODEL (assistant);
  g_autoptr (GError) error = NULL;

  g_assert_true (taskingai_model_set_member_json (model, "name", "\"Pier\"", NULL));
  g_assert_cmpstr (taskingai_assistant_get_name (assistant), ==, "Pier");

  g_assert_false (taskingai_model_set_member_json (model, "memory", "{\"type\":1}", &error));
  g_assert_true (g_str_has_prefix (error->message, "memory.type should be a string"));
  g_assert_cmpint (
      taskingai_assistant_memory_get_max_tokens (taskingai_assistant_get_memory (assistant)), ==,
      2000);
  g_clear_error (&error);

  g_assert_false (taskingai_model_set_member_json (model, "object", "\"Chat\"", &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);

  /* Null is a value that a caller may ask for, unlike an unset member. */
  g_assert_true (taskingai_model_set_member_json (model, "description", "null", NULL));
  taskingai_model_unset_member (model, "model_id");
  assert_written (model, TASKINGAI_WRITE_UPDATE, "{\"name\":\"Pier\",\"description\":null}");
}

static void
test_unknown_enum (void)
{
  const char *json = "{\"type\":\"dream\\u0041\",\"max_tokens\":3}";
  g_autoptr (TaskingAIAssistantMemory) memory = parse (TASKINGAI_TYPE_ASSISTANT_MEMORY, json);
  g_autoptr (TaskingAIModel) copy = taskingai_model_copy (TASKINGAI_MODEL (memory));
  g_autoptr (TaskingAIModel) other =
      parse (TASKINGAI_TYPE_ASSISTANT_MEMORY, "{\"type\":\"other\",\"max_tokens\":3}");

  g_assert_cmpint (taskingai_assistant_memory_get_memory_type (memory), ==,
                   TASKINGAI_MEMORY_TYPE_UNKNOWN);
  g_assert_true (taskingai_model_has_member (TASKINGAI_MODEL (memory), "type"));
  assert_text (taskingai_model_to_json (TASKINGAI_MODEL (memory)), json);
  assert_text (taskingai_model_to_json (copy), json);
  assert_written (memory, TASKINGAI_WRITE_CREATE, json);
  assert_text (taskingai_model_dup_member_json (copy, "type"), "\"dream\\u0041\"");
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (memory), copy));
  g_assert_false (taskingai_model_equal (other, copy));

  taskingai_assistant_memory_set_memory_type (memory, TASKINGAI_MEMORY_TYPE_ZERO);
  assert_text (taskingai_model_to_json (TASKINGAI_MODEL (memory)),
               "{\"type\":\"zero\",\"max_tokens\":3}");

  /* The nick of the unknown value is a string like any other, and a mistake changes nothing. */
  g_assert_true (taskingai_model_set_member_json (copy, "type", "\"unknown\"", NULL));
  g_assert_false (taskingai_model_set_member_json (copy, "type", "1", NULL));
  assert_text (taskingai_model_to_json (copy), "{\"type\":\"unknown\",\"max_tokens\":3}");
  taskingai_assistant_memory_set_memory_type (TASKINGAI_ASSISTANT_MEMORY (copy), 0);
  assert_text (taskingai_model_to_json (copy), "{\"max_tokens\":3}");
}

static void
test_null_absent_zero (void)
{
  g_autoptr (TaskingAIModel) zero = parse (TASKINGAI_TYPE_RETRIEVAL_CONFIG, "{\"top_k\":0}");
  g_autoptr (TaskingAIModel) null = parse (TASKINGAI_TYPE_RETRIEVAL_CONFIG, "{\"top_k\":null}");
  g_autoptr (TaskingAIModel) absent = parse (TASKINGAI_TYPE_RETRIEVAL_CONFIG, "{}");
  g_autoptr (TaskingAIModel) unknown = parse (TASKINGAI_TYPE_RETRIEVAL_CONFIG, "{\"x\":null}");

  assert_text (taskingai_model_to_json (zero), "{\"top_k\":0}");
  assert_text (taskingai_model_to_json (null), "{\"top_k\":null}");
  assert_text (taskingai_model_to_json (absent), "{}");
  assert_text (taskingai_model_dup_member_json (null, "top_k"), "null");
  g_assert_null (taskingai_model_dup_member_json (absent, "top_k"));
  g_assert_true (taskingai_model_has_member (zero, "top_k"));
  g_assert_false (taskingai_model_has_member (null, "top_k"));
  g_assert_false (taskingai_model_has_member (absent, "top_k"));
  g_assert_false (taskingai_model_equal (zero, absent));
  g_assert_true (taskingai_model_equal (null, absent));
  g_assert_true (taskingai_model_equal (unknown, absent));
  g_assert_true (taskingai_model_equal (absent, unknown));
  assert_written (zero, TASKINGAI_WRITE_CREATE, "{\"top_k\":0}");
  assert_written (null, TASKINGAI_WRITE_CREATE, "{}");

  taskingai_retrieval_config_set_top_k (TASKINGAI_RETRIEVAL_CONFIG (null), 0);
  assert_text (taskingai_model_to_json (null), "{\"top_k\":0}");
  assert_written (null, TASKINGAI_WRITE_UPDATE, "{\"top_k\":0}");
}

static void
test_duplicates (void)
{
  const char *json =
      "{\"name\":\"a\",\"memory\":{\"type\":\"zero\"},\"tools\":[{\"id\":\"x\"}],\"z\":1,"
      "\"system_prompt_template\":[\"p\"],\"metadata\":{\"k\":\"v\"},\"object\":\"Assistant\","
      "\"name\":null,\"name\":\"b\",\"memory\":{\"type\":\"naive\"},\"tools\":[],\"z\":2,"
      "\"system_prompt_template\":[],\"metadata\":{},\"object\":\"Assistant\"}";
  g_autoptr (TaskingAIModel) model = parse (TASKINGAI_TYPE_ASSISTANT, json);
  g_autoptr (TaskingAIModel) vector =
      parse (TASKINGAI_TYPE_TEXT_EMBEDDING, "{\"embedding\":[1],\"embedding\":[2,3]}");
  g_autoptr (TaskingAIModel) memory =
      parse (TASKINGAI_TYPE_ASSISTANT_MEMORY, "{\"type\":\"new\",\"type\":\"zero\"}");

  assert_text (taskingai_model_to_json (model),
               "{\"object\":\"Assistant\",\"name\":\"b\",\"system_prompt_template\":[],"
               "\"memory\":{\"type\":\"naive\"},\"tools\":[],\"metadata\":{},\"z\":2}");
  assert_text (taskingai_model_to_json (vector), "{\"embedding\":[2.0,3.0]}");
  assert_text (taskingai_model_to_json (memory), "{\"type\":\"zero\"}");
}

static void
test_update (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  g_autoptr (TaskingAIModel) copy = NULL;
  g_autoptr (GPtrArray) sources = taskingai_assistant_get_retrievals (model);

  taskingai_assistant_set_name (model, "Harbour guide");
  assert_written (model, TASKINGAI_WRITE_UPDATE, "{\"name\":\"Harbour guide\"}");

  taskingai_assistant_memory_set_max_messages (taskingai_assistant_get_memory (model), 4);
  taskingai_retrieval_ref_set_id (sources->pdata[0], "c1");
  copy = taskingai_model_copy (TASKINGAI_MODEL (model));
  assert_written (copy, TASKINGAI_WRITE_UPDATE,
                  "{\"name\":\"Harbour guide\",\"memory\":{\"type\":\"message_window\","
                  "\"max_messages\":4,\"max_tokens\":2000},"
                  "\"retrievals\":[{\"type\":\"collection\",\"id\":\"c1\"}]}");
}

/* What is unset is not sent, except as the lack of it in a part. */
static void
test_update_unset (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  g_autoptr (TaskingAIToolRef) tool = taskingai_tool_ref_new_action ("a1");

  g_assert_false (taskingai_model_has_changes (TASKINGAI_MODEL (model)));
  taskingai_assistant_set_name (model, NULL);
  g_assert_false (taskingai_model_has_changes (TASKINGAI_MODEL (model)));
  taskingai_model_unset_member (TASKINGAI_MODEL (taskingai_assistant_get_memory (model)),
                                "max_tokens");
  taskingai_assistant_set_tools (model, NULL);
  taskingai_assistant_add_tool (model, tool);
  assert_written (model, TASKINGAI_WRITE_UPDATE,
                  "{\"memory\":{\"type\":\"message_window\",\"max_messages\":20},"
                  "\"tools\":[{\"type\":\"action\",\"id\":\"a1\"}]}");
}

static void
test_create (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  g_autoptr (TaskingAIModel) message =
      parse (TASKINGAI_TYPE_CHAT_COMPLETION_MESSAGE,
             "{\"content\":null,\"role\":\"assistant\",\"function_calls\":null}");

  taskingai_assistant_set_tools (model, NULL);
  taskingai_assistant_set_retrievals (model, NULL);
  taskingai_assistant_set_retrieval_configs (model, NULL);
  taskingai_assistant_set_metadata (model, NULL);
  assert_written (model, TASKINGAI_WRITE_CREATE,
                  "{\"model_id\":\"TpKq3vXa\",\"name\":\"Harbour guide\",\"description\":\"\","
                  "\"system_prompt_template\":[\"You are {{who}}.\",\"\"],"
                  "\"memory\":{\"type\":\"message_window\",\"max_messages\":20,"
                  "\"max_tokens\":2000}}");

  /* The content of a message is always there. */
  assert_written (message, TASKINGAI_WRITE_CREATE, "{\"role\":\"assistant\",\"content\":null}");
}

static void
test_copy_and_equal (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  g_autoptr (TaskingAIModel) copy = taskingai_model_copy (TASKINGAI_MODEL (model));
  g_autoptr (TaskingAIModel) chunk = parse (TASKINGAI_TYPE_CHAT_COMPLETION_CHUNK, CHUNK);
  g_autoptr (TaskingAIModel) a = parse (
      TASKINGAI_TYPE_FUNCTION_CALL, "{\"arguments\":{\"x\":1,\"y\":[ ]},\"e\":{\"p\":1,\"q\":2}}");
  g_autoptr (TaskingAIModel) b = parse (
      TASKINGAI_TYPE_FUNCTION_CALL, "{\"e\":{\"q\":2,\"p\":1},\"arguments\":{\"y\":[],\"x\":1}}");

  g_assert_true (taskingai_model_equal (a, b));
  g_assert_true (taskingai_model_set_member_json (b, "e", "{\"q\":2}", NULL));
  g_assert_false (taskingai_model_equal (a, b));
  g_assert_false (taskingai_model_equal (copy, chunk));

  taskingai_assistant_memory_set_max_tokens (taskingai_assistant_get_memory (model), 1);
  g_assert_false (taskingai_model_equal (TASKINGAI_MODEL (model), copy));
  assert_text (taskingai_model_to_json (copy), ASSISTANT);
}

static void
test_properties (void)
{
  const char *const prompt[] = { "a", "b", NULL };
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_zero ();
  g_autoptr (TaskingAIAssistant) model =
      g_object_new (TASKINGAI_TYPE_ASSISTANT, "name", "n", "memory", memory,
                    "system-prompt-template", prompt, "description", NULL, NULL);
  g_autoptr (TaskingAIChatCompletionConfigs) configs =
      g_object_new (TASKINGAI_TYPE_CHAT_COMPLETION_CONFIGS, "temperature", 0.0, "seed",
                    G_GINT64_CONSTANT (0), NULL);
  g_autoptr (TaskingAIAssistantMemory) got = NULL;
  g_auto (GStrv) got_prompt = NULL;
  g_autofree char *object = NULL;

  assert_written (model, TASKINGAI_WRITE_CREATE,
                  "{\"name\":\"n\",\"system_prompt_template\":[\"a\",\"b\"],"
                  "\"memory\":{\"type\":\"zero\"}}");
  assert_written (configs, TASKINGAI_WRITE_CREATE, "{\"temperature\":0.0,\"seed\":0}");

  g_object_get (model, "memory", &got, "system-prompt-template", &got_prompt, "object", &object,
                NULL);
  g_assert_true (got == memory);
  g_assert_cmpuint (g_strv_length (got_prompt), ==, 2);
  g_assert_cmpstr (object, ==, "Assistant");
  g_assert_null (taskingai_model_get_object (TASKINGAI_MODEL (memory)));
}

static void
test_variants (void)
{
  g_autoptr (TaskingAIFunctionCall) call =
      g_object_new (TASKINGAI_TYPE_FUNCTION_CALL, "arguments",
                    g_variant_new_parsed ("{'port': <'Lisbon'>, 'days': <[1, 2]>}"), NULL);
  g_autoptr (GVariant) arguments = taskingai_function_call_get_arguments (call);
  g_autoptr (GVariant) property = NULL;
  const char *port;

  g_object_get (call, "arguments", &property, NULL);
  g_assert_true (g_variant_equal (arguments, property));
  g_assert_true (g_variant_lookup (arguments, "port", "&s", &port));
  g_assert_cmpstr (port, ==, "Lisbon");

  g_assert_true (taskingai_function_call_set_arguments_json (call, "{ \"a\": 1e2 }", NULL));
  assert_text (taskingai_function_call_dup_arguments_json (call), "{ \"a\": 1e2 }");
  g_assert_false (taskingai_function_call_set_arguments_json (call, "{", NULL));
  taskingai_function_call_set_arguments (call, g_variant_new ("a{sv}", NULL));
  assert_text (taskingai_model_to_json (TASKINGAI_MODEL (call)), "{\"arguments\":{}}");
  taskingai_function_call_set_arguments (call, NULL);
  g_assert_null (taskingai_function_call_get_arguments (call));
}

static void
test_metadata (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  GHashTable *metadata = taskingai_assistant_get_metadata (model);
  g_autoptr (GHashTable) other = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (g_hash_table_lookup (metadata, "team"), ==, "pier");
  g_assert_cmpstr (g_hash_table_lookup (metadata, "n"), ==, "1");
  g_assert_true (taskingai_assistant_get_metadata (model) == metadata);

  g_hash_table_insert (other, g_strdup ("k"), g_strdup ("\"v\""));
  taskingai_assistant_set_metadata (model, other);
  metadata = taskingai_assistant_get_metadata (model);
  g_assert_cmpstr (g_hash_table_lookup (metadata, "k"), ==, "\"v\"");
  assert_text (taskingai_assistant_dup_metadata_json (model), "{\"k\":\"\\\"v\\\"\"}");
  g_assert_true (taskingai_assistant_set_metadata_json (model, "{\"n\":1}", &error));
  g_assert_false (taskingai_assistant_set_metadata_json (model, "[]", &error));
  g_assert_true (g_str_has_prefix (error->message, "metadata should be an object"));
  assert_written (model, TASKINGAI_WRITE_UPDATE, "{\"metadata\":{\"n\":1}}");

  taskingai_assistant_set_metadata (model, NULL);
  g_assert_cmpuint (g_hash_table_size (taskingai_assistant_get_metadata (model)), ==, 0);
}

static void
count_up (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_notify (void)
{
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new ();
  guint count = 0;

  g_signal_connect (memory, "notify::max-tokens", G_CALLBACK (count_up), &count);
  taskingai_assistant_memory_set_max_tokens (memory, 0);
  g_assert_cmpuint (count, ==, 1);
  taskingai_assistant_memory_set_max_tokens (memory, 0);
  g_assert_cmpuint (count, ==, 1);
  g_object_set (memory, "max-tokens", G_GINT64_CONSTANT (5), NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (
      taskingai_model_set_member_json (TASKINGAI_MODEL (memory), "max_tokens", "6", NULL));
  g_assert_cmpuint (count, ==, 3);
  taskingai_model_unset_member (TASKINGAI_MODEL (memory), "max_tokens");
  taskingai_model_unset_member (TASKINGAI_MODEL (memory), "max_tokens");
  g_assert_cmpuint (count, ==, 4);
  taskingai_assistant_memory_set_max_messages (memory, 1);
  g_assert_cmpuint (count, ==, 4);
}

static void
test_to_string (void)
{
  g_autoptr (TaskingAIModel) tool = TASKINGAI_MODEL (taskingai_tool_ref_new_plugin ("b", "p\n"));
  g_autoptr (TaskingAIModel) none = TASKINGAI_MODEL (taskingai_assistant_new ());
  g_autoptr (TaskingAIModel) vector =
      parse (TASKINGAI_TYPE_TEXT_EMBEDDING, "{\"embedding\":[1,2,3,4],\"z\":{}}");
  g_autofree char *text = g_strnfill (1000, 'x');
  g_autoptr (TaskingAIModel) message =
      TASKINGAI_MODEL (taskingai_chat_completion_message_new_user (text));
  g_autofree char *line = taskingai_model_to_string (message);

  assert_text (taskingai_model_to_string (tool), "ToolRef { type: plugin, id: \"b/p\\n\" }");
  assert_text (taskingai_model_to_string (none), "Assistant { }");
  assert_text (taskingai_model_to_string (vector),
               "TextEmbedding { embedding: [1.0, 2.0, 3.0, … 4 in all], z: {} }");
  g_assert_cmpuint (strlen (line), <, 150);
  g_assert_true (g_str_has_suffix (line, "x…\" }"));
}

static void
test_embedding_bytes (void)
{
  TaskingAIModel *model = parse (TASKINGAI_TYPE_TEXT_EMBEDDING, "{\"embedding\":[1,-2.5]}");
  TaskingAITextEmbedding *embedding = TASKINGAI_TEXT_EMBEDDING (model);
  g_autoptr (GBytes) bytes = taskingai_text_embedding_get_embedding_bytes (embedding);
  g_autoptr (GBytes) empty = NULL;
  gsize n_values, size;
  const double *values = taskingai_text_embedding_get_embedding (embedding, &n_values);

  g_assert_cmpuint (n_values, ==, 2);
  g_assert_true (values == g_bytes_get_data (bytes, &size));
  g_assert_cmpuint (size, ==, 2 * sizeof (double));

  taskingai_model_unset_member (model, "embedding");
  empty = taskingai_text_embedding_get_embedding_bytes (embedding);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_object_unref (model);
  g_assert_cmpfloat (((const double *) g_bytes_get_data (bytes, NULL))[1], ==, -2.5);
}

static void
test_request (void)
{
  g_autoptr (TaskingAIChatCompletionRequest) request =
      taskingai_chat_completion_request_new ("TpKq3vXa");
  g_autoptr (TaskingAIModel) completion = parse (TASKINGAI_TYPE_CHAT_COMPLETION, COMPLETION);
  g_autoptr (GPtrArray) messages = NULL;

  taskingai_chat_completion_request_add_system_message (request, "s");
  taskingai_chat_completion_request_add_user_message (request, "u");
  taskingai_chat_completion_request_add_message (
      request, taskingai_chat_completion_get_message (TASKINGAI_CHAT_COMPLETION (completion)));
  taskingai_chat_completion_request_add_function_message (request, "P3lf", "{}");
  taskingai_chat_completion_request_add_assistant_message (request, "a");
  assert_written (request, TASKINGAI_WRITE_CREATE,
                  "{\"model_id\":\"TpKq3vXa\",\"messages\":["
                  "{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"},"
                  "{\"role\":\"assistant\",\"content\":null,\"function_calls\":["
                  "{\"id\":\"P3lfzX2cVb4nMq6wEr8tYu1I\",\"name\":\"tide_table\","
                  "\"arguments\":{\"port\": \"Lisbon\", \"days\": [1, 2.50]}}]},"
                  "{\"role\":\"function\",\"content\":\"{}\",\"id\":\"P3lf\"},"
                  "{\"role\":\"assistant\",\"content\":\"a\"}]}");

  messages = taskingai_chat_completion_request_get_messages (request);
  g_assert_cmpuint (messages->len, ==, 5);
  g_ptr_array_set_size (messages, 1);
  taskingai_chat_completion_request_set_messages (request, messages);
  assert_written (request, TASKINGAI_WRITE_CREATE,
                  "{\"model_id\":\"TpKq3vXa\",\"messages\":[{\"role\":\"system\","
                  "\"content\":\"s\"}]}");
}

static void
test_datetime (void)
{
  g_autoptr (TaskingAIAssistant) model = parse (TASKINGAI_TYPE_ASSISTANT, ASSISTANT);
  g_autoptr (TaskingAIAssistant) extreme =
      parse (TASKINGAI_TYPE_ASSISTANT, "{\"created_timestamp\":9223372036854775807}");
  g_autoptr (GDateTime) created = taskingai_assistant_dup_created_datetime (model);

  assert_text (g_date_time_format (created, "%F %T.%f"), "2024-10-30 14:53:20.123000");
  g_assert_null (taskingai_assistant_dup_created_datetime (extreme));
  g_assert_null (taskingai_assistant_dup_updated_datetime (extreme));
}

static char *
to_query (TaskingAIListOptions *options)
{
  GString *query = g_string_new (NULL);
  taskingai_model_append_query (TASKINGAI_MODEL (options), query);
  return g_string_free (query, FALSE);
}

static void
test_list_options (void)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();

  assert_text (to_query (options), "");

  taskingai_list_options_set_limit (options, 2);
  taskingai_list_options_set_order (options, TASKINGAI_SORT_ORDER_ASC);
  assert_text (to_query (options), "limit=2&order=asc");

  taskingai_list_options_set_after (options, "ä&b\n");
  taskingai_list_options_set_prefix_filter (options, "{\"name\":\"%web\"}");
  g_assert_true (taskingai_model_set_member_json (TASKINGAI_MODEL (options), "offset", "3", NULL));
  assert_text (to_query (options),
               "limit=2&order=asc&after=%C3%A4%26b%0A&prefix_filter=%7B%22name%22%3A%22%25web%22"
               "%7D&offset=3");
}

static gpointer
open_envelope (const char *json, TaskingAIEnvelopeKind kind, GType type, GError **error)
{
  return taskingai_envelope_read (json, strlen (json), kind, type, 200, error);
}

static void
test_page (void)
{
  const char *json = "{\"status\":\"success\",\"data\":[" ASSISTANT "," ASSISTANT "],"
                     "\"fetched_count\":2,\"has_more\":true,\"new\":[{}],\"total_count\":7}";
  g_autoptr (TaskingAIPage) page =
      open_envelope (json, TASKINGAI_ENVELOPE_PAGE, TASKINGAI_TYPE_ASSISTANT, NULL);
  GListModel *list = G_LIST_MODEL (page);
  g_autoptr (TaskingAIModel) item = taskingai_page_get (page, 1);
  g_autoptr (TaskingAIModel) same = g_list_model_get_item (list, 1);
  gboolean has_more;
  gint64 total_count;
  guint n_items;

  g_assert_cmpuint (taskingai_page_get_size (page), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  g_assert_true (g_list_model_get_item_type (list) == TASKINGAI_TYPE_ASSISTANT);
  g_assert_true (item == same);
  g_assert_null (taskingai_page_get (page, 2));
  g_assert_null (g_list_model_get_item (list, G_MAXUINT));

  g_object_get (page, "has-more", &has_more, "total-count", &total_count, "n-items", &n_items,
                NULL);
  g_assert_true (has_more && taskingai_page_get_has_more (page));
  g_assert_cmpint (total_count, ==, 7);
  g_assert_cmpint (taskingai_page_get_total_count (page), ==, 7);
  g_assert_cmpuint (n_items, ==, 2);
}

static void
test_page_without_count (void)
{
  g_autoptr (TaskingAIPage) page =
      open_envelope ("{\"total_count\":null,\"has_more\":false,\"data\":[],\"status\":\"success\"}",
                     TASKINGAI_ENVELOPE_PAGE, TASKINGAI_TYPE_ASSISTANT, NULL);

  g_assert_cmpuint (taskingai_page_get_size (page), ==, 0);
  g_assert_false (taskingai_page_get_has_more (page));
  g_assert_cmpint (taskingai_page_get_total_count (page), ==, -1);
}

static void
test_envelope_data (void)
{
  g_autoptr (TaskingAIModel) completion =
      open_envelope ("{\"status\":\"success\",\"data\":" COMPLETION ",\"new\":1}",
                     TASKINGAI_ENVELOPE_DATA, TASKINGAI_TYPE_CHAT_COMPLETION, NULL);
  g_autoptr (TaskingAIModel) embeddings =
      open_envelope ("{\"usage\":{\"input_tokens\":2},\"status\":\"success\","
                     "\"data\":[{\"index\":0,\"embedding\":[0.5]}]}",
                     TASKINGAI_ENVELOPE_DATA, TASKINGAI_TYPE_TEXT_EMBEDDING_RESULT, NULL);
  g_autoptr (TaskingAIModel) reranked =
      open_envelope ("{\"status\":\"success\",\"data\":{\"results\":[]},"
                     "\"usage\":{\"input_tokens\":7,\"output_tokens\":7}}",
                     TASKINGAI_ENVELOPE_DATA, TASKINGAI_TYPE_RERANK_RESULT, NULL);
  g_autoptr (GError) error = NULL;

  assert_text (taskingai_model_to_json (completion), COMPLETION);
  assert_text (taskingai_model_to_json (embeddings),
               "{\"data\":[{\"index\":0,\"embedding\":[0.5]}],\"usage\":{\"input_tokens\":2}}");
  assert_text (taskingai_model_to_json (reranked),
               "{\"results\":[],\"usage\":{\"input_tokens\":7,\"output_tokens\":7}}");

  g_assert_null (
      open_envelope ("{\"status\":\"success\"}", TASKINGAI_ENVELOPE_EMPTY, G_TYPE_NONE, &error));
  g_assert_no_error (error);
}

static void
test_envelope_mistakes (void)
{
  static const struct {
    TaskingAIEnvelopeKind kind;
    const char *json, *message;
  } cases[] = {
    { TASKINGAI_ENVELOPE_EMPTY, "{}", "status is missing" },
    { TASKINGAI_ENVELOPE_EMPTY, "<html>", "The JSON text " },
    { TASKINGAI_ENVELOPE_EMPTY, "{\"status\":\"success\"", "The JSON text " },
    { TASKINGAI_ENVELOPE_DATA, "{\"status\":1}", "status should be a string" },
    { TASKINGAI_ENVELOPE_DATA, "{\"status\":\"success\"}", "data is missing" },
    { TASKINGAI_ENVELOPE_DATA, "{\"status\":\"success\",\"data\":null}", "data should be an obj" },
    { TASKINGAI_ENVELOPE_DATA, "{\"status\":\"success\",\"data\":{}}",
      "data.assistant_id is missing" },
    { TASKINGAI_ENVELOPE_DATA,
      "{\"status\":\"success\",\"data\":{\"memory\":{\"max_tokens\":\"\"}}}",
      "data.memory.max_tokens should be an integer" },
    { TASKINGAI_ENVELOPE_DATA,
      "{\"status\":\"success\",\"data\":{\"assistant_id\":\"x\",\"name\":\"a\"},"
      "\"data\":{\"assistant_id\":\"y\"}}",
      "data is there twice" },
    { TASKINGAI_ENVELOPE_PAGE, "{\"status\":\"success\",\"data\":[],\"data\":[]}",
      "data is there twice" },
    { TASKINGAI_ENVELOPE_PAGE, "{\"status\":\"success\",\"data\":{}}", "data should be an array" },
    { TASKINGAI_ENVELOPE_PAGE, "{\"data\":[{\"assistant_id\":\"x\"},{\"assistant_id\":null}]}",
      "data[1].assistant_id is missing" },
    { TASKINGAI_ENVELOPE_PAGE, "{\"data\":[],\"has_more\":1}", "has_more should be true or false" },
    { TASKINGAI_ENVELOPE_PAGE, "{\"data\":[],\"total_count\":\"\"}",
      "total_count should be an int" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          open_envelope (cases[i].json, cases[i].kind, TASKINGAI_TYPE_ASSISTANT, &error));
      g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("\"%s\" instead of \"%s\"", error->message, cases[i].message);
    }
}

static void
test_envelope_error (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_envelope ("{\"status\":\"error\",\"error\":{\"code\":\"OBJECT_NOT_FOUND\","
                                "\"message\":\"assistant x not found\"}}",
                                TASKINGAI_ENVELOPE_DATA, TASKINGAI_TYPE_ASSISTANT, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_NOT_FOUND);
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "OBJECT_NOT_FOUND");
  g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, 200);
}

static void
test_text (void)
{
  g_autoptr (TaskingAIModel) model =
      parse (TASKINGAI_TYPE_CHAT_COMPLETION, "{\"message\":{\"content\":\"s the tower\"}}");
  g_autoptr (TaskingAIModel) calls = parse (TASKINGAI_TYPE_CHAT_COMPLETION, COMPLETION);
  g_autoptr (TaskingAIModel) none = parse (TASKINGAI_TYPE_CHAT_COMPLETION, "{}");

  g_assert_cmpstr (taskingai_chat_completion_get_text (TASKINGAI_CHAT_COMPLETION (model)), ==,
                   "s the tower");
  g_assert_null (taskingai_chat_completion_get_text (TASKINGAI_CHAT_COMPLETION (calls)));
  g_assert_null (taskingai_chat_completion_get_text (TASKINGAI_CHAT_COMPLETION (none)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/models/documents", test_documents);
  g_test_add_func ("/models/members-one-by-one", test_members_one_by_one);
  g_test_add_func ("/models/truncated", test_truncated);
  g_test_add_func ("/models/mistakes", test_mistakes);
  g_test_add_func ("/models/unknown-members", test_unknown_members);
  g_test_add_func ("/models/set-unknown-members", test_set_unknown_members);
  g_test_add_func ("/models/set-known-members", test_set_known_members);
  g_test_add_func ("/models/unknown-enum", test_unknown_enum);
  g_test_add_func ("/models/null-absent-zero", test_null_absent_zero);
  g_test_add_func ("/models/duplicates", test_duplicates);
  g_test_add_func ("/models/update", test_update);
  g_test_add_func ("/models/update/unset", test_update_unset);
  g_test_add_func ("/models/create", test_create);
  g_test_add_func ("/models/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/models/properties", test_properties);
  g_test_add_func ("/models/variants", test_variants);
  g_test_add_func ("/models/metadata", test_metadata);
  g_test_add_func ("/models/notify", test_notify);
  g_test_add_func ("/models/to-string", test_to_string);
  g_test_add_func ("/models/embedding-bytes", test_embedding_bytes);
  g_test_add_func ("/models/request", test_request);
  g_test_add_func ("/models/text", test_text);
  g_test_add_func ("/models/datetime", test_datetime);
  g_test_add_func ("/models/list-options", test_list_options);
  g_test_add_func ("/models/page", test_page);
  g_test_add_func ("/models/page-without-count", test_page_without_count);
  g_test_add_func ("/models/envelope/data", test_envelope_data);
  g_test_add_func ("/models/envelope/mistakes", test_envelope_mistakes);
  g_test_add_func ("/models/envelope/error", test_envelope_error);

  return g_test_run ();
}
