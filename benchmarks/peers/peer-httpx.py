#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""httpx, asynchronously. The values are the dictionaries and lists of the json module, which is
what such programs go on with."""

import httpx
import wire
from wire import harness


class Client:
    name = "httpx"

    async def open(self, options):
        self._text = options.text
        # By default others wait while 100 connections are busy, and 20 are kept. That is right for
        # requests, which more connections only slow down, since it probes all that are idle; but
        # streams have to flow all at once.
        limits = {"limits": httpx.Limits()} if options.scenario == "stream" else {}
        self._client = httpx.AsyncClient(
            base_url=options.host,
            headers=wire.HEADERS,
            timeout=None,  # not 5 seconds: in some scenarios the wait for a connection is longer
            **limits,
        )

    async def get(self):
        response = await self._client.get(wire.ASSISTANT)
        response.raise_for_status()
        return int(response.json()["data"]["assistant_id"] == harness.ASSISTANT_ID)

    async def chat(self):
        response = await self._client.post(wire.CHAT, json=wire.chat_body(self._text))
        response.raise_for_status()
        return int(bool(response.json()["data"]["message"]["content"]))

    async def embeddings(self):
        response = await self._client.post(wire.EMBEDDINGS, json=wire.embeddings_body(self._text))
        response.raise_for_status()
        return sum(len(entry["embedding"]) for entry in response.json()["data"])

    async def list_all(self):
        query = {"limit": harness.PAGE_LIMIT}
        items, has_more = 0, True
        while has_more:
            response = await self._client.get(wire.ASSISTANTS, params=query)
            response.raise_for_status()
            page = response.json()
            items += len(page["data"])
            query["after"] = page["data"][-1]["assistant_id"]
            has_more = page["has_more"]
        return items

    async def stream(self, on_chunk):
        chunks = 0
        body = wire.chat_body(self._text, stream=True)
        async with self._client.stream("POST", wire.CHAT, json=body) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                chunk = wire.read_chunk(line, "data: {")
                if chunk:
                    chunks += 1
                    on_chunk(chunk["created_timestamp"])
        return chunks

    async def close(self):
        await self._client.aclose()


harness.run(Client())
