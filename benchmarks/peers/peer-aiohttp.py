#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""aiohttp; with --uvloop, in uvloop's event loop. The values are the dictionaries and lists of the
json module, which is what such programs go on with."""

import asyncio
import sys

import aiohttp
import uvloop
import wire
from wire import harness


class Client:
    def __init__(self, name):
        self.name = name

    async def open(self, options):
        self._text = options.text
        self._session = aiohttp.ClientSession(
            base_url=options.host,
            headers=wire.HEADERS,
            raise_for_status=True,
            # Not 100 connections and 5 minutes: some scenarios have 1000 callers.
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=None),
        )

    async def get(self):
        async with self._session.get(wire.ASSISTANT) as response:
            answer = await response.json()
        return int(answer["data"]["assistant_id"] == harness.ASSISTANT_ID)

    async def chat(self):
        async with self._session.post(wire.CHAT, json=wire.chat_body(self._text)) as response:
            answer = await response.json()
        return int(bool(answer["data"]["message"]["content"]))

    async def embeddings(self):
        body = wire.embeddings_body(self._text)
        async with self._session.post(wire.EMBEDDINGS, json=body) as response:
            answer = await response.json()
        return sum(len(entry["embedding"]) for entry in answer["data"])

    async def list_all(self):
        query = {"limit": harness.PAGE_LIMIT}
        items, has_more = 0, True
        while has_more:
            async with self._session.get(wire.ASSISTANTS, params=query) as response:
                page = await response.json()
            items += len(page["data"])
            query["after"] = page["data"][-1]["assistant_id"]
            has_more = page["has_more"]
        return items

    async def stream(self, on_chunk):
        chunks = 0
        body = wire.chat_body(self._text, stream=True)
        async with self._session.post(wire.CHAT, json=body) as response:
            async for line in response.content:
                chunk = wire.read_chunk(line)
                if chunk:
                    chunks += 1
                    on_chunk(chunk["created_timestamp"])
        return chunks

    async def close(self):
        await self._session.close()


if "--uvloop" in sys.argv:
    sys.argv.remove("--uvloop")
    harness.run(Client("aiohttp-uvloop"), uvloop.run)
else:
    harness.run(Client("aiohttp"), asyncio.run)
