#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The library from Python by introspection, as its examples use it: await, keywords, attributes."""

import sys
from pathlib import Path

import gi

gi.require_version("TaskingAI", "1")
from gi.repository import TaskingAI  # noqa: E402

sys.path.append(str(Path(__file__).resolve().parent.parent))
import harness  # noqa: E402


class Client:
    name = "python-raw"

    async def open(self, options):
        self._text = options.text
        self._client = TaskingAI.Client(
            host=options.host, api_key=harness.API_KEY, allow_plain_http=True
        )

    async def get(self):
        assistant = await self._client.assistants.get_async(harness.ASSISTANT_ID)
        return int(assistant.assistant_id == harness.ASSISTANT_ID)

    def _chat(self):
        return {
            "model_id": harness.CHAT_MODEL_ID,
            "messages": [
                {"role": "system", "content": harness.SYSTEM_TEXT},
                {"role": "user", "content": self._text},
            ],
        }

    async def chat(self):
        answer = await self._client.inference.chat_completion_async(**self._chat())
        return int(answer.text is not None and answer.usage is not None)

    async def embeddings(self):
        result = await self._client.inference.text_embedding_async(
            model_id=harness.EMBEDDING_MODEL_ID, input=[self._text] * harness.INPUTS
        )
        return sum(len(item.embedding) for item in result.data)

    async def list_all(self):
        items, after, has_more = 0, None, True
        while has_more:
            page = await self._client.assistants.list_async(limit=harness.PAGE_LIMIT, after=after)
            items += len(page)
            after = page[-1].assistant_id
            has_more = page.has_more
        return items

    async def stream(self, on_chunk):
        chunks = 0
        request = self._client.inference.chat_completion_stream_async(**self._chat())
        async with await request as stream:
            async for event in stream:
                if isinstance(event, TaskingAI.ChatCompletionChunk):
                    chunks += 1
                    on_chunk(event.created_timestamp)
            return chunks if stream.result is not None else 0

    async def close(self):
        pass


harness.run(Client())
