#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The package taskingai of this project, by its blocking functions."""

import sys
from pathlib import Path

import taskingai
from taskingai.inference import ChatCompletionChunk, SystemMessage, UserMessage

sys.path.append(str(Path(__file__).resolve().parent.parent))
import harness  # noqa: E402


class Client:
    name = "python-package-blocking"

    def open(self, options):
        self._text = options.text
        taskingai.init(api_key=harness.API_KEY, host=options.host)

    def get(self):
        assistant = taskingai.assistant.get_assistant(harness.ASSISTANT_ID)
        return int(assistant.assistant_id == harness.ASSISTANT_ID)

    def _chat(self, stream):
        messages = [SystemMessage(harness.SYSTEM_TEXT), UserMessage(self._text)]
        return taskingai.inference.chat_completion(
            harness.CHAT_MODEL_ID, messages=messages, stream=stream
        )

    def chat(self):
        return int(bool(self._chat(stream=False).message.content))

    def embeddings(self):
        vectors = taskingai.inference.text_embedding(
            harness.EMBEDDING_MODEL_ID, [self._text] * harness.INPUTS
        )
        return sum(map(len, vectors))

    def list_all(self):
        """The functions do not tell whether there is more: the end is a page that is not full."""
        items, after, count = 0, None, harness.PAGE_LIMIT
        while count == harness.PAGE_LIMIT:
            page = taskingai.assistant.list_assistants(limit=harness.PAGE_LIMIT, after=after)
            count = len(page)
            items += count
            after = page[-1].assistant_id if page else None
        return items

    def stream(self, on_chunk):
        chunks = 0
        for event in self._chat(stream=True):
            if isinstance(event, ChatCompletionChunk):
                chunks += 1
                on_chunk(event.created_timestamp)
        return chunks

    def close(self):
        pass


harness.run_blocking(Client())
