#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""openai, asynchronously, on the OpenAI-compatible routes, of which there are chat and embeddings
only. The same text in that form makes longer events, of 277 bytes. Vectors come as numbers, though
by default it asks for base64: that server knows nothing else."""

from openai import AsyncOpenAI
from wire import harness


class Client:
    name = "openai-python"

    async def open(self, options):
        self._text = options.text
        self._client = AsyncOpenAI(base_url=f"{options.host}/v1", api_key=harness.API_KEY)

    def _chat(self, **more):
        messages = [
            {"role": "system", "content": harness.SYSTEM_TEXT},
            {"role": "user", "content": self._text},
        ]
        return self._client.chat.completions.create(
            model=harness.CHAT_MODEL_ID, messages=messages, **more
        )

    async def chat(self):
        completion = await self._chat()
        return int(bool(completion.choices[0].message.content))

    async def embeddings(self):
        answer = await self._client.embeddings.create(
            model=harness.EMBEDDING_MODEL_ID, input=[self._text] * harness.INPUTS
        )
        return sum(len(entry.embedding) for entry in answer.data)

    async def stream(self, on_chunk):
        chunks = 0
        async for chunk in await self._chat(stream=True):
            chunks += 1
            on_chunk(chunk.created)
        return chunks

    async def close(self):
        await self._client.close()


harness.run(Client())
