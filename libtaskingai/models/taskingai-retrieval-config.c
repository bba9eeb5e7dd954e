/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-retrieval-config.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRetrievalConfig:
 *
 * When, how and how much an assistant retrieves from its collections.
 *
 * Since: 1.0
 */

struct _TaskingAIRetrievalConfig {
  TaskingAIModel parent_instance;

  int method;
  gint64 top_k;
  gint64 max_tokens;
  double score_threshold;
  char *function_description;
};

G_DEFINE_FINAL_TYPE (TaskingAIRetrievalConfig, taskingai_retrieval_config, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAIRetrievalConfig, method, ENUM, TASKINGAI_FIELD_WRITABLE,
                      taskingai_retrieval_method_get_type),
  TASKINGAI_FIELD (TaskingAIRetrievalConfig, top_k, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRetrievalConfig, max_tokens, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRetrievalConfig, score_threshold, DOUBLE, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRetrievalConfig, function_description, STRING,
                   TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_retrieval_config_class_init (TaskingAIRetrievalConfigClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_retrieval_config_init (TaskingAIRetrievalConfig *self)
{
}

/**
 * taskingai_retrieval_config_new:
 *
 * Makes settings with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIRetrievalConfig *
taskingai_retrieval_config_new (void)
{
  return g_object_new (TASKINGAI_TYPE_RETRIEVAL_CONFIG, NULL);
}

/**
 * TaskingAIRetrievalConfig:method:
 *
 * When and with which text the assistant searches.
 *
 * The TaskingAI API demands it. Searching by function call needs a model that supports function
 * calls.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_config_get_method:
 * @self: settings of retrieval
 *
 * Gets the method.
 *
 * Returns: the method
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config,
                         TaskingAIRetrievalMethod, method)

/**
 * taskingai_retrieval_config_set_method:
 * @self: settings of retrieval
 * @method: the method
 *
 * Sets the method.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config,
                         TaskingAIRetrievalMethod, method, enum)

/**
 * TaskingAIRetrievalConfig:top-k:
 *
 * How many chunks a search gives at most.
 *
 * The TaskingAI API allows 1 to 20; the default is 3.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_config_get_top_k:
 * @self: settings of retrieval
 *
 * Gets the number of chunks.
 *
 * Returns: the number of chunks, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, gint64, top_k)

/**
 * taskingai_retrieval_config_set_top_k:
 * @self: settings of retrieval
 * @top_k: the number of chunks
 *
 * Sets the number of chunks.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, gint64, top_k, int64)

/**
 * TaskingAIRetrievalConfig:max-tokens:
 *
 * How many tokens all chunks of a search have at most.
 *
 * The TaskingAI API wants 1 or more; the default is no limit.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_config_get_max_tokens:
 * @self: settings of retrieval
 *
 * Gets the number of tokens.
 *
 * Returns: the number of tokens, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, gint64, max_tokens)

/**
 * taskingai_retrieval_config_set_max_tokens:
 * @self: settings of retrieval
 * @max_tokens: the number of tokens
 *
 * Sets the number of tokens.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, gint64, max_tokens,
                         int64)

/**
 * TaskingAIRetrievalConfig:score-threshold:
 *
 * The score that a chunk needs to be used.
 *
 * The TaskingAI API allows 0 to 1; the default is no threshold.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_config_get_score_threshold:
 * @self: settings of retrieval
 *
 * Gets the lowest score.
 *
 * Returns: the lowest score, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, double,
                         score_threshold)

/**
 * taskingai_retrieval_config_set_score_threshold:
 * @self: settings of retrieval
 * @score_threshold: the lowest score
 *
 * Sets the lowest score.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, double,
                         score_threshold, double)

/**
 * TaskingAIRetrievalConfig:function-description:
 *
 * How the search function is described to the model.
 *
 * It is used only with [enum@TaskingAI.RetrievalMethod.FUNCTION_CALL]; the default is a text of the
 * server.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_config_get_function_description:
 * @self: settings of retrieval
 *
 * Gets the description of the function.
 *
 * Returns: (transfer none) (nullable): the description of the function, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, const char *,
                         function_description)

/**
 * taskingai_retrieval_config_set_function_description:
 * @self: settings of retrieval
 * @function_description: (nullable): the description of the function, or `NULL` to unset it
 *
 * Sets the description of the function.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalConfig, taskingai_retrieval_config, const char *,
                         function_description, string)
