#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The package taskingai of this project, by the asynchronous functions that it has in common with
the official client."""

import sys
from pathlib import Path

import taskingai
from taskingai.inference import ChatCompletionChunk, SystemMessage, UserMessage

sys.path.append(str(Path(__file__).resolve().parent.parent))
import harness  # noqa: E402


class Client:
    name = "python-package"

    async def open(self, options):
        self._text = options.text
        taskingai.init(api_key=harness.API_KEY, host=options.host)

    async def get(self):
        assistant = await taskingai.assistant.a_get_assistant(harness.ASSISTANT_ID)
        return int(assistant.assistant_id == harness.ASSISTANT_ID)

    def _chat(self, stream):
        messages = [SystemMessage(harness.SYSTEM_TEXT), UserMessage(self._text)]
        return taskingai.inference.a_chat_completion(
            harness.CHAT_MODEL_ID, messages=messages, stream=stream
        )

    async def chat(self):
        completion = await self._chat(stream=False)
        return int(bool(completion.message.content))

    async def embeddings(self):
        vectors = await taskingai.inference.a_text_embedding(
            harness.EMBEDDING_MODEL_ID, [self._text] * harness.INPUTS
        )
        return sum(map(len, vectors))

    async def list_all(self):
        """The functions do not tell whether there is more: the end is a page that is not full."""
        items, after, count = 0, None, harness.PAGE_LIMIT
        while count == harness.PAGE_LIMIT:
            page = await taskingai.assistant.a_list_assistants(
                limit=harness.PAGE_LIMIT, after=after
            )
            count = len(page)
            items += count
            after = page[-1].assistant_id if page else None
        return items

    async def stream(self, on_chunk):
        chunks = 0
        async for event in await self._chat(stream=True):
            if isinstance(event, ChatCompletionChunk):
                chunks += 1
                on_chunk(event.created_timestamp)
        return chunks

    async def close(self):
        pass


harness.run(Client())
