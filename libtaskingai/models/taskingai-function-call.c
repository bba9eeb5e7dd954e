/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-function-call.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIFunctionCall:
 *
 * A call of a function that the model asks for.
 *
 * The program runs the function and answers with
 * [ctor@TaskingAI.ChatCompletionMessage.new_function].
 *
 * Since: 1.0
 */

struct _TaskingAIFunctionCall {
  TaskingAIModel parent_instance;

  char *id;
  char *name;
  char *arguments;
};

G_DEFINE_FINAL_TYPE (TaskingAIFunctionCall, taskingai_function_call, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIFunctionCall, id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIFunctionCall, name, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIFunctionCall, arguments, JSON, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_function_call_class_init (TaskingAIFunctionCallClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_function_call_init (TaskingAIFunctionCall *self)
{
}

/**
 * taskingai_function_call_new:
 *
 * Makes a function call with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIFunctionCall *
taskingai_function_call_new (void)
{
  return g_object_new (TASKINGAI_TYPE_FUNCTION_CALL, NULL);
}

/**
 * TaskingAIFunctionCall:id:
 *
 * The id of the call, to be named in the answer.
 *
 * Since: 1.0
 */

/**
 * taskingai_function_call_get_id:
 * @self: a function call
 *
 * Gets the id of the call.
 *
 * Returns: (transfer none) (nullable): the id of the call, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIFunctionCall, taskingai_function_call, const char *, id)

/**
 * taskingai_function_call_set_id:
 * @self: a function call
 * @id: (nullable): the id of the call, or `NULL` to unset it
 *
 * Sets the id of the call.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIFunctionCall, taskingai_function_call, const char *, id, string)

/**
 * TaskingAIFunctionCall:name:
 *
 * The name of the function.
 *
 * Since: 1.0
 */

/**
 * taskingai_function_call_get_name:
 * @self: a function call
 *
 * Gets the name of the function.
 *
 * Returns: (transfer none) (nullable): the name of the function, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIFunctionCall, taskingai_function_call, const char *, name)

/**
 * taskingai_function_call_set_name:
 * @self: a function call
 * @name: (nullable): the name of the function, or `NULL` to unset it
 *
 * Sets the name of the function.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIFunctionCall, taskingai_function_call, const char *, name, string)

/**
 * TaskingAIFunctionCall:arguments:
 *
 * The arguments of the function: a JSON object as a variant of type `a{sv}`.
 *
 * Use the JSON text where integers beyond 53 bits matter in languages that have only doubles.
 *
 * Since: 1.0
 */

/**
 * taskingai_function_call_get_arguments:
 * @self: a function call
 *
 * Gets the arguments.
 *
 * Returns: (transfer full) (nullable): the arguments as a variant, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_VARIANT_GETTER (TaskingAIFunctionCall, taskingai_function_call, arguments)

/**
 * taskingai_function_call_set_arguments:
 * @self: a function call
 * @arguments: (nullable): the arguments, such as a variant of type `a{sv}`, or `NULL` to unset it
 *
 * Sets the arguments.
 *
 * A floating reference is consumed.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIFunctionCall, taskingai_function_call, GVariant *, arguments,
                         variant)

/**
 * taskingai_function_call_dup_arguments_json:
 * @self: a function call
 *
 * Gets the arguments as exact JSON text.
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_GETTER (TaskingAIFunctionCall, taskingai_function_call, arguments)

/**
 * taskingai_function_call_set_arguments_json:
 * @self: a function call
 * @json: JSON text, usually of an object
 * @error: a place for an error
 *
 * Sets the arguments from JSON text.
 *
 * Returns: true, or false with an error
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_JSON_SETTER (TaskingAIFunctionCall, taskingai_function_call, arguments)
