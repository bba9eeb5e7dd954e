#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""taskingai-local in front of other servers."""

import http.server
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import ASSISTANT, FUNCTION, Local, ServerCase, chat, events, until  # noqa: E402
from test_retrieval import form  # noqa: E402


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

    def test_many_at_once(self):
        connections = [self.server.open("/v1/inference/chat_completion",
                                        chat(self.ids["TpDelay0"], "#30#x", stream=True))
                       for _ in range(5)]
        self.assertTrue(until(lambda: self.behind.stats()["open_streams"] == 5))
        for connection in connections:
            connection.close()
        self.assertTrue(until(lambda: self.behind.stats()["open_streams"] == 0))


class Canned(http.server.BaseHTTPRequestHandler):
    """Says what servers of this kind say; the model's name chooses the answer."""

    protocol_version = "HTTP/1.1"
    asked = []

    ANSWERS = {
        "parts": (200, """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\r
\r
: a comment\r
data: {"choices":[{"index":0,"delta":{"content":"Hal"}}]}\r
\r
data:{"choices":[{"index":0,"delta":{"content":"l\\u00f6"}}]}\r
\r
data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\r
\r
data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":9}}\r
\r
data: [DONE]\r
\r
"""),
        "tools": (200, """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"f","arguments":""}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":"}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}},{"index":1,"id":"call_2","function":{"name":"g","arguments":"{}"}}]}}]}

data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

data: [DONE]

"""),
        "no-end": (200, """data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}

"""),
        "broken": (200, """data: {"choices":[{"delta":{"content":"x"}}]}

data: {"choi

"""),
        "busy": (429, '{"error":{"message":"Slow down","type":"requests"}}'),
        "html": (502, "<html>Bad Gateway</html>"),
    }

    def send(self, status, text):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        names = [{"id": name} for name in [*self.ANSWERS, "my-embedder"]]
        self.send(200, json.dumps({"object": "list", "data": names}))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body))
        if self.path == "/v1/embeddings":
            vectors = [{"index": 0 if "same" in body["input"] else i, "embedding": [i, 0.5]}
                       for i in range(len(body["input"]))]
            self.send(200, json.dumps({"data": vectors[::-1], "usage": {"prompt_tokens": 5}}))
        else:
            self.send(*self.ANSWERS[body["model"]])

    def log_message(self, *_):
        pass


class OtherUpstream(ServerCase):
    """Upstream servers of other makes, as far as they differ from ours."""

    @classmethod
    def setUpClass(cls):
        cls.other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canned)
        threading.Thread(target=cls.other.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{cls.other.server_address[1]}/v1"
        cls.server = Local("--upstream", url)
        listed = subprocess.run([os.environ["TASKINGAI_LOCAL"], "--upstream", url, "--list-models"],
                                check=True, capture_output=True, text=True).stdout
        cls.ids = {line.split()[2].split("/", 1)[1]: line.split()[0]
                   for line in listed.splitlines() if " upstream/" in line}

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.other.shutdown()
        cls.other.server_close()

    def test_parts(self):
        got = self.stream(chat(self.ids["parts"], "hi", configs={"temperature": 0.5}))
        self.assertEqual([e["delta"] for e in got[:-1]], ["Hal", "lö"])
        self.assertEqual(got[-1]["message"]["content"], "Hallö")
        self.assertEqual(got[-1]["finish_reason"], "length")
        self.assertEqual(got[-1]["usage"], {"input_tokens": 7, "output_tokens": 9})
        path, body = Canned.asked[-1]
        self.assertEqual(path, "/v1/chat/completions")
        self.assertEqual((body["model"], body["stream"], body["temperature"]), ("parts", True, 0.5))

    def test_tool_calls(self):
        got = self.stream({**chat(self.ids["tools"], "hi"), "functions": [FUNCTION],
                           "function_call": "f"})
        self.assertEqual(len(got), 1)
        self.assertEqual(got[0]["finish_reason"], "function_calls")
        self.assertEqual(got[0]["message"]["function_calls"],
                         [{"id": "call_1", "name": "f", "arguments": {"a": 1}},
                          {"id": "call_2", "name": "g", "arguments": {}}])
        self.assertEqual(Canned.asked[-1][1]["tool_choice"],
                         {"type": "function", "function": {"name": "f"}})

    def test_tools_of_an_assistant(self):
        """What is offered has no members that are null, and results go back as such."""
        paths = {"/" + name: {"get": {
            "operationId": name, "description": "d", "responses": {"200": {"description": "OK"}},
            "parameters": [{"name": "a", "in": "query", "schema": {"type": "string"}}]}}
                 for name in "fg"}
        actions = self.call("POST", "/v1/actions/bulk_create", {"openapi_schema": {
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "servers": [{"url": "http://127.0.0.1:9"}], "paths": paths}})[1]["data"]
        assistant = self.call("POST", "/v1/assistants", {
            **ASSISTANT, "model_id": self.ids["tools"],
            "tools": [{"type": "action", "id": action["action_id"]} for action in actions]})[1]
        before = len(Canned.asked)
        self.stream(chat(assistant["data"]["assistant_id"], "hi"))
        bodies = [body for _, body in Canned.asked[before:]]
        self.assertEqual(sorted(tool["function"]["name"] for tool in bodies[0]["tools"]),
                         ["f", "g"])
        self.assertNotIn("null", json.dumps(bodies[0]["tools"]))
        self.assertEqual([(message["role"], message.get("tool_call_id"))
                          for message in bodies[1]["messages"]],
                         [("user", None), ("assistant", None), ("tool", "call_1"),
                          ("tool", "call_2")])

    def test_ends(self):
        self.assertEqual(self.stream(chat(self.ids["no-end"], "hi"))[-1]["message"]["content"], "x")
        self.assertEqual(self.stream(chat(self.ids["broken"], "hi"))[-1]["object"], "Error")
        for stream in (False, True):
            self.refused(self.complete(chat(self.ids["busy"], "hi", stream=stream)), 400,
                         "PROVIDER_ERROR",
                         f"Model {self.ids['busy']} failed to respond: Slow down")
            self.refused(self.complete(chat(self.ids["html"], "hi", stream=stream)), 400,
                         "PROVIDER_ERROR")

    def test_embedding(self):
        status, answer = self.call("POST", "/v1/inference/text_embedding",
                                   {"model_id": self.ids["my-embedder"], "input": ["a", "b"]})
        self.assertEqual(status, 200)
        self.assertEqual([item["embedding"] for item in answer["data"]], [[0, 0.5], [1, 0.5]])
        self.assertEqual(answer["usage"], {"input_tokens": 5})

    def test_vectors_of_one_index(self):
        status, answer = self.call("POST", "/v1/collections", {
            "capacity": 1000, "embedding_model_id": self.ids["my-embedder"]})
        self.assertEqual(status, 200, answer)
        path = f"/v1/collections/{answer['data']['collection_id']}/records"
        self.refused(self.call("POST", path, {
            "type": "text", "content": "same\nother",
            "text_splitter": {"type": "separator", "separators": ["\n"]}}),
            400, "PROVIDER_ERROR")

    def test_no_upstream(self):
        result = subprocess.run([os.environ["TASKINGAI_LOCAL"], "--port", "0",
                                 "--upstream", "http://127.0.0.1:9/v1"],
                                capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn("http://127.0.0.1:9/v1", result.stderr)


class Held(http.server.BaseHTTPRequestHandler):
    """Answers when it is let to, and knows whose client has gone."""

    protocol_version = "HTTP/1.1"
    lock = threading.Condition()
    waiting = []
    gone = 0

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        free = threading.Event()
        with self.lock:
            self.waiting.append(free)
            self.lock.notify_all()
        while not free.wait(0.02):
            if select.select([self.connection], [], [], 0)[0]:
                with self.lock:
                    self.waiting.remove(free)
                    type(self).gone += 1
                    self.lock.notify_all()
                self.close_connection = True
                return
        vectors = [{"index": i, "embedding": [1, 0.5]} for i in range(len(body.get("input", ())))]
        data = json.dumps({"data": vectors}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    @classmethod
    def until(cls, condition):
        with cls.lock:
            assert cls.lock.wait_for(condition, 60)

    @classmethod
    def let(cls):
        """Answers the oldest request."""
        cls.until(lambda: cls.waiting)
        with cls.lock:
            cls.waiting.pop(0).set()

    def log_message(self, *_):
        pass


class HeldUpstream(ServerCase):
    """What happens while an upstream server takes its time."""

    more_options = ()

    @classmethod
    def setUpClass(cls):
        cls.other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Held)
        threading.Thread(target=cls.other.serve_forever, daemon=True).start()
        options = ["--upstream", f"http://127.0.0.1:{cls.other.server_address[1]}/v1",
                   "--upstream-model", "chat", "--upstream-embedding-model", "embed",
                   *cls.more_options]
        cls.server = Local(*options)
        listed = subprocess.run([os.environ["TASKINGAI_LOCAL"], *options, "--list-models"],
                                check=True, capture_output=True, text=True).stdout
        cls.ids = {line.split()[2].split("/", 1)[1]: line.split()[0]
                   for line in listed.splitlines() if " upstream/" in line}

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.other.shutdown()
        cls.other.server_close()

    def later(self, *args):
        """A request on its way; what it returns waits for its answer."""
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.call(*args)))
        thread.start()

        def wait():
            thread.join(60)
            return answers[0]

        return wait

    def now(self, *args):
        answer = self.later(*args)
        Held.let()
        status, answer = answer()
        self.assertEqual(status, 200, answer)
        return answer["data"]


class Waiting(HeldUpstream):
    SPLITTER = {"type": "separator", "separators": ["\n"]}

    def setUp(self):
        self.path = "/v1/collections/" + self.now("POST", "/v1/collections", {
            "capacity": 1000, "embedding_model_id": self.ids["embed"]})["collection_id"]

    def record(self, **fields):
        return {"type": "text", "text_splitter": self.SPLITTER, **fields}

    def check_metadata(self, path, change, metadata):
        """A change of metadata alone, while another change waits for vectors."""
        answer = self.later("POST", path, change)
        Held.until(lambda: Held.waiting)
        status, between = self.call("POST", path, {"metadata": {"by": "another"}})
        self.assertEqual(status, 200, between)
        Held.let()
        status, answer = answer()
        self.assertEqual((status, answer["data"]["metadata"]), (200, metadata))
        self.assertGreaterEqual(answer["data"]["updated_timestamp"],
                                between["data"]["updated_timestamp"])
        self.assertEqual(self.call("GET", path)[1], answer)
        self.assertEqual(answer["data"]["content"], change["content"])

    def test_metadata_of_a_record(self):
        path = self.path + "/records/" + self.now("POST", self.path + "/records", self.record(
            content="one"))["record_id"]
        self.check_metadata(path, self.record(content="two"), {"by": "another"})
        self.check_metadata(path, self.record(content="three", metadata={"by": "me"}),
                            {"by": "me"})

    def test_metadata_of_a_chunk(self):
        path = self.path + "/chunks/" + self.now("POST", self.path + "/chunks", {
            "content": "one"})["chunk_id"]
        self.check_metadata(path, {"content": "two"}, {"by": "another"})
        self.check_metadata(path, {"content": "three", "metadata": {"by": "me"}}, {"by": "me"})

    def test_two_records_of_a_file(self):
        headers, body = form(("purpose", None, b"record_file"), ("file", "a.txt", b"text"))
        file_id = json.loads(self.server.raw("POST", "/v1/files", body, headers)[2])["data"]["file_id"]
        answers = []
        for count in (1, 2):
            answers.append(self.later("POST", self.path + "/records",
                                      self.record(type="file", file_id=file_id)))
            Held.until(lambda: len(Held.waiting) == count)
        Held.let()
        self.assertEqual(answers[0]()[0], 200)
        Held.let()
        self.refused(answers[1](), 404, "OBJECT_NOT_FOUND", f"File {file_id} not found")
        self.assertEqual(self.call("GET", self.path)[1]["data"]["num_records"], 1)

    def test_client_goes(self):
        """Nobody waits for the answer any more, so the upstream server need not give it."""
        for path, body in (
                ("/v1/inference/chat_completion", chat(self.ids["chat"], "x")),
                ("/v1/inference/chat_completion", chat(self.ids["chat"], "x", stream=True)),
                ("/v1/chat/completions", {"model": self.ids["chat"],
                                          "messages": [{"role": "user", "content": "x"}]}),
                ("/v1/inference/text_embedding", {"model_id": self.ids["embed"], "input": ["x"]}),
                ("/v1/embeddings", {"model": self.ids["embed"], "input": ["x"]})):
            with self.subTest(path=path, body=body):
                gone = Held.gone
                connection = self.server.open(path, body)
                Held.until(lambda: Held.waiting)
                connection.close()
                Held.until(lambda: Held.gone == gone + 1)
        self.assertEqual(self.server.stats()["open_streams"], 0)


class Timeout(HeldUpstream):
    more_options = ("--upstream-timeout", "1")

    def test_no_answer(self):
        for path, body in (
                ("/v1/inference/chat_completion", chat(self.ids["chat"], "x")),
                ("/v1/inference/chat_completion", chat(self.ids["chat"], "x", stream=True)),
                ("/v1/collections", {"capacity": 1000, "embedding_model_id": self.ids["embed"]})):
            status, answer = self.call("POST", path, body)
            self.assertEqual((status, answer["error"]["code"]), (400, "PROVIDER_ERROR"))
            self.assertIn("timed out", answer["error"]["message"])


if __name__ == "__main__":
    unittest.main()
