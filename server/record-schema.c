/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "record-schema.h"

#include "splitter.h"

static const char *const types[] = { "text", "file", "web", NULL };
static const char *const sheet_types[] = { "qa_sheet", NULL };
static const char *const all_types[] = { "text", "file", "web", "qa_sheet", NULL };
static const Field metadata_item = { .name = "value", .type = FIELD_STRING };

/* The same members twice: needed or defaulted at creation, all optional in an update. */
#define MEMBER(member, kind, ...)                                                                  \
  {                                                                                                \
    .name = (member), .type = (kind), __VA_ARGS__                                                  \
  }
#define FIELDS(TYPES, NEEDED, DEFAULT)                                                             \
  MEMBER ("type", FIELD_ENUM, .choices = (TYPES), DEFAULT ("\"text\"")),                           \
      MEMBER ("content", FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 32768)),               \
      MEMBER ("file_id", FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 256)),                 \
      MEMBER ("url", FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 2048)),                    \
      MEMBER ("title", FIELD_STRING, .range = RANGE (0, 256), DEFAULT ("\"\"")),                   \
      MEMBER ("text_splitter", FIELD_OBJECT, .schema = &splitter_schema, NEEDED),                  \
      MEMBER ("metadata", FIELD_MAP, .items = &metadata_item, .range = RANGE (0, 16),              \
              DEFAULT ("{}")),                                                                     \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

#define WITH_DEFAULT(text) .fallback = (text)
#define WITHOUT_DEFAULT(text) .nullable = TRUE

static const Field create_fields[] = { FIELDS (types, .required = TRUE, WITH_DEFAULT) };
static const Field update_fields[] = { FIELDS (types, .nullable = TRUE, WITHOUT_DEFAULT) };
static const Field newer_update_fields[] = { FIELDS (all_types, .nullable = TRUE,
                                                     WITHOUT_DEFAULT) };
static const Field sheet_fields[] = { FIELDS (sheet_types, .nullable = TRUE, WITH_DEFAULT) };

const Schema record_create_schema = { .fields = create_fields };
const Schema record_update_schema = { .fields = update_fields };
const Schema record_newer_update_schema = { .fields = newer_update_fields };
const Schema record_sheet_schema = { .fields = sheet_fields };
