#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Acceptance tests of taskingai-local. TASKINGAI_LOCAL names the program."""

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import Local, events  # noqa: E402

ASSISTANT = {"model_id": "TpEcho00", "memory": {"type": "naive"},
             "retrieval_configs": {"method": "user_message"}}
FUNCTION = {"name": "f", "description": "d",
            "parameters": {"type": "object", "properties": {"a": {"type": "number"}}}}
CALL = {"id": "P3lfabc", "name": "f", "arguments": {"x": 1}}


def chat(model, text, **more):
    return {"model_id": model, "messages": [{"role": "user", "content": text}], **more}


def until(condition, seconds=60):
    """Waits for what must come; the time is only the limit of patience."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
    return False


class ServerCase(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Local(*cls.options)

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.server.stop()
        assert status == 0, status
        assert errors == "", errors

    def call(self, *args, **options):
        return self.server.call(*args, **options)

    def complete(self, body, **options):
        return self.call("POST", "/v1/inference/chat_completion", body, **options)

    def stream(self, body, path="/v1/inference/chat_completion"):
        status, headers, data = self.server.raw(
            "POST", path, json.dumps({**body, "stream": True}),
            {"Content-Type": "application/json"})
        self.assertEqual(status, 200, data)
        self.assertEqual(headers["content-type"], "text/event-stream; charset=utf-8")
        return events(data)

    def refused(self, answer, status, code, message=None):
        self.assertEqual(answer[0], status, answer)
        self.assertEqual(answer[1]["status"], "error")
        self.assertEqual(answer[1]["error"]["code"], code)
        if message is not None:
            self.assertEqual(answer[1]["error"]["message"], message)


class Frame(ServerCase):
    """What is the same on every route."""

    def test_health_and_version(self):
        self.assertEqual(self.call("GET", "/v1/health_check", key=False), (200, {"status": "success"}))
        self.assertEqual(self.call("GET", "/api/v1/version", key=False),
                         (200, {"status": "success", "data": {"version": "v0.3.0",
                                                              "postgres_schema_version": 7}}))

    def test_credentials(self):
        def ask(value):
            headers = {} if value is None else {"Authorization": value}
            return self.call("GET", "/v1/assistants", headers=headers, key=False)

        key = self.server.key
        for value in (None, "", "Bearer", "Bearer ", "bearer " + key, "Token " + key):
            self.refused(ask(value), 401, "APIKEY_VALIDATION_FAILED", "API Key validation failed")
        self.refused(ask("Bearer tk00000000" + "x" * 22), 404, "OBJECT_NOT_FOUND",
                     "apikey 00000000 not found")
        self.refused(ask("Bearer tk1"), 404, "OBJECT_NOT_FOUND", "apikey 1 not found")
        self.refused(ask("Bearer " + key[:-1] + "!"), 401, "TOKEN_VALIDATION_FAILED",
                     "Invalid apikey")
        self.refused(ask("Bearer " + key + "x"), 401, "TOKEN_VALIDATION_FAILED")
        self.assertEqual(ask("Bearer " + key)[0], 200)

    def test_routes(self):
        self.assertEqual(self.call("GET", "/v1/nosuch", key=False), (404, {"detail": "Not Found"}))
        self.assertEqual(self.call("GET", "/", key=False), (404, {"detail": "Not Found"}))
        status, headers, data = self.server.raw("PUT", "/v1/assistants", b"{}", key=False)
        self.assertEqual((status, headers["allow"]), (405, "GET"))
        self.assertEqual(data, b'{"detail":"Method Not Allowed"}')
        status, headers, data = self.server.raw("GET", "/v1/version/?a=1", key=False)
        self.assertEqual((status, data), (307, b""))
        self.assertEqual(headers["location"], self.server.host + "/v1/version?a=1")

    def test_order_of_checks(self):
        bad = self.server.raw("POST", "/v1/assistants", b'{"a":', key=False)
        self.assertEqual(bad[0], 422)
        self.refused((bad[0], json.loads(bad[2])), 422, "REQUEST_VALIDATION_ERROR",
                     "body/5: JSON decode error")
        self.refused(self.call("POST", "/v1/assistants", {}, key=False), 401,
                     "APIKEY_VALIDATION_FAILED")
        self.refused(self.call("POST", "/v1/assistants/a-b", {"name": 5}), 422,
                     "REQUEST_VALIDATION_ERROR", "body/name: Input should be a valid string")
        self.refused(self.call("POST", "/v1/assistants/a-b", {}), 422, "REQUEST_VALIDATION_ERROR",
                     "Invalid path parameter: assistant_id")

    def test_bodies(self):
        def post(body, content_type="application/json"):
            headers = {"Content-Type": content_type} if content_type else {}
            status, _, data = self.server.raw("POST", "/v1/assistants", body, headers)
            return status, json.loads(data)["error"]["message"]

        required = (422, "body/model_id: Field required")
        no_object = (422, "body: Input should be a valid dictionary or object to extract fields from")
        self.assertEqual(post(b"{}"), required)
        self.assertEqual(post(b"{}", None), required)
        self.assertEqual(post(b"{}", "application/vnd.x+json"), required)
        self.assertEqual(post(b"{}", "text/plain"), no_object)
        self.assertEqual(post(b"[]"), no_object)
        self.assertEqual(post(b""), (422, "body: Field required"))
        self.assertEqual(post(b"null"), (422, "body: Field required"))
        for text, place in ((b"{name:1}", 1), (b'{"\xc3\xa9" 1}', 5), (b"[1,]", 3), (b"{} x", 3),
                            (b'{"a":tru}', 5), (b'{"a":"\x01"}', 6), (b'"\\x"', 1), (b'"abc', 0),
                            (b'{"a":"\xff"}', 6), (b"[" * 2000, 257), (b"[01]", 2), (b"NaN", 0)):
            self.assertEqual(post(text), (422, f"body/{place}: JSON decode error"), text)

    def test_keep_alive(self):
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        file = connection.makefile("rb")
        for _ in range(3):
            connection.sendall(b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertEqual(file.readline(), b"HTTP/1.1 200 OK\r\n")
            while file.readline() != b"\r\n":
                pass
            self.assertEqual(file.read(20), b'{"status":"success"}')
        file.close()
        connection.close()

    def test_too_large(self):
        size = 21 * 1024 * 1024
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
            connection.sendall(f"POST /v1/assistants HTTP/1.1\r\nHost: x\r\n"
                               f"Content-Length: {size}\r\n\r\n".encode())
            connection.sendall(b" " * size)
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 413 "))
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
            connection.sendall(b"POST /v1/assistants HTTP/1.1\r\nHost: x\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n")
            for _ in range(21):
                connection.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
            connection.sendall(b"0\r\n\r\n")
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 413 "))

    def test_hostile_bytes(self):
        for data in (b"\0" * 100, b"GET\r\n\r\n", b"GET /v1/%zz%00/\xff HTTP/1.1\r\n\r\n",
                     b"POST /v1/assistants HTTP/1.1\r\nContent-Length: 10\r\n\r\n{",
                     b"GET /v1/assistants?limit=%ff&=&&a HTTP/1.1\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
                     b"GET " + b"/" * 100000 + b" HTTP/1.1\r\n\r\n", b"A: b\r\n" * 1000,
                     b"POST /v1/assistants HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                try:
                    while connection.recv(65536):
                        pass
                except ConnectionError:
                    pass
        self.assertEqual(self.call("GET", "/v1/health_check")[0], 200)


class Assistants(ServerCase):
    def create(self, **more):
        status, answer = self.call("POST", "/v1/assistants", {**ASSISTANT, **more})
        self.assertEqual(status, 200, answer)
        return answer["data"]

    def test_create(self):
        made = self.create()
        self.assertRegex(made.pop("assistant_id"), "^X5lM[A-Za-z0-9]{20}$")
        self.assertEqual(made.pop("created_timestamp"), made.pop("updated_timestamp"))
        self.assertEqual(made, {
            "object": "Assistant", "model_id": "TpEcho00", "name": "", "description": "",
            "system_prompt_template": [], "memory": {"type": "naive"}, "tools": [],
            "retrievals": [], "retrieval_configs": {"top_k": 3, "method": "user_message"},
            "metadata": {}})

    def test_round_trip(self):
        made = self.create(name='Zoë "q" \\ \n 😀', metadata={"k": {"a": [1, None, 1.5, True]}},
                           unknown=1)
        self.assertEqual(made["name"], 'Zoë "q" \\ \n 😀')
        self.assertEqual(made["metadata"], {"k": {"a": [1, None, 1.5, True]}})
        self.assertEqual(self.call("GET", "/v1/assistants/" + made["assistant_id"])[1]["data"], made)
        raw = self.server.raw("GET", "/v1/assistants/" + made["assistant_id"])[2]
        self.assertIn("Zoë".encode(), raw)

    def test_coercion(self):
        made = self.create(memory={"type": "message_window", "max_messages": "7", "max_tokens": 8.0},
                           retrieval_configs={"method": "memory", "top_k": True,
                                              "score_threshold": "1", "rerank_model_id": "x"})
        self.assertEqual(made["memory"],
                         {"type": "message_window", "max_messages": 7, "max_tokens": 8})
        self.assertEqual(made["retrieval_configs"],
                         {"top_k": 1, "score_threshold": 1.0, "method": "memory"})

    def test_validation(self):
        memory = "body/memory/max_tokens: Input should be "
        for change, message in (
                ({"model_id": "short"}, "body/model_id: String should have at least 8 characters"),
                ({"model_id": 1}, "body/model_id: Input should be a valid string"),
                ({"name": "n" * 128}, "body/name: String should have at most 127 characters"),
                ({"name": None}, "body/name: Input should be a valid string"),
                ({"metadata": {str(i): "" for i in range(17)}},
                 "body/metadata: Dictionary should have at most 16 items after validation, not 17"),
                ({"system_prompt_template": ["a", 5]},
                 "body/system_prompt_template/1: Input should be a valid string"),
                ({"memory": {"type": "naive", "max_tokens": 8193}},
                 memory + "less than or equal to 8192"),
                ({"memory": {"type": "naive", "max_tokens": 1.5}},
                 memory + "a valid integer, got a number with a fractional part"),
                ({"memory": {"type": "message_window"}},
                 "body/memory: Value error, the max_messages field is required for the "
                 "message_window memory type."),
                ({"tools": [{"type": "x", "id": "y"}]},
                 "body/tools/0/type: Input should be 'action' or 'plugin'")):
            self.refused(self.call("POST", "/v1/assistants", {**ASSISTANT, **change}), 422,
                         "REQUEST_VALIDATION_ERROR", message)
        self.refused(self.call("POST", "/v1/assistants", {**ASSISTANT, "model_id": "zzzzzzzz"}), 404,
                     "OBJECT_NOT_FOUND", "model zzzzzzzz not found")

    def test_update(self):
        made = self.create(name="before", metadata={"k": "v"})
        path = "/v1/assistants/" + made["assistant_id"]
        for nothing in ({}, {"name": None, "memory": None}, {"metadata": {}}):
            self.assertEqual(self.call("POST", path, nothing)[1]["data"], made)
        changed = self.call("POST", path, {"name": "", "memory": {"type": "zero"}})[1]["data"]
        self.assertGreater(changed.pop("updated_timestamp"), made.pop("updated_timestamp"))
        self.assertEqual(changed, {**made, "name": "", "memory": {"type": "zero"}})

    def test_delete(self):
        path = "/v1/assistants/" + self.create()["assistant_id"]
        self.assertEqual(self.call("DELETE", path), (200, {"status": "success"}))
        for method, body in (("GET", None), ("DELETE", None), ("POST", {})):
            self.refused(self.call(method, path, body), 404, "OBJECT_NOT_FOUND")

    def test_stateless_run(self):
        made = self.create(system_prompt_template=["You are nice", "lang {{x}}"])["assistant_id"]
        answer = self.complete({"model_id": made, "messages": [
            {"role": "system", "content": "SYS only"}]})[1]["data"]
        self.assertEqual(answer["message"]["content"], "e\n\nSYS only")
        self.assertNotIn("fallback_index", answer)
        failing = self.create(model_id="TpError0")["assistant_id"]
        self.refused(self.complete(chat(failing, "hi")), 500, "GENERATION_ERROR")
        self.assertEqual(self.stream(chat(failing, "hi")), [
            {"object": "Error", "code": "GENERATION_ERROR",
             "message": "Error occurred in streaming chat completion."}])


class Pages(ServerCase):
    """The worked example of the reference, with five assistants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ids = {}
        for number in range(1, 6):
            made = cls.server.call("POST", "/v1/assistants", {**ASSISTANT, "name": f"c{number}"})[1]
            cls.ids[f"c{number}"] = made["data"]["assistant_id"]

    def page(self, query):
        for name, full in self.ids.items():
            query = query.replace("=" + name, "=" + full)
        status, answer = self.call("GET", "/v1/assistants?" + query)
        self.assertEqual(status, 200, answer)
        self.assertEqual(answer["fetched_count"], len(answer["data"]))
        return " ".join(item["name"] for item in answer["data"]), answer["has_more"]

    def test_worked_example(self):
        for query, names, has_more in (
                ("limit=2", "c5 c4", True), ("limit=2&after=c4", "c3 c2", True),
                ("limit=2&after=c2", "c1", False), ("limit=2&before=c1", "c3 c2", True),
                ("limit=2&before=c3", "c5 c4", False), ("limit=2&order=asc", "c1 c2", True),
                ("limit=2&order=asc&after=c2", "c3 c4", True),
                ("limit=2&order=asc&before=c5", "c3 c4", True),
                ("limit=2&order=asc&before=c2", "c1", False), ("limit=10&after=c1", "", False),
                ("limit=9&limit=1&offset=3", "c5", True), ("", "c5 c4 c3 c2 c1", False)):
            self.assertEqual(self.page(query), (names, has_more), query)

    def test_bad_queries(self):
        for query, message in (
                ("limit=0", "query/limit: Input should be greater than or equal to 1"),
                ("limit=101", "query/limit: Input should be less than or equal to 100"),
                ("limit=ten", "query/limit: Input should be a valid integer, "
                              "unable to parse string as an integer"),
                ("order=", "query/order: Input should be 'desc' or 'asc'"),
                ("after=", "query/after: String should have at least 1 character"),
                ("prefix_filter=%7B%7D", "Prefix filter is not supported")):
            self.refused(self.call("GET", "/v1/assistants?" + query), 422,
                         "REQUEST_VALIDATION_ERROR", message)
        self.refused(self.call("GET", "/v1/assistants?after=" + "z" * 24), 404, "OBJECT_NOT_FOUND",
                     "assistant " + "z" * 24 + " not found")


class Inference(ServerCase):
    options = ("--pace", "5")

    def test_echo(self):
        for text, answer in (("Please summarise the water cycle", "the water cycle"),
                             ("How tall is the tower", "s the tower"), ("ab", "b"), ("x", "x"),
                             ('ab😀ü "\\', 'ü "\\')):
            got = self.complete(chat("TpEcho00", text))[1]["data"]
            self.assertEqual(got["message"],
                             {"content": answer, "role": "assistant", "function_calls": None})
            self.assertEqual(got["finish_reason"], "stop")
            self.assertIn("fallback_index", got)

    def test_echo_stream(self):
        got = self.stream(chat("TpEcho00", "The quick brown fox jümps"))
        self.assertEqual([e["delta"] for e in got[:-1]], ["own", "fox", "jümps"])
        self.assertEqual([e["index"] for e in got[:-1]], [0, 1, 2])
        self.assertEqual(got[-1]["message"]["content"], "own fox jümps")
        self.assertNotIn("fallback_index", got[-1])
        only = self.stream(chat("TpEcho00", "a  "))
        self.assertEqual([e["object"] for e in only], ["ChatCompletion"])
        self.assertIn("fallback_index", only[0])

    def test_delay(self):
        start = time.monotonic()
        got = self.stream(chat("TpDelay0", "#0.3#hello big world"))
        self.assertGreaterEqual(time.monotonic() - start, 0.3)
        self.assertEqual(got[-1]["object"], "ChatCompletion")
        self.refused(self.complete(chat("TpDelay0", "#x#hello")), 400, "PROVIDER_ERROR")

    def test_failures(self):
        failed = "Model TpError0 failed to respond: Debug error for test"
        for stream in (False, True):
            self.refused(self.complete(chat("TpError0", "hi", stream=stream)), 400,
                         "PROVIDER_ERROR", failed)
            self.refused(self.complete(chat("TpFalls2", "hi", stream=stream)), 400, "PROVIDER_ERROR",
                         "All models failed to respond. Main model TpFalls2 error: "
                         "Debug error for test")
        self.assertEqual(self.complete(chat("TpError0", "Only say your name"))[0], 200)
        self.assertEqual(self.stream(chat("TpFalls1", "hello fallback"))[0]["delta"], "allback")

    def test_function_calls(self):
        call = self.complete(chat("TpTools1", "hi"))[1]["data"]
        self.assertEqual(call["finish_reason"], "function_calls")
        self.assertIsNone(call["message"]["content"])
        self.assertRegex(call["message"]["function_calls"][0].pop("id"), "^P3lf[A-Za-z0-9]{20}$")
        self.assertEqual(call["message"]["function_calls"],
                         [{"name": "make_scatter_plot",
                           "arguments": {"x_values": [1, 2], "y_values": [3, 4]}}])
        done = self.stream({"model_id": "TpTools1", "messages": [
            {"role": "user", "content": "hi"}, {"role": "assistant", "function_calls": [CALL]},
            {"role": "function", "id": "P3lfabc", "content": "result"}]})
        self.assertEqual([e["message"]["content"] for e in done], ["Test Message"])

    def test_message_rules(self):
        user = {"role": "user", "content": "hi"}
        caller = {"role": "assistant", "content": None, "function_calls": [CALL]}
        result = {"role": "function", "id": "P3lfabc", "content": "r"}
        system = {"role": "system", "content": "s"}
        for messages, fault in (
                ([{"role": "user", "content": ""}], "messages cannot be empty."),
                ([system, system, user], "more than one system message found."),
                ([user, system], "system message is not at the first position."),
                ([user, caller], "Function_calls with ids ['P3lfabc'] do not have a corresponding "
                                 "function message."),
                ([user, result], "function message with id P3lfabc appears without a preceding "
                                 "function_call."),
                ([user, caller, result, user], "user and assistant roles are not allowed after "
                                               "function role until all function_calls have "
                                               "corresponding functions.")):
            status, answer = self.complete({"model_id": "TpEchoFn", "messages": messages})
            self.assertEqual(status, 422)
            inner = answer["error"]["message"]
            self.assertEqual(inner["code"], "REQUEST_VALIDATION_ERROR")
            self.assertEqual(inner["message"], "body/messages: Value error, " + fault)

    def test_nested_refusals(self):
        def inner(body):
            status, answer = self.complete(body)
            self.assertEqual(status, 422, answer)
            return answer["error"]["message"]

        self.assertEqual(inner(chat("TpEmb256", "hi")),
                         {"error_code": "REQUEST_VALIDATION_ERROR",
                          "message": "Model TpEmb256 is not a chat completion model."})
        self.assertEqual(inner(chat("TpEchoNs", "hi", stream=True))["message"],
                         "Model TpEchoNs does not support streaming.")
        self.assertEqual(inner(chat("TpEcho00", "hi", functions=[FUNCTION])),
                         "Model TpEcho00 does not support function calls.")
        self.assertIn("temperature does not conform",
                      inner(chat("TpEcho00", "hi", configs={"temperature": 5}))["message"])
        self.assertEqual(inner(chat("x", "hi")), "Invalid model_id: x")

    def test_embedding(self):
        status, answer = self.call("POST", "/v1/inference/text_embedding",
                                   {"model_id": "TpEmb256", "input": ["hello", "x", "hello"]})
        self.assertEqual(status, 200)
        vectors = [item["embedding"] for item in answer["data"]]
        self.assertEqual(vectors[0][:5], [0.0012277639928960082, 0.10691144289278925,
                                          0.013236173391369073, -0.0187274697828341,
                                          -0.14314247209690842])
        self.assertEqual(vectors[0][255], 0.10347427146558771)
        self.assertEqual(vectors[0], vectors[2])
        self.assertNotEqual(vectors[0], vectors[1])
        self.assertEqual([item["index"] for item in answer["data"]], [0, 1, 2])
        for model, size in (("TpEmb384", 384), ("TpEmb512", 512), ("TpEmb768", 768),
                            ("TpEm1024", 1024), ("TpEm1536", 1536)):
            answer = self.call("POST", "/v1/inference/text_embedding",
                               {"model_id": model, "input": "hello"})[1]
            self.assertEqual(len(answer["data"][0]["embedding"]), size)
        self.refused(self.call("POST", "/v1/inference/text_embedding",
                               {"model_id": "TpLocalE", "input": ""}), 500, "INTERNAL_SERVER_ERROR")

    def test_rerank(self):
        status, answer = self.call("POST", "/v1/inference/rerank", {
            "model_id": "TpLocalR", "query": "Blue sky", "top_n": 2,
            "documents": ["red", "the SKY is blue", "sky"]})
        self.assertEqual(status, 200)
        self.assertEqual(answer["data"]["results"], [
            {"index": 1, "document": {"text": "the SKY is blue"}, "relevance_score": 1.0},
            {"index": 2, "document": {"text": "sky"}, "relevance_score": 0.5}])

    def test_local_stream(self):
        got = self.stream(chat("TpLocalS", "Count from 1 to 50"))
        text = " ".join(str(n) for n in range(1, 51))
        self.assertEqual("".join(e["delta"] for e in got[:-1]), text)
        self.assertEqual(got[-1]["message"]["content"], text)
        got = self.stream(chat("TpLocalS", " keep  the\nblanks "))
        self.assertEqual("".join(e["delta"] for e in got[:-1]), " keep  the\nblanks ")
        got = self.stream(chat("TpLocalS", "!mid"))
        self.assertEqual(got[-1], {"object": "Error", "code": "PROVIDER_ERROR",
                                   "message": "Local failure midway"})
        self.refused(self.complete(chat("TpLocalS", "!fail", stream=True)), 400, "PROVIDER_ERROR")

    def test_cut_stream(self):
        with self.server.open("/v1/inference/chat_completion",
                              chat("TpLocalS", "!cut", stream=True)) as connection:
            data = b"".join(iter(lambda: connection.recv(65536), b""))
        self.assertEqual(data.count(b"ChatCompletionChunk"), 2)
        self.assertNotIn(b"[DONE]", data)
        self.assertFalse(data.endswith(b"0\r\n\r\n"))


class Disconnects(ServerCase):
    """A client that goes away is noticed at once, whatever the stream is doing."""

    options = ("--pace", "0")

    def abort(self, body, first_bytes=True):
        before = self.server.stats()["aborted_streams"]
        connection = self.server.open("/v1/inference/chat_completion", {**body, "stream": True})
        if first_bytes:
            self.assertIn(b"200 OK", connection.recv(4096))
        else:
            self.assertTrue(until(lambda: self.server.stats()["open_streams"] == 1))
        start = time.monotonic()
        connection.close()
        self.assertTrue(until(lambda: self.server.stats()["aborted_streams"] == before + 1))
        self.assertLess(time.monotonic() - start, 5)
        self.assertEqual(self.server.stats()["open_streams"], 0)

    def test_while_sending(self):
        self.abort(chat("TpLocalS", "Count from 1 to 900000"))

    def test_while_waiting_for_the_model(self):
        self.abort(chat("TpDelay0", "#30#hello"), first_bytes=False)

    def test_slow_reader_is_waited_for(self):
        # More than the buffers between the two can hold.
        text = ("x" * 100000 + " ") * 150
        connection = self.server.open("/v1/inference/chat_completion",
                                      chat("TpLocalS", text, stream=True))
        self.assertTrue(until(lambda: self.server.stats()["waiting_streams"] == 1))
        connection.close()
        self.assertTrue(until(lambda: self.server.stats()["open_streams"] == 0))

    def test_many_at_once(self):
        body = chat("TpLocalS", "Count from 1 to 900000", stream=True)
        before = self.server.stats()["aborted_streams"]
        open_ones = [self.server.open("/v1/inference/chat_completion", body) for _ in range(50)]
        self.assertTrue(until(lambda: self.server.stats()["open_streams"] == 50))
        for connection in open_ones:
            connection.close()
        self.assertTrue(until(lambda: self.server.stats()["aborted_streams"] == before + 50))
        self.assertEqual(self.server.stats()["open_streams"], 0)

    def test_connections_are_let_go(self):
        folder = f"/proc/{self.server.process.pid}/fd"
        before = len(os.listdir(folder))
        for _ in range(100):
            self.assertEqual(self.call("GET", "/v1/health_check")[0], 200)
        self.assertTrue(until(lambda: len(os.listdir(folder)) <= before + 1))

    def test_counts(self):
        before = self.server.stats()
        self.call("GET", "/v1/assistants/" + "x" * 24)
        self.call("GET", "/v1/assistants", key=False)
        after = self.server.stats()
        self.assertEqual(after["requests"] - before["requests"], 3)
        for route in ("GET /v1/assistants", "GET /v1/assistants/{assistant_id}"):
            self.assertEqual(after["routes"][route] - before["routes"].get(route, 0), 1)


class Web(ServerCase):
    """The WEB role: the administrator's session and API keys."""

    options = ("--admin-password", "correct horse")

    def log_in(self, password="correct horse"):
        return self.call("POST", "/api/v1/admins/login",
                         {"username": "admin", "password": password}, key=False)

    def ask(self, method, path, body=None, token=""):
        return self.call(method, "/api/v1" + path, body, key=False,
                         headers={"Authorization": "Bearer " + token})

    def test_session(self):
        self.refused(self.log_in("wrong-password"), 401, "INCORRECT_PASSWORD")
        first = self.log_in()[1]["data"]["token"]
        self.assertEqual(self.ask("POST", "/admins/verify_token", token=first)[0], 200)
        second = self.ask("POST", "/admins/refresh_token", token=first)[1]["data"]["token"]
        self.refused(self.ask("POST", "/admins/verify_token", token=first), 401,
                     "TOKEN_VALIDATION_FAILED", "Invalid token")
        self.assertEqual(self.ask("GET", "/assistants", token=second)[0], 200)
        self.assertEqual(self.ask("POST", "/admins/logout", token=second)[0], 200)
        self.refused(self.ask("GET", "/assistants", token=second), 401, "TOKEN_VALIDATION_FAILED")
        self.refused(self.call("GET", "/api/v1/assistants", key=False), 401,
                     "TOKEN_VALIDATION_FAILED", "Token is missing")
        self.refused(self.call("GET", "/api/v1/assistants"), 401, "TOKEN_VALIDATION_FAILED")

    def test_keys(self):
        token = self.log_in()[1]["data"]["token"]
        made = self.ask("POST", "/apikeys", {"name": "kiosk"}, token)[1]["data"]
        self.assertRegex(made["apikey"], r"^tk\*{28}[A-Za-z0-9]{2}$")
        path = "/apikeys/" + made["apikey_id"]
        key = self.ask("GET", path + "?plain=true", token=token)[1]["data"]["apikey"]
        self.assertEqual(key[2:10], made["apikey_id"])
        use = {"Authorization": "Bearer " + key}
        self.assertEqual(self.call("GET", "/v1/assistants", headers=use, key=False)[0], 200)
        self.assertEqual(self.ask("DELETE", path, token=token)[0], 200)
        self.refused(self.call("GET", "/v1/assistants", headers=use, key=False), 404,
                     "OBJECT_NOT_FOUND", f"apikey {made['apikey_id']} not found")


class OpenAI(ServerCase):
    def ask(self, body):
        return self.call("POST", "/v1/chat/completions", body)

    def test_completion(self):
        body = {"model": "TpEcho00", "messages": [{"role": "user", "content": "How tall is it now"}]}
        status, answer = self.ask(body)
        self.assertEqual(status, 200)
        self.assertRegex(answer["id"], "^chatcmpl-[A-Za-z0-9]{29}$")
        self.assertEqual(answer["choices"], [{"finish_reason": "stop", "index": 0, "logprobs": None,
                                              "message": {"role": "assistant", "content": "is it now"}}])
        got = self.stream(body, "/v1/chat/completions")
        self.assertEqual([e["choices"][0]["delta"]["content"] for e in got], ["is", "it", "now"])
        self.refused(self.ask({**body, "model": "TpError0"}), 400, "PROVIDER_ERROR",
                     "Debug error for test")

    def test_tools(self):
        body = {"model": "TpTools1", "messages": [{"role": "user", "content": "hi"}],
                "tools": [{"type": "function", "function": FUNCTION}]}
        choice = self.ask(body)[1]["choices"][0]
        self.assertEqual(choice["finish_reason"], "tool_calls")
        call = choice["message"]["tool_calls"][0]
        self.assertEqual(call["function"], {"name": "make_scatter_plot",
                                            "arguments": '{"x_values": [1, 2], "y_values": [3, 4]}'})
        body["messages"] += [choice["message"],
                             {"role": "tool", "tool_call_id": call["id"], "content": "done"}]
        self.assertEqual(self.ask(body)[1]["choices"][0]["message"]["content"], "Test Message")

    def test_embeddings(self):
        status, answer = self.call("POST", "/v1/embeddings", {"model": "TpEmb256", "input": "hello"})
        self.assertEqual((status, answer["object"], answer["model"]), (200, "list", "TpEmb256"))
        self.assertEqual(answer["data"][0]["embedding"][0], 0.0012277639928960082)


class Upstream(unittest.TestCase):
    """One server upstream of another."""

    @classmethod
    def setUpClass(cls):
        cls.behind = Local("--pace", "5")
        cls.folder = tempfile.TemporaryDirectory()
        key_file = os.path.join(cls.folder.name, "key")
        with open(key_file, "w", encoding="ascii") as file:
            file.write(cls.behind.key + "\n")
        options = ["--upstream", cls.behind.host + "/v1/", "--upstream-key-file", key_file,
                   "--upstream-embedding-model", "TpEmb256"]
        for name in ("TpEcho00", "TpLocalS", "TpTools1", "TpError0", "TpDelay0", "zzzzzzzz"):
            options += ["--upstream-model", name]
        cls.server = Local(*options)
        cls.options = options
        listed = subprocess.run([os.environ["TASKINGAI_LOCAL"], *options, "--list-models"],
                                check=True, capture_output=True, text=True).stdout
        cls.ids = {line.split()[2].split("/", 1)[1]: line.split()[0]
                   for line in listed.splitlines() if " upstream/" in line}

    @classmethod
    def tearDownClass(cls):
        for server in (cls.server, cls.behind):
            status, errors = server.stop()
            assert (status, errors) == (0, ""), (status, errors)
        cls.folder.cleanup()

    def complete(self, model, messages, **more):
        return self.server.call("POST", "/v1/inference/chat_completion",
                                {"model_id": self.ids[model], "messages": messages, **more})

    def stream(self, model, text):
        return self.server.raw("POST", "/v1/inference/chat_completion",
                               json.dumps(chat(self.ids[model], text, stream=True)))

    def test_ids(self):
        self.assertEqual(len(self.ids), 7)
        self.assertTrue(all(len(i) == 8 and i.startswith("Tp") for i in self.ids.values()))

    def test_plain(self):
        status, answer = self.complete("TpEcho00", [{"role": "user", "content": "Hello you"}])
        self.assertEqual((status, answer["data"]["message"]["content"]), (200, "o you"))
        self.assertEqual(answer["data"]["finish_reason"], "stop")
        self.assertGreater(answer["data"]["usage"]["output_tokens"], 0)

    def test_stream(self):
        got = events(self.stream("TpLocalS", "Count from 1 to 20")[2])
        self.assertEqual([e["index"] for e in got[:-1]], list(range(20)))
        self.assertEqual(got[-1]["message"]["content"], " ".join(str(n) for n in range(1, 21)))

    def test_functions(self):
        messages = [{"role": "user", "content": "hi"}]
        answer = self.complete("TpTools1", messages, functions=[FUNCTION])[1]["data"]
        self.assertEqual(answer["finish_reason"], "function_calls")
        call = answer["message"]["function_calls"][0]
        self.assertEqual(call["arguments"], {"x_values": [1, 2], "y_values": [3, 4]})
        messages += [answer["message"], {"role": "function", "id": call["id"], "content": "r"}]
        answer = self.complete("TpTools1", messages, functions=[FUNCTION])[1]["data"]
        self.assertEqual(answer["message"]["content"], "Test Message")

    def test_failures(self):
        status, answer = self.complete("TpError0", [{"role": "user", "content": "hi"}])
        self.assertEqual(status, 400)
        self.assertEqual(answer["error"]["code"], "PROVIDER_ERROR")
        self.assertIn("Debug error for test", answer["error"]["message"])
        status, _, data = self.stream("zzzzzzzz", "hi")
        self.assertEqual(status, 400)
        self.assertIn(b"model zzzzzzzz not found", data)
        got = events(self.stream("TpLocalS", "!mid")[2])
        self.assertEqual(got[-1]["message"], "Local failure midway")
        got = events(self.stream("TpLocalS", "!cut")[2])
        self.assertEqual(got[-1]["object"], "Error")

    def test_embedding(self):
        status, answer = self.server.call("POST", "/v1/inference/text_embedding",
                                          {"model_id": self.ids["TpEmb256"], "input": ["hello"]})
        self.assertEqual(status, 200)
        self.assertEqual(answer["data"][0]["embedding"][4], -0.14314247209690842)

    def test_disconnect_goes_through(self):
        for model, text in (("TpLocalS", "Count from 1 to 900000"), ("TpDelay0", "#30#x")):
            before = self.behind.stats()["aborted_streams"]
            connection = self.server.open("/v1/inference/chat_completion",
                                          chat(self.ids[model], text, stream=True))
            self.assertTrue(until(lambda: self.behind.stats()["open_streams"] == 1))
            connection.close()
            self.assertTrue(until(lambda: self.behind.stats()["aborted_streams"] == before + 1))
            self.assertEqual(self.behind.stats()["open_streams"], 0)


class Program(unittest.TestCase):
    def run_it(self, *options):
        return subprocess.run([os.environ["TASKINGAI_LOCAL"], *options], capture_output=True,
                              text=True, timeout=30, check=False)

    def test_information(self):
        self.assertIn("--upstream", self.run_it("--help").stdout)
        self.assertRegex(self.run_it("--version").stdout, r"^taskingai-local \d")
        self.assertIn("TpEcho00", self.run_it("--list-models").stdout)

    def test_wrong_command_lines(self):
        for options in (("--nosuch",), ("x",), ("--port", "70000"), ("--listen", "nowhere"),
                        ("--api-key", "short"), ("--upstream", "ftp://x"),
                        ("--upstream-model", "x")):
            result = self.run_it(*options)
            self.assertEqual(result.returncode, 2, options)
            self.assertTrue(result.stderr.startswith("taskingai-local: "), result.stderr)
        self.assertEqual(self.run_it("--database", "/nonexistent/x").returncode, 1)

    def test_given_key(self):
        key = "tkABCDEFGH0123456789abcdefghijkl"
        server = Local("--api-key", key)
        self.assertEqual(server.key, key)
        self.assertEqual(server.call("GET", "/v1/assistants")[0], 200)
        self.assertEqual(server.stop(), (0, ""))

    def test_persistence(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "data.db")
            first = Local("--database", path)
            made = first.call("POST", "/v1/assistants", {**ASSISTANT, "name": "kept"})[1]["data"]
            for name in os.listdir(folder):
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                self.assertEqual(mode, 0o600, name)
            self.assertEqual(first.stop(), (0, ""))
            second = Local("--database", path)
            self.assertEqual(second.key, first.key)
            got = second.call("GET", "/v1/assistants/" + made["assistant_id"])
            self.assertEqual(got, (200, {"status": "success", "data": made}))
            self.assertEqual(second.stop(), (0, ""))

    def test_stops_amid_requests(self):
        server = Local("--pace", "0")
        bodies = (chat("TpLocalS", "Count from 1 to 900000", stream=True),
                  chat("TpDelay0", "#30#x", stream=True), chat("TpDelay0", "#30#x"))
        connections = [server.open("/v1/inference/chat_completion", body) for body in bodies]
        self.assertTrue(until(lambda: server.stats()["routes"].get(
            "POST /v1/inference/chat_completion") == 3))
        self.assertEqual(server.stop(), (0, ""))
        for connection in connections:
            connection.close()

    def test_ends_with_its_parent(self):
        server = Local()
        server.process.stdin.close()
        self.assertEqual(server.process.wait(20), 0)
        server.process.stdout.close()
        server.process.stderr.close()

    def test_outlives_the_thread_that_started_it(self):
        servers = []
        thread = threading.Thread(target=lambda: servers.append(Local()))
        thread.start()
        thread.join()
        self.assertEqual(servers[0].call("GET", "/v1/health_check")[0], 200)
        self.assertEqual(servers[0].stop(), (0, ""))


if __name__ == "__main__":
    unittest.main()
