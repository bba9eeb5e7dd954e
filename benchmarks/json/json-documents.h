/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

/* The JSON texts that the load server answers with. */

typedef enum {
  JSON_CHUNK, /* of a stream; the others are in an envelope */
  JSON_CHAT,
  JSON_ASSISTANT,
  JSON_LIST,          /* 100 assistants */
  JSON_EMBEDDINGS_9,  /* 9 decimals */
  JSON_EMBEDDINGS_17, /* all digits */
  JSON_DOCUMENTS,
} JsonDocument;

void json_documents_init (void);

const char *json_document_name (JsonDocument document);

LoadText json_document_text (JsonDocument document);
