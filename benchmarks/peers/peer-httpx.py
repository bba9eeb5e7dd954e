#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""httpx, asynchronously: what most Python programs of today call an API with. The values are the
dictionaries and lists of the json module, which is what such programs go on with."""

import json
import sys
from pathlib import Path

import httpx

sys.path.append(str(Path(__file__).resolve().parent.parent))
import harness  # noqa: E402

EVENT = "data: "


class Client:
    name = "httpx"

    async def open(self, options):
        self._text = options.text
        self._client = httpx.AsyncClient(
            base_url=options.host,
            headers={"Authorization": f"Bearer {harness.API_KEY}"},
            # By default 100 connections, of which 20 are kept, and 5 seconds: 1000 callers need more.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
            timeout=None,
        )

    async def get(self):
        response = await self._client.get(f"/v1/assistants/{harness.ASSISTANT_ID}")
        response.raise_for_status()
        return int(response.json()["data"]["assistant_id"] == harness.ASSISTANT_ID)

    def _chat_body(self, stream):
        return {
            "model_id": harness.CHAT_MODEL_ID,
            "messages": [
                {"role": "system", "content": harness.SYSTEM_TEXT},
                {"role": "user", "content": self._text},
            ],
            "stream": stream,
        }

    async def chat(self):
        response = await self._client.post(
            "/v1/inference/chat_completion", json=self._chat_body(False)
        )
        response.raise_for_status()
        return int(bool(response.json()["data"]["message"]["content"]))

    async def embeddings(self):
        body = {"model_id": harness.EMBEDDING_MODEL_ID, "input": [self._text] * harness.INPUTS}
        response = await self._client.post("/v1/inference/text_embedding", json=body)
        response.raise_for_status()
        return sum(len(entry["embedding"]) for entry in response.json()["data"])

    async def list_all(self):
        query = {"limit": harness.PAGE_LIMIT}
        items, has_more = 0, True
        while has_more:
            response = await self._client.get("/v1/assistants", params=query)
            response.raise_for_status()
            page = response.json()
            items += len(page["data"])
            query["after"] = page["data"][-1]["assistant_id"]
            has_more = page["has_more"]
        return items

    async def stream(self, on_chunk):
        chunks = 0
        async with self._client.stream(
            "POST", "/v1/inference/chat_completion", json=self._chat_body(True)
        ) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                if not line.startswith(EVENT) or line == "data: [DONE]":
                    continue
                event = json.loads(line[len(EVENT) :])
                if event["object"] == "ChatCompletionChunk":
                    chunks += 1
                    on_chunk(event["created_timestamp"])
        return chunks

    async def close(self):
        await self._client.aclose()


harness.run(Client())
