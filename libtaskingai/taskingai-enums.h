/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

#include "taskingai-version-macros.h"

G_BEGIN_DECLS

/* Value 0 is always UNKNOWN: unset, or a string of a newer server, which the model keeps. */

/**
 * TaskingAIMemoryType:
 * @TASKINGAI_MEMORY_TYPE_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_MEMORY_TYPE_ZERO: forgets everything after each answer
 * @TASKINGAI_MEMORY_TYPE_NAIVE: keeps everything, up to 65535 characters
 * @TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW: keeps a recent window of messages
 *
 * How an assistant remembers a chat.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_MEMORY_TYPE_UNKNOWN,
  TASKINGAI_MEMORY_TYPE_ZERO,
  TASKINGAI_MEMORY_TYPE_NAIVE,
  TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW,
} TaskingAIMemoryType;

/**
 * TaskingAIToolType:
 * @TASKINGAI_TOOL_TYPE_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_TOOL_TYPE_ACTION: an action made from an OpenAPI document
 * @TASKINGAI_TOOL_TYPE_PLUGIN: a plugin of a bundle instance
 *
 * What kind of tool an assistant refers to.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_TOOL_TYPE_UNKNOWN,
  TASKINGAI_TOOL_TYPE_ACTION,
  TASKINGAI_TOOL_TYPE_PLUGIN,
} TaskingAIToolType;

/**
 * TaskingAIRetrievalType:
 * @TASKINGAI_RETRIEVAL_TYPE_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_RETRIEVAL_TYPE_COLLECTION: a collection of records
 *
 * What kind of source an assistant retrieves from.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_RETRIEVAL_TYPE_UNKNOWN,
  TASKINGAI_RETRIEVAL_TYPE_COLLECTION,
} TaskingAIRetrievalType;

/**
 * TaskingAIRetrievalMethod:
 * @TASKINGAI_RETRIEVAL_METHOD_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE: search with the last user messages before each answer
 * @TASKINGAI_RETRIEVAL_METHOD_MEMORY: search with the whole memory before each answer
 * @TASKINGAI_RETRIEVAL_METHOD_FUNCTION_CALL: the model decides when and what to search
 *
 * When, and with which text, an assistant searches its collections.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_RETRIEVAL_METHOD_UNKNOWN,
  TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE,
  TASKINGAI_RETRIEVAL_METHOD_MEMORY,
  TASKINGAI_RETRIEVAL_METHOD_FUNCTION_CALL,
} TaskingAIRetrievalMethod;

/**
 * TaskingAIRole:
 * @TASKINGAI_ROLE_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_ROLE_SYSTEM: instructions
 * @TASKINGAI_ROLE_USER: the person, or program, that asks
 * @TASKINGAI_ROLE_ASSISTANT: the model
 * @TASKINGAI_ROLE_FUNCTION: the result of a function call
 *
 * Who speaks in a message.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_ROLE_UNKNOWN,
  TASKINGAI_ROLE_SYSTEM,
  TASKINGAI_ROLE_USER,
  TASKINGAI_ROLE_ASSISTANT,
  TASKINGAI_ROLE_FUNCTION,
} TaskingAIRole;

/**
 * TaskingAIFinishReason:
 * @TASKINGAI_FINISH_REASON_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_FINISH_REASON_STOP: the answer is complete
 * @TASKINGAI_FINISH_REASON_LENGTH: a token limit cut the answer
 * @TASKINGAI_FINISH_REASON_FUNCTION_CALLS: the model asks for functions to be called
 * @TASKINGAI_FINISH_REASON_RECITATION: stopped because it repeated protected text
 * @TASKINGAI_FINISH_REASON_ERROR: the provider reports an error
 *
 * Why a model stopped.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_FINISH_REASON_UNKNOWN,
  TASKINGAI_FINISH_REASON_STOP,
  TASKINGAI_FINISH_REASON_LENGTH,
  TASKINGAI_FINISH_REASON_FUNCTION_CALLS,
  TASKINGAI_FINISH_REASON_RECITATION,
  TASKINGAI_FINISH_REASON_ERROR,
} TaskingAIFinishReason;

/**
 * TaskingAIInputType:
 * @TASKINGAI_INPUT_TYPE_UNKNOWN: unset, or not known to this version
 * @TASKINGAI_INPUT_TYPE_DOCUMENT: a text that will be searched
 * @TASKINGAI_INPUT_TYPE_QUERY: a text to search with
 *
 * What an embedding will be used for, a hint to the provider.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_INPUT_TYPE_UNKNOWN,
  TASKINGAI_INPUT_TYPE_DOCUMENT,
  TASKINGAI_INPUT_TYPE_QUERY,
} TaskingAIInputType;

/**
 * TaskingAISortOrder:
 * @TASKINGAI_SORT_ORDER_UNKNOWN: unset: the server's default, newest first
 * @TASKINGAI_SORT_ORDER_ASC: oldest first
 * @TASKINGAI_SORT_ORDER_DESC: newest first
 *
 * The order of a list by creation time.
 *
 * Since: 1.0
 */
typedef enum {
  TASKINGAI_SORT_ORDER_UNKNOWN,
  TASKINGAI_SORT_ORDER_ASC,
  TASKINGAI_SORT_ORDER_DESC,
} TaskingAISortOrder;

#define TASKINGAI_TYPE_MEMORY_TYPE (taskingai_memory_type_get_type ())
#define TASKINGAI_TYPE_TOOL_TYPE (taskingai_tool_type_get_type ())
#define TASKINGAI_TYPE_RETRIEVAL_TYPE (taskingai_retrieval_type_get_type ())
#define TASKINGAI_TYPE_RETRIEVAL_METHOD (taskingai_retrieval_method_get_type ())
#define TASKINGAI_TYPE_ROLE (taskingai_role_get_type ())
#define TASKINGAI_TYPE_FINISH_REASON (taskingai_finish_reason_get_type ())
#define TASKINGAI_TYPE_INPUT_TYPE (taskingai_input_type_get_type ())
#define TASKINGAI_TYPE_SORT_ORDER (taskingai_sort_order_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_memory_type_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_tool_type_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_retrieval_type_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_retrieval_method_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_role_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_finish_reason_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_input_type_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_sort_order_get_type (void) G_GNUC_CONST;

G_END_DECLS
