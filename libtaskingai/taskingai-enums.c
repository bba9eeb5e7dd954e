/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "taskingai-enums.h"

/* By hand, since the nicks are the strings of the wire; glib-mkenums would give them dashes. */

G_DEFINE_ENUM_TYPE (TaskingAIMemoryType, taskingai_memory_type,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_MEMORY_TYPE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_MEMORY_TYPE_ZERO, "zero"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_MEMORY_TYPE_NAIVE, "naive"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW, "message_window"))

G_DEFINE_ENUM_TYPE (TaskingAIToolType, taskingai_tool_type,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_TOOL_TYPE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_TOOL_TYPE_ACTION, "action"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_TOOL_TYPE_PLUGIN, "plugin"))

G_DEFINE_ENUM_TYPE (TaskingAIRetrievalType, taskingai_retrieval_type,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_TYPE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_TYPE_COLLECTION, "collection"))

G_DEFINE_ENUM_TYPE (TaskingAIRetrievalMethod, taskingai_retrieval_method,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_METHOD_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE, "user_message"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_METHOD_MEMORY, "memory"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_RETRIEVAL_METHOD_FUNCTION_CALL, "function_call"))

G_DEFINE_ENUM_TYPE (TaskingAIRole, taskingai_role,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_ROLE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_ROLE_SYSTEM, "system"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_ROLE_USER, "user"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_ROLE_ASSISTANT, "assistant"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_ROLE_FUNCTION, "function"))

G_DEFINE_ENUM_TYPE (TaskingAIFinishReason, taskingai_finish_reason,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_STOP, "stop"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_LENGTH, "length"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_FUNCTION_CALLS, "function_calls"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_RECITATION, "recitation"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_FINISH_REASON_ERROR, "error"))

G_DEFINE_ENUM_TYPE (TaskingAIInputType, taskingai_input_type,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_INPUT_TYPE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_INPUT_TYPE_DOCUMENT, "document"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_INPUT_TYPE_QUERY, "query"))

G_DEFINE_ENUM_TYPE (TaskingAISortOrder, taskingai_sort_order,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_SORT_ORDER_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_SORT_ORDER_ASC, "asc"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_SORT_ORDER_DESC, "desc"))
