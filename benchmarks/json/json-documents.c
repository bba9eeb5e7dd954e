/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "json-documents.h"

#include "load-answers.h"
#include "load-assistants.h"
#include "load-tape.h"
#include "options.h"

#include <string.h>

static LoadText documents[JSON_DOCUMENTS];

/* With an end, which functions for strings want. */
static LoadText
enclose (const char *before, LoadText middle, const char *after)
{
  LoadText self;

  self.at =
      load_text_format (&self.length, "%s%.*s%s", before, (int) middle.length, middle.at, after);
  return self;
}

static LoadText
body_of (LoadText answer)
{
  return enclose ("", load_text_after (answer, "\r\n\r\n"), "");
}

static LoadText
first_chunk (void)
{
  LoadText event = load_text_after (load_tape_events (load_tape (false), 0, 1), "data: ");

  event.length = load_text_after (event, "\n\n").at - event.at - strlen ("\n\n");
  return enclose ("", event, "");
}

void
json_documents_init (void)
{
  load_answers_init ();
  load_assistants_init ();
  load_tape_init ();
  documents[JSON_CHUNK] = first_chunk ();
  documents[JSON_CHAT] = body_of (load_answer_chat (false));
  documents[JSON_ASSISTANT] =
      enclose ("{\"status\":\"success\",\"data\":", load_assistants_slice (0, 1), "}");
  documents[JSON_LIST] =
      enclose ("{\"status\":\"success\",\"data\":[", load_assistants_slice (0, BENCH_PAGE_LIMIT),
               "],\"fetched_count\":100,\"has_more\":true}");
  documents[JSON_EMBEDDINGS_9] = body_of (load_answer_embeddings (false, false));
  documents[JSON_EMBEDDINGS_17] = body_of (load_answer_embeddings (false, true));
}

const char *
json_document_name (JsonDocument document)
{
  static const char *const names[] = {
    "chunk", "chat", "assistant", "list", "embeddings", "embeddings-17",
  };

  return names[document];
}

LoadText
json_document_text (JsonDocument document)
{
  return documents[document];
}
