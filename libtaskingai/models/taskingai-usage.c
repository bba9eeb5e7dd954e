/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-usage.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIUsage:
 *
 * How many tokens a call has used.
 *
 * Since: 1.0
 */

struct _TaskingAIUsage {
  TaskingAIModel parent_instance;

  gint64 input_tokens;
  gint64 output_tokens;
};

G_DEFINE_FINAL_TYPE (TaskingAIUsage, taskingai_usage, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIUsage, input_tokens, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD (TaskingAIUsage, output_tokens, INT64, TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_usage_class_init (TaskingAIUsageClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_usage_init (TaskingAIUsage *self)
{
}

/**
 * TaskingAIUsage:input-tokens:
 *
 * How many tokens were sent to the model.
 *
 * Since: 1.0
 */

/**
 * taskingai_usage_get_input_tokens:
 * @self: a usage
 *
 * Gets the number of tokens sent.
 *
 * Returns: the number of tokens sent, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIUsage, taskingai_usage, gint64, input_tokens)

/**
 * TaskingAIUsage:output-tokens:
 *
 * How many tokens the model has made.
 *
 * Embeddings have none; for reranking the TaskingAI API repeats the number sent.
 *
 * Since: 1.0
 */

/**
 * taskingai_usage_get_output_tokens:
 * @self: a usage
 *
 * Gets the number of tokens made.
 *
 * Returns: the number of tokens made, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIUsage, taskingai_usage, gint64, output_tokens)
