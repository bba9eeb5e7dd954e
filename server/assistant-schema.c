/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "assistant-schema.h"

static const char *const memory_types[] = { "zero", "naive", "message_window", NULL };
static const char *const tool_types[] = { "action", "plugin", NULL };
static const char *const retrieval_types[] = { "collection", NULL };
static const char *const methods[] = { "function_call", "user_message", "memory", NULL };

static const Field memory_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = memory_types },
  { .name = "max_messages", .type = FIELD_INT, .nullable = TRUE, .range = RANGE (1, 1024) },
  { .name = "max_tokens", .type = FIELD_INT, .nullable = TRUE, .range = RANGE (1, 8192) },
  { .name = NULL },
};

static char *
check_memory (json_object *memory)
{
  if (json_is_string (json_member (memory, "type"), "message_window")
      && json_member (memory, "max_messages") == NULL)
    return g_strdup ("the max_messages field is required for the message_window memory type.");
  return NULL;
}

static const Schema memory_schema = { .fields = memory_fields, .check = check_memory };

static const Field tool_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = tool_types },
  { .name = "id", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema tool_schema = { .fields = tool_fields };
static const Field tool_item = { .name = "tool", .type = FIELD_OBJECT, .schema = &tool_schema };

static const Field retrieval_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = retrieval_types },
  { .name = "id", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema retrieval_schema = { .fields = retrieval_fields };
static const Field retrieval_item = { .name = "retrieval",
                                      .type = FIELD_OBJECT,
                                      .schema = &retrieval_schema };

static const Field config_fields[] = {
  { .name = "top_k", .type = FIELD_INT, .range = RANGE (1, 20), .fallback = "3" },
  { .name = "max_tokens", .type = FIELD_INT, .nullable = TRUE, .range = AT_LEAST (1) },
  { .name = "score_threshold", .type = FIELD_NUMBER, .nullable = TRUE, .range = RANGE (0, 1) },
  { .name = "method", .type = FIELD_ENUM, .required = TRUE, .choices = methods },
  { .name = "function_description", .type = FIELD_STRING, .nullable = TRUE },
  { .name = NULL },
};
static const Schema config_schema = { .fields = config_fields };

static const Field text_item = { .name = "text", .type = FIELD_STRING };

/* The same members twice: needed or defaulted at creation, all optional in an update. */
#define MEMBER(member, kind, ...)                                                                  \
  {                                                                                                \
    .name = (member), .type = (kind), __VA_ARGS__                                                  \
  }
#define FIELDS(NEEDED, DEFAULT)                                                                    \
  MEMBER ("model_id", FIELD_STRING, .range = RANGE (8, 8), .alnum = TRUE, NEEDED),                 \
      MEMBER ("name", FIELD_STRING, .range = RANGE (0, 127), DEFAULT ("\"\"")),                    \
      MEMBER ("description", FIELD_STRING, .range = RANGE (0, 512), DEFAULT ("\"\"")),             \
      MEMBER ("system_prompt_template", FIELD_LIST, .items = &text_item, DEFAULT ("[]")),          \
      MEMBER ("memory", FIELD_OBJECT, .schema = &memory_schema, NEEDED),                           \
      MEMBER ("tools", FIELD_LIST, .items = &tool_item, .range = RANGE (0, 128), DEFAULT ("[]")),  \
      MEMBER ("retrievals", FIELD_LIST, .items = &retrieval_item, .range = RANGE (0, 128),         \
              DEFAULT ("[]")),                                                                     \
      MEMBER ("retrieval_configs", FIELD_OBJECT, .schema = &config_schema, NEEDED),                \
      MEMBER ("metadata", FIELD_MAP, .range = RANGE (0, 16), DEFAULT ("{}")),                      \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

#define WITH_DEFAULT(text) .fallback = (text)
#define WITHOUT_DEFAULT(text) .nullable = TRUE

static const Field create_fields[] = { FIELDS (.required = TRUE, WITH_DEFAULT) };
static const Field update_fields[] = { FIELDS (.nullable = TRUE, WITHOUT_DEFAULT) };

const Schema assistant_create_schema = { .fields = create_fields };
const Schema assistant_update_schema = { .fields = update_fields };
