/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-assistant.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIAssistant:
 *
 * An assistant: a chat completion model with a system prompt, a memory, tools and collections to
 * retrieve from.
 *
 * To create one, set at least [property@TaskingAI.Assistant:model-id],
 * [property@TaskingAI.Assistant:memory] and [property@TaskingAI.Assistant:retrieval-configs], which
 * the TaskingAI API demands even without collections. An update sends only the members that were
 * set since the assistant was read; parts and lists are replaced as a whole.
 *
 * Since: 1.0
 */

struct _TaskingAIAssistant {
  TaskingAIModel parent_instance;

  char *assistant_id;
  char *model_id;
  char *name;
  char *description;
  char **system_prompt_template;
  TaskingAIAssistantMemory *memory;
  GPtrArray *tools;
  GPtrArray *retrievals;
  TaskingAIRetrievalConfig *retrieval_configs;
  char *metadata;
  gint64 created_timestamp;
  gint64 updated_timestamp;
};

G_DEFINE_FINAL_TYPE (TaskingAIAssistant, taskingai_assistant, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIAssistant, assistant_id, STRING,
                   TASKINGAI_FIELD_READ_ONLY | TASKINGAI_FIELD_REQUIRED),
  TASKINGAI_FIELD (TaskingAIAssistant, model_id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIAssistant, name, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIAssistant, description, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIAssistant, system_prompt_template, STRV, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAIAssistant, memory, OBJECT, TASKINGAI_FIELD_WRITABLE,
                      taskingai_assistant_memory_get_type),
  TASKINGAI_FIELD_OF (TaskingAIAssistant, tools, LIST, TASKINGAI_FIELD_WRITABLE,
                      taskingai_tool_ref_get_type),
  TASKINGAI_FIELD_OF (TaskingAIAssistant, retrievals, LIST, TASKINGAI_FIELD_WRITABLE,
                      taskingai_retrieval_ref_get_type),
  TASKINGAI_FIELD_OF (TaskingAIAssistant, retrieval_configs, OBJECT, TASKINGAI_FIELD_WRITABLE,
                      taskingai_retrieval_config_get_type),
  TASKINGAI_FIELD (TaskingAIAssistant, metadata, MAP, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIAssistant, created_timestamp, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD (TaskingAIAssistant, updated_timestamp, INT64, TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_assistant_class_init (TaskingAIAssistantClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), "Assistant", fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_assistant_init (TaskingAIAssistant *self)
{
}

/**
 * taskingai_assistant_new:
 *
 * Makes an assistant with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistant_new (void)
{
  return g_object_new (TASKINGAI_TYPE_ASSISTANT, NULL);
}

/**
 * TaskingAIAssistant:assistant-id:
 *
 * The id of the assistant, given by the server.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_assistant_id:
 * @self: an assistant
 *
 * Gets the id of the assistant.
 *
 * Returns: (transfer none) (nullable): the id of the assistant, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, const char *, assistant_id)

/**
 * TaskingAIAssistant:model-id:
 *
 * The id of the chat completion model that answers.
 *
 * The TaskingAI API wants 8 letters and digits. The model may have been deleted since.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_model_id:
 * @self: an assistant
 *
 * Gets the id of the model.
 *
 * Returns: (transfer none) (nullable): the id of the model, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, const char *, model_id)

/**
 * taskingai_assistant_set_model_id:
 * @self: an assistant
 * @model_id: (nullable): the id of the model, or `NULL` to unset it
 *
 * Sets the id of the model.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, const char *, model_id, string)

/**
 * TaskingAIAssistant:name:
 *
 * The name of the assistant, for people: up to 127 characters, by default none.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_name:
 * @self: an assistant
 *
 * Gets the name.
 *
 * Returns: (transfer none) (nullable): the name, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, const char *, name)

/**
 * taskingai_assistant_set_name:
 * @self: an assistant
 * @name: (nullable): the name, or `NULL` to unset it
 *
 * Sets the name.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, const char *, name, string)

/**
 * TaskingAIAssistant:description:
 *
 * What the assistant is for, for people: up to 512 characters, by default none.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_description:
 * @self: an assistant
 *
 * Gets the description.
 *
 * Returns: (transfer none) (nullable): the description, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, const char *, description)

/**
 * taskingai_assistant_set_description:
 * @self: an assistant
 * @description: (nullable): the description, or `NULL` to unset it
 *
 * Sets the description.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, const char *, description, string)

/**
 * TaskingAIAssistant:system-prompt-template:
 *
 * The parts of the system prompt, with placeholders such as `{{language}}`.
 *
 * The variables of a generation fill the placeholders. A part with a placeholder that gets no value
 * is left out; the others are joined with blank lines. The default is an empty prompt.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_system_prompt_template:
 * @self: an assistant
 *
 * Gets the parts of the system prompt.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the parts of the system prompt, or
 *   `NULL` if they are not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, const char *const *,
                         system_prompt_template)

/**
 * taskingai_assistant_set_system_prompt_template:
 * @self: an assistant
 * @system_prompt_template: (nullable) (array zero-terminated=1): the parts of the system prompt, or
 *   `NULL` to unset them
 *
 * Sets the parts of the system prompt.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, const char *const *,
                         system_prompt_template, strv)

/**
 * TaskingAIAssistant:memory:
 *
 * How the assistant remembers a chat.
 *
 * Chats that exist keep the memory that they were made with.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_memory:
 * @self: an assistant
 *
 * Gets the memory.
 *
 * Returns: (transfer none) (nullable): the memory, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, TaskingAIAssistantMemory *,
                         memory)

/**
 * taskingai_assistant_set_memory:
 * @self: an assistant
 * @memory: (nullable): the memory, or `NULL` to unset it
 *
 * Sets the memory.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, TaskingAIAssistantMemory *,
                         memory, object)

/**
 * taskingai_assistant_get_tools:
 * @self: an assistant
 *
 * Gets the tools that the model may use.
 *
 * The model has to support function calls.
 *
 * Returns: (transfer container) (element-type TaskingAIToolRef): the tools that the model may use,
 *   in a new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIAssistant, taskingai_assistant, tools)

/**
 * taskingai_assistant_add_tool:
 * @self: an assistant
 * @tool: a tool
 *
 * Appends a tool to the tools that the model may use.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_ADDER (TaskingAIAssistant, taskingai_assistant, TaskingAIToolRef, tools, tool)

/**
 * taskingai_assistant_set_tools:
 * @self: an assistant
 * @tools: (nullable) (element-type TaskingAIToolRef): the tools that the model may use, or `NULL`
 *   to unset them
 *
 * Sets the tools that the model may use.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, GPtrArray *, tools, list)

/**
 * taskingai_assistant_get_retrievals:
 * @self: an assistant
 *
 * Gets the collections that the assistant retrieves from.
 *
 * All collections have to share one embedding model.
 *
 * Returns: (transfer container) (element-type TaskingAIRetrievalRef): the collections that the
 *   assistant retrieves from, in a new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIAssistant, taskingai_assistant, retrievals)

/**
 * taskingai_assistant_add_retrieval:
 * @self: an assistant
 * @retrieval: a collection
 *
 * Appends a collection to the collections that the assistant retrieves from.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_ADDER (TaskingAIAssistant, taskingai_assistant, TaskingAIRetrievalRef,
                             retrievals, retrieval)

/**
 * taskingai_assistant_set_retrievals:
 * @self: an assistant
 * @retrievals: (nullable) (element-type TaskingAIRetrievalRef): the collections that the assistant
 *   retrieves from, or `NULL` to unset them
 *
 * Sets the collections that the assistant retrieves from.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, GPtrArray *, retrievals, list)

/**
 * TaskingAIAssistant:retrieval-configs:
 *
 * When, how and how much the assistant retrieves.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_retrieval_configs:
 * @self: an assistant
 *
 * Gets the settings of retrieval.
 *
 * Returns: (transfer none) (nullable): the settings of retrieval, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, TaskingAIRetrievalConfig *,
                         retrieval_configs)

/**
 * taskingai_assistant_set_retrieval_configs:
 * @self: an assistant
 * @retrieval_configs: (nullable): the settings of retrieval, or `NULL` to unset it
 *
 * Sets the settings of retrieval.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, TaskingAIRetrievalConfig *,
                         retrieval_configs, object)

/**
 * taskingai_assistant_get_metadata:
 * @self: an assistant
 *
 * Gets the metadata.
 *
 * Values that are not strings come as their JSON text. The TaskingAI API allows up to 16 entries,
 * with keys of up to 64 and values of up to 512 characters, and ignores an update that would clear
 * them all.
 *
 * Returns: (transfer none) (element-type utf8 utf8): the metadata, perhaps none; kept by the
 *   assistant, and valid until its metadata is changed
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_MAP_GETTER (TaskingAIAssistant, taskingai_assistant, metadata)

/**
 * taskingai_assistant_set_metadata:
 * @self: an assistant
 * @metadata: (nullable) (element-type utf8 utf8): the metadata, or `NULL` to unset them
 *
 * Sets the metadata.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistant, taskingai_assistant, GHashTable *, metadata, map)

/**
 * taskingai_assistant_dup_metadata_json:
 * @self: an assistant
 *
 * Gets the metadata as exact JSON text.
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_GETTER (TaskingAIAssistant, taskingai_assistant, metadata)

/**
 * taskingai_assistant_set_metadata_json:
 * @self: an assistant
 * @json: the text of a JSON object
 * @error: a place for an error
 *
 * Sets the metadata from JSON text.
 *
 * Returns: true, or false with an error
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_SETTER (TaskingAIAssistant, taskingai_assistant, metadata)

/**
 * TaskingAIAssistant:created-timestamp:
 *
 * When the assistant was created, in milliseconds since the Unix epoch, UTC.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_created_timestamp:
 * @self: an assistant
 *
 * Gets the time of creation.
 *
 * Returns: the time of creation, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, gint64, created_timestamp)

/**
 * taskingai_assistant_dup_created_datetime:
 * @self: an assistant
 *
 * Gets the time of creation as a date and time in UTC.
 *
 * Returns: (transfer full) (nullable): the time of creation, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_DATETIME_GETTER (TaskingAIAssistant, taskingai_assistant, created)

/**
 * TaskingAIAssistant:updated-timestamp:
 *
 * When the assistant was last changed, in milliseconds since the Unix epoch, UTC.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_get_updated_timestamp:
 * @self: an assistant
 *
 * Gets the time of the last change.
 *
 * Returns: the time of the last change, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistant, taskingai_assistant, gint64, updated_timestamp)

/**
 * taskingai_assistant_dup_updated_datetime:
 * @self: an assistant
 *
 * Gets the time of the last change as a date and time in UTC.
 *
 * Returns: (transfer full) (nullable): the time of the last change, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_DATETIME_GETTER (TaskingAIAssistant, taskingai_assistant, updated)
