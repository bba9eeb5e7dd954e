/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-configs.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletionConfigs:
 *
 * Sampling settings of a chat completion.
 *
 * They go before the settings stored with the model. The ranges are the defaults of the TaskingAI
 * API; each model may allow others, and settings that it does not know are ignored.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletionConfigs {
  TaskingAIModel parent_instance;

  double temperature;
  double top_p;
  gint64 top_k;
  gint64 max_tokens;
  char **stop;
  double presence_penalty;
  double frequency_penalty;
  gint64 seed;
  char *response_format;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, temperature, DOUBLE, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, top_p, DOUBLE, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, top_k, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, max_tokens, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, stop, STRV, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, presence_penalty, DOUBLE,
                   TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, frequency_penalty, DOUBLE,
                   TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, seed, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIChatCompletionConfigs, response_format, STRING,
                   TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_chat_completion_configs_class_init (TaskingAIChatCompletionConfigsClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_configs_init (TaskingAIChatCompletionConfigs *self)
{
}

/**
 * taskingai_chat_completion_configs_new:
 *
 * Makes settings with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionConfigs *
taskingai_chat_completion_configs_new (void)
{
  return g_object_new (TASKINGAI_TYPE_CHAT_COMPLETION_CONFIGS, NULL);
}

/**
 * TaskingAIChatCompletionConfigs:temperature:
 *
 * How random the answer is, 0 to 1.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_temperature:
 * @self: settings
 *
 * Gets the temperature.
 *
 * Returns: the temperature, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         temperature)

/**
 * taskingai_chat_completion_configs_set_temperature:
 * @self: settings
 * @temperature: the temperature
 *
 * Sets the temperature.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         temperature, double)

/**
 * TaskingAIChatCompletionConfigs:top-p:
 *
 * The share of probability that tokens are drawn from, 0 to 1.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_top_p:
 * @self: settings
 *
 * Gets the share of probability.
 *
 * Returns: the share of probability, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         top_p)

/**
 * taskingai_chat_completion_configs_set_top_p:
 * @self: settings
 * @top_p: the share of probability
 *
 * Sets the share of probability.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         top_p, double)

/**
 * TaskingAIChatCompletionConfigs:top-k:
 *
 * The number of likely tokens that are drawn from, 0 to 10.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_top_k:
 * @self: settings
 *
 * Gets the number of tokens.
 *
 * Returns: the number of tokens, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         top_k)

/**
 * taskingai_chat_completion_configs_set_top_k:
 * @self: settings
 * @top_k: the number of tokens
 *
 * Sets the number of tokens.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         top_k, int64)

/**
 * TaskingAIChatCompletionConfigs:max-tokens:
 *
 * How many tokens the answer has at most, 1 to 8192.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_max_tokens:
 * @self: settings
 *
 * Gets the number of tokens.
 *
 * Returns: the number of tokens, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         max_tokens)

/**
 * taskingai_chat_completion_configs_set_max_tokens:
 * @self: settings
 * @max_tokens: the number of tokens
 *
 * Sets the number of tokens.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         max_tokens, int64)

/**
 * TaskingAIChatCompletionConfigs:stop:
 *
 * Texts that end the answer: up to 4, each of 1 to 100 characters.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_stop:
 * @self: settings
 *
 * Gets the texts that end the answer.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the texts that end the answer, or
 *   `NULL` if they are not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs,
                         const char *const *, stop)

/**
 * taskingai_chat_completion_configs_set_stop:
 * @self: settings
 * @stop: (nullable) (array zero-terminated=1): the texts that end the answer, or `NULL` to unset
 *   them
 *
 * Sets the texts that end the answer.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs,
                         const char *const *, stop, strv)

/**
 * TaskingAIChatCompletionConfigs:presence-penalty:
 *
 * How much tokens that occur already are avoided, 0 to 1.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_presence_penalty:
 * @self: settings
 *
 * Gets the presence penalty.
 *
 * Returns: the presence penalty, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         presence_penalty)

/**
 * taskingai_chat_completion_configs_set_presence_penalty:
 * @self: settings
 * @presence_penalty: the presence penalty
 *
 * Sets the presence penalty.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         presence_penalty, double)

/**
 * TaskingAIChatCompletionConfigs:frequency-penalty:
 *
 * How much tokens that occur often are avoided, 0 to 1.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_frequency_penalty:
 * @self: settings
 *
 * Gets the frequency penalty.
 *
 * Returns: the frequency penalty, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         frequency_penalty)

/**
 * taskingai_chat_completion_configs_set_frequency_penalty:
 * @self: settings
 * @frequency_penalty: the frequency penalty
 *
 * Sets the frequency penalty.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, double,
                         frequency_penalty, double)

/**
 * TaskingAIChatCompletionConfigs:seed:
 *
 * The seed of the random numbers, 0 to 4294967295, for answers that can be repeated.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_seed:
 * @self: settings
 *
 * Gets the seed.
 *
 * Returns: the seed, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         seed)

/**
 * taskingai_chat_completion_configs_set_seed:
 * @self: settings
 * @seed: the seed
 *
 * Sets the seed.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, gint64,
                         seed, int64)

/**
 * TaskingAIChatCompletionConfigs:response-format:
 *
 * The form of the answer: `text` or `json_object`.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_configs_get_response_format:
 * @self: settings
 *
 * Gets the form of the answer.
 *
 * Returns: (transfer none) (nullable): the form of the answer, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs,
                         const char *, response_format)

/**
 * taskingai_chat_completion_configs_set_response_format:
 * @self: settings
 * @response_format: (nullable): the form of the answer, or `NULL` to unset it
 *
 * Sets the form of the answer.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs,
                         const char *, response_format, string)
