#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""requests, one call at a time. The values are the dictionaries and lists of the json module,
which is what such programs go on with."""

import requests
import wire
from wire import harness


class Client:
    name = "requests"

    def open(self, options):
        self._host = options.host
        self._text = options.text
        self._session = requests.Session()
        self._session.headers.update(wire.HEADERS)

    def _call(self, method, path, **arguments):
        response = self._session.request(method, self._host + path, **arguments)
        response.raise_for_status()
        return response

    def get(self):
        answer = self._call("GET", wire.ASSISTANT).json()
        return int(answer["data"]["assistant_id"] == harness.ASSISTANT_ID)

    def chat(self):
        answer = self._call("POST", wire.CHAT, json=wire.chat_body(self._text)).json()
        return int(bool(answer["data"]["message"]["content"]))

    def embeddings(self):
        body = wire.embeddings_body(self._text)
        answer = self._call("POST", wire.EMBEDDINGS, json=body).json()
        return sum(len(entry["embedding"]) for entry in answer["data"])

    def list_all(self):
        query = {"limit": harness.PAGE_LIMIT}
        items, has_more = 0, True
        while has_more:
            page = self._call("GET", wire.ASSISTANTS, params=query).json()
            items += len(page["data"])
            query["after"] = page["data"][-1]["assistant_id"]
            has_more = page["has_more"]
        return items

    def stream(self, on_chunk):
        chunks = 0
        body = wire.chat_body(self._text, stream=True)
        with self._call("POST", wire.CHAT, json=body, stream=True) as response:
            for line in response.iter_lines():
                chunk = wire.read_chunk(line)
                if chunk:
                    chunks += 1
                    on_chunk(chunk["created_timestamp"])
        return chunks

    def close(self):
        self._session.close()


harness.run_blocking(Client())
