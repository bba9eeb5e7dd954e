#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Requests of every kind, spoilt at random: each is answered, by what is wrong with it.

TASKINGAI_LOCAL names the program, SEED chooses the first seed and ROUNDS how often each request is
spoilt.
"""

import copy
import errno
import json
import os
import random
import re
import socket
import sys
import unittest
import unittest.mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import DEBUG, LOGIN, AdminCase, document, log_in, operation  # noqa: E402
from local import ASSISTANT, FUNCTION, chat  # noqa: E402
from test_retrieval import LINES, form  # noqa: E402

SEED = int(os.environ.get("SEED", "1"))
ROUNDS = int(os.environ.get("ROUNDS", "30"))

VALUES = (None, True, False, 0, 1, -1, 1.5, 1e308, 2**31, 2**63, -2**63 - 1, 10**400, "", "x",
          "\0", "é\ud7ff\U0010ffff", "x" * 70_000, "{{a}}" * 100, "../../etc/passwd", "%n%s",
          [], [[]], [None] * 300, {}, {"": None}, {"a": {"b": []}}, {"$ref": "#"},
          {str(i): i for i in range(300)})
# Unescaped, or otherwise not what a serializer writes.
RAW = (b"NaN", b"-Infinity", b"1e999999", b"-0", b"0" * 1000, b"1" * 5000, b'"\xff\xfe"', b'"\xc0\x80"',
       b'"\\ud800"', b'"\\u0000"', b"'x'", b"[" * 100_000, b'{"a":' * 100_000, b"[" * 200 + b"]" * 200,
       b'{"a":1,"a":2,"a":{"a":[]}}', b"", b",", b"\x00", b"tru", b"/**/1", b'"\n"', b'"' + b"x" * 500_000)
TYPES = ("application/json", "application/json; charset=utf-16", "text/plain", "", "multipart/form-data",
         "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 5000,
         "application/x-www-form-urlencoded", "application/vnd.x+json", "\xff", "a/b;" * 1000)
# What the service says where it did not think of something; this server says it too.
INTERNAL = re.compile("|".join((
    "update_dict cannot be empty", "can only concatenate str \\(not \"dict\"\\) to str",
    "Unsupported message type: <class 'dict'>", "'[A-Za-z]+' object has no attribute '(encode|get)'",
    "(Expecting |Extra data|Invalid |Unterminated ).*line [0-9]+ column [0-9]+ \\(char [0-9]+\\)",
    "'.*' is not a valid ActionMethod", "too many values to unpack \\(expected 2\\)",
    "Error occurred in chat completion inference. {'code': 'REQUEST_VALIDATION_ERROR', .*")), re.S)


def places(value, path=()):
    """The paths of all values within a value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) \
        if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copied = copy.deepcopy(value)
    at = copied
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return copied


class Bodies(AdminCase):
    MARK = "b3f1mark"

    def setUp(self):
        self.chance = random.Random(SEED)
        assistant = self.make("assistants", ASSISTANT, "assistant_id")
        talk = self.make(f"assistants/{assistant}/chats", {}, "chat_id")
        talk = f"assistants/{assistant}/chats/{talk}"
        message = self.make(talk + "/messages", {"role": "user", "content": {"text": "hello"}},
                            "message_id")
        collection = self.make("collections", {"capacity": 1000, "embedding_model_id": "TpEmb256"},
                               "collection_id")
        collection = f"collections/{collection}"
        text = {"type": "text", "content": "one\ntwo", "text_splitter": LINES}
        record = self.make(collection + "/records", text, "record_id")
        chunk = self.make(collection + "/chunks", {"content": "three"}, "chunk_id")
        schema = {"openapi_schema": document("http://127.0.0.1:9", {"/p/{a}": {"get": operation(
            "p", parameters=[{"name": "a", "in": "path", "schema": {"type": "string"}}])}}),
            "authentication": {"type": "bearer", "secret": "abcdef"}}
        action = self.make("actions/bulk_create", schema, "action_id")
        model = {"name": "m", "model_schema_id": "debug/debug-error", "credentials": DEBUG,
                 "configs": {"temperature": 0.5}}
        model_id = self.make("models", model, "model_id")
        key = self.make("apikeys", {"name": "k"}, "apikey_id")
        self.ask("POST", "/bundle_instances", {"bundle_id": "calculator"})
        assistant_body = {
            **ASSISTANT, "name": "n", "metadata": {"a": "b"}, "system_prompt_template": ["a {{b}}"],
            "memory": {"type": "message_window", "max_messages": 5, "max_tokens": 100},
            "tools": [{"type": "action", "id": action}],
            "retrievals": [{"type": "collection", "id": collection.split("/")[1]}],
            "retrieval_configs": {"top_k": 3, "method": "user_message", "max_tokens": 100}}
        self.requests = [
            ("assistants", assistant_body), (f"assistants/{assistant}", assistant_body),
            (f"assistants/{assistant}/chats", {"name": "n", "metadata": {"a": "b"}}),
            (talk, {"name": "n", "metadata": {"a": "b"}}), (talk + "/clean_context", {}),
            (talk + "/messages", {"role": "user", "content": {"text": "x"}, "metadata": {"a": "b"}}),
            (f"{talk}/messages/{message}", {"metadata": {"a": "b"}}),
            (talk + "/generate", {"system_prompt_variables": {"a": "b"}, "debug": False}),
            ("collections", {"capacity": 1000, "embedding_model_id": "TpEmb256", "name": "n",
                             "description": "d", "metadata": {"a": "b"}, "type": "text"}),
            (collection, {"name": "n", "description": "d", "metadata": {"a": "b"}}),
            (collection + "/records", {**text, "title": "t", "metadata": {"a": "b"}}),
            (collection + "/records", {"type": "file", "file_id": "txt_a", "text_splitter": {
                "type": "token", "chunk_size": 100, "chunk_overlap": 10}}),
            (f"{collection}/records/{record}", {**text, "title": "t", "metadata": {"a": "b"}}),
            (collection + "/chunks", {"content": "c", "metadata": {"a": "b"}}),
            (f"{collection}/chunks/{chunk}", {"content": "c", "metadata": {"a": "b"}}),
            (collection + "/chunks/query", {"query_text": "q", "top_k": 3, "max_tokens": 50,
                                            "score_threshold": 0.1, "rerank_model_id": "TpLocalR"}),
            ("actions/bulk_create", schema), (f"actions/{action}", schema),
            (f"actions/{action}/run", {"parameters": {"a": "b"}}),
            ("models", model), (f"models/{model_id}", model),
            ("apikeys", {"name": "k"}), (f"apikeys/{key}", {"name": "k"}),
            ("bundle_instances", {"bundle_id": "arithmetic", "name": "n", "credentials": {}}),
            ("bundle_instances/calculator", {"name": "n", "credentials": {}}),
            ("admins/login", LOGIN),
            ("inference/chat_completion", {
                **chat("TpEchoFn", "x"), "functions": [FUNCTION], "function_call": "auto",
                "configs": {"temperature": 0.5, "stop": ["a"]}}),
            ("inference/chat_completion", chat(assistant, "x")),
            ("inference/text_embedding", {"model_id": "TpEmb256", "input": ["a", "b"],
                                          "input_type": "query"}),
            ("inference/rerank", {"model_id": "TpLocalR", "query": "q", "documents": ["a", "b"],
                                  "top_n": 1}),
            ("/chat/completions", {
                "model": "TpEchoFn", "messages": [
                    {"role": "user", "content": "x"},
                    {"role": "assistant", "tool_calls": [{"id": "i", "type": "function",
                     "function": {"name": "f", "arguments": "{}"}}]},
                    {"role": "tool", "tool_call_id": "i", "content": "y"}],
                "tools": [{"type": "function", "function": FUNCTION}], "temperature": 1}),
            ("/embeddings", {"model": "TpEmb256", "input": ["a"]})]

    def make(self, path, body, name):
        data = self.data("POST", "/" + path, body)
        return (data[0] if isinstance(data, list) else data)[name]

    def spoil(self, body):
        """Bytes and content type of a body with something wrong in it, or not."""
        how = self.chance.randrange(10)
        kind = "application/json"
        path = self.chance.choice(list(places(body)))
        if how < 5:
            data = json.dumps(replaced(body, path, self.chance.choice(VALUES))).encode()
        elif how < 7:
            data = json.dumps(replaced(body, path, self.MARK)).encode().replace(
                f'"{self.MARK}"'.encode(), self.chance.choice(RAW))
        elif how < 8:
            data = bytearray(json.dumps(body).encode())
            for _ in range(self.chance.randrange(1, 5)):
                data[self.chance.randrange(len(data))] = self.chance.randrange(256)
        elif how < 9:
            data = json.dumps(body).encode()
            data = data[:self.chance.randrange(len(data))]
        else:
            data, kind = json.dumps(body).encode(), self.chance.choice(TYPES)
        return bytes(data), kind

    def check(self, answer, place):
        status, headers, data = answer
        self.assertIn(status // 100, (2, 4, 5), place)
        if headers.get("content-type", "").startswith("text/event-stream"):
            self.assertEqual(status, 200)
            return
        if status == 400 and data == b"":  # no address; found out before the server sees it
            return
        found = json.loads(data)
        if status == 500:
            self.assertTrue(INTERNAL.fullmatch(found["error"]["message"]), (found, place))
        elif status != 200:
            self.assertTrue("detail" in found or found["error"]["message"], place)

    def test_spoilt(self):
        for round_ in range(ROUNDS):
            for path, body in self.requests:
                openai = path.startswith("/")
                data, kind = self.spoil(body)
                answer = self.server.raw(
                    "POST", ("/v1" if openai else "/api/v1/") + path, data,
                    {"Content-Type": kind, "Authorization": "Bearer " + (
                        self.server.key if openai else self.token)}, key=False)
                self.check(answer, (SEED, round_, path, data[:300], kind))
                if path == "admins/login":
                    self.token = log_in(self.server)
        self.assertLess(self.server.resident(), 1024 ** 3)

    def test_queries(self):
        lists = ("assistants", "collections", "actions", "models", "apikeys", "bundles",
                 "bundle_instances", "providers", "model_schemas", "plugins", "ui/assistants",
                 "ui/collections", "providers/get", "model_schemas/get", "ui/template_codes/get_code")
        names = ("limit", "order", "after", "before", "offset", "name_search", "id_search",
                 "prefix_filter", "equal_filter", "lang", "type", "provider_id", "bundle_id",
                 "model_schema_id", "module", "object_id", "", "%00", "plain")
        values = ("", "1", "0", "-1", "1e9", "9" * 400, "asc", "desc", "%00", "%ff%fe", "%F0%9F",
                  "{}", "[]", "%7B%22name%22%3A%22x%22%7D", "%7B%22name%22%3A5%7D", "{" * 9000,
                  "true", "null", "x" * 3000, "'; DROP TABLE objects; --", "%25", "%", "_", "TpEcho00")
        for _ in range(ROUNDS * 10):
            query = "&".join(f"{self.chance.choice(names)}={self.chance.choice(values)}"
                             for _ in range(self.chance.randrange(1, 4))).replace(" ", "+")
            path = f"/api/v1/{self.chance.choice(lists)}?{query}"
            self.check(self.server.raw("GET", path, None, {
                "Authorization": "Bearer " + self.token}, key=False), path)

    def test_forms(self):
        """What is wrong with an upload."""
        good = form(("purpose", None, b"record_file"), ("file", "a.txt", b"text"))[1]
        for _ in range(ROUNDS * 5):
            data = bytearray(good)
            how = self.chance.randrange(4)
            if how == 0:
                data = data[:self.chance.randrange(len(data))]
            for _ in range(self.chance.randrange(4)):
                at = self.chance.randrange(len(data) or 1)
                data[at:at + self.chance.randrange(3)] = self.chance.choice(
                    (b"", b"\0", b"\r\n", b"--sep7", b"\r\n\r\n", b'"', b";", b"\xff", b"a" * 20_000))
            kind = "multipart/form-data; boundary=sep7" if how < 3 else self.chance.choice(TYPES)
            path = self.chance.choice(("/v1/files", "/v1/images"))
            self.check(self.server.raw("POST", path, bytes(data), {"Content-Type": kind}),
                       (path, bytes(data)))


class Wire(AdminCase):
    """What is no HTTP, or hardly any."""

    @classmethod
    def setUpClass(cls):
        # libsoup 3.2 forgets to free the address of a request whose encoding it does not know.
        given = os.environ.get("ASAN_OPTIONS", "")
        with unittest.mock.patch.dict(os.environ, ASAN_OPTIONS=given + ":detect_leaks=0"):
            super().setUpClass()

    PIECES = (b"GET ", b"POST ", b"/v1/health_check", b"/v1/assistants", b" HTTP/1.1\r\n", b" HTTP/1.0\r\n",
              b" HTTP/9.9\r\n", b"HTTP/2.0\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"Host: x\r\n",
              b"Host: \r\n", b"Host: a/b\r\n", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
              b"Content-Length: 99999999999999999999\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n",
              b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n",
              b"Transfer-Encoding: x\r\n", b"Expect: 100-continue\r\n", b"Expect: more\r\n",
              b"Upgrade: websocket\r\nConnection: Upgrade\r\n", b"Connection: close\r\n",
              b"Range: bytes=0-,1-,2-,3-,4-\r\n", b"\r\n", b"\n", b"\r", b"\0", b"\xff\xfe", b": x\r\n",
              b"A" * 5000, b"A: " + b"b" * 50_000 + b"\r\n", b" folded\r\n", b"5\r\nhello\r\n",
              b"0\r\n\r\n", b"fffffffffffffffff\r\n", b"-5\r\n", b"5;x=y\r\nhello\r\n", b"zz\r\n", b"{}",
              b"OPTIONS * HTTP/1.1\r\n", b"CONNECT x:1 HTTP/1.1\r\n", b"GET http:// HTTP/1.1\r\n",
              b"GET //x/../%2e%2e/ HTTP/1.1\r\n", b"HEAD /imgs/u/taskingai/a/b/c HTTP/1.1\r\n")

    def exchange(self, data):
        """All that comes for these bytes."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as connection:
            got = b""
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    got += piece
            except OSError as error:  # closed by the server meanwhile
                self.assertIn(error.errno, (errno.ECONNRESET, errno.EPIPE, errno.ENOTCONN))
            return got

    def test_garbage(self):
        chance = random.Random(SEED)
        for _ in range(ROUNDS * 5):
            data = b"".join(chance.choice(self.PIECES) for _ in range(chance.randrange(1, 12)))
            got = self.exchange(data)
            self.assertTrue(got == b"" or got.startswith(b"HTTP/1."), (data, got[:100]))
        self.assertEqual(self.call("GET", "/v1/health_check")[0], 200)

    def test_pipelining(self):
        request = b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n"
        body = b'{"a":1}'
        post = b"POST /v1/assistants HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n" + body
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as connection:
            connection.sendall((request + post) * 100
                               + request.replace(b"Host", b"Connection: close\r\nHost"))
            got = b""
            while piece := connection.recv(65536):
                got += piece
        self.assertEqual(got.count(b"HTTP/1.1 200 "), 101)
        self.assertEqual(got.count(b"HTTP/1.1 401 "), 100)


if __name__ == "__main__":
    unittest.main()
