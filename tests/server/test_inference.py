#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Models, streams, disconnects and the OpenAI-compatible routes of taskingai-local."""

import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import CALL, FUNCTION, ServerCase, chat, until  # noqa: E402


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


if __name__ == "__main__":
    unittest.main()
