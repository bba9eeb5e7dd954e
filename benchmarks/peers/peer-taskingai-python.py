#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The official Python client, as it is published, by its asynchronous functions."""

import httpx
import taskingai
from taskingai.client.utils import get_api_client
from taskingai.inference import ChatCompletionChunk, SystemMessage, UserMessage
from wire import harness


class Client:
    name = "taskingai-python"

    async def open(self, options):
        self._text = options.text
        taskingai.init(api_key=harness.API_KEY, host=options.host)
        self._rest = get_api_client(async_client=True).rest_client
        if options.scenario == "stream":
            # At most 100 connections would be at most 100 streams; it has no setting for that.
            await self._rest.client.aclose()
            self._rest.client = httpx.AsyncClient(limits=httpx.Limits())

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
        """It does not tell whether there is more: the end is a page that is not full."""
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
        await self._rest.client.aclose()


harness.run(Client())
