/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-function.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletionFunction:
 *
 * A function that a model may ask to be called.
 *
 * The model needs to support function calls. All three members are demanded by the TaskingAI API.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletionFunction {
  TaskingAIModel parent_instance;

  char *name;
  char *description;
  char *parameters;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIChatCompletionFunction, name, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionFunction, description, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionFunction, parameters, JSON, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_chat_completion_function_class_init (TaskingAIChatCompletionFunctionClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_function_init (TaskingAIChatCompletionFunction *self)
{
}

/**
 * taskingai_chat_completion_function_new:
 *
 * Makes a function with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionFunction *
taskingai_chat_completion_function_new (void)
{
  return g_object_new (TASKINGAI_TYPE_CHAT_COMPLETION_FUNCTION, NULL);
}

/**
 * TaskingAIChatCompletionFunction:name:
 *
 * The name of the function.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_function_get_name:
 * @self: a function
 *
 * Gets the name of the function.
 *
 * Returns: (transfer none) (nullable): the name of the function, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                         const char *, name)

/**
 * taskingai_chat_completion_function_set_name:
 * @self: a function
 * @name: (nullable): the name of the function, or `NULL` to unset it
 *
 * Sets the name of the function.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                         const char *, name, string)

/**
 * TaskingAIChatCompletionFunction:description:
 *
 * What the function does, for the model.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_function_get_description:
 * @self: a function
 *
 * Gets the description.
 *
 * Returns: (transfer none) (nullable): the description, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                         const char *, description)

/**
 * taskingai_chat_completion_function_set_description:
 * @self: a function
 * @description: (nullable): the description, or `NULL` to unset it
 *
 * Sets the description.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                         const char *, description, string)

/**
 * TaskingAIChatCompletionFunction:parameters:
 *
 * The parameters of the function: a JSON schema as a variant of type `a{sv}`.
 *
 * The TaskingAI API wants a schema of type `object` whose properties are strings, numbers,
 * integers, booleans, or arrays of these.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_function_get_parameters:
 * @self: a function
 *
 * Gets the schema of the parameters.
 *
 * Returns: (transfer full) (nullable): the schema of the parameters as a variant, or `NULL` if it
 *   is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_VARIANT_GETTER (TaskingAIChatCompletionFunction,
                                 taskingai_chat_completion_function, parameters)

/**
 * taskingai_chat_completion_function_set_parameters:
 * @self: a function
 * @parameters: (nullable): the schema of the parameters, such as a variant of type `a{sv}`, or
 *   `NULL` to unset it
 *
 * Sets the schema of the parameters.
 *
 * A floating reference is consumed.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                         GVariant *, parameters, variant)

/**
 * taskingai_chat_completion_function_dup_parameters_json:
 * @self: a function
 *
 * Gets the schema of the parameters as exact JSON text.
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_GETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                              parameters)

/**
 * taskingai_chat_completion_function_set_parameters_json:
 * @self: a function
 * @json: JSON text, usually of an object
 * @error: a place for an error
 *
 * Sets the schema of the parameters from JSON text.
 *
 * Returns: true, or false with an error
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_SETTER (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                              parameters)
