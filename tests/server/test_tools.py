#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tools of assistants of taskingai-local, with a chat and without.

TASKINGAI_LOCAL names the program.
"""

import http.server
import json
import os
import socket
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chatcase import ChatCase  # noqa: E402
from local import FUNCTION, Local, chat, events, until  # noqa: E402
from target import Target  # noqa: E402


GENERATE = "POST /v1/assistants/{assistant_id}/chats/{chat_id}/generate"


def document(url, *names):
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "servers": [{"url": url}],
            "paths": {"/" + name: {"post": {
                "operationId": name, "description": "does " + name,
                "responses": {"200": {"description": "OK"}},
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object", "properties": {"a": {"type": "string"}}}}}}}}
                for name in names}}


class ToolCase(ChatCase):
    options = ("--pace", "0")

    def actions(self, url, *names):
        """Action references by name."""
        status, answer = self.call("POST", "/v1/actions/bulk_create",
                                   {"openapi_schema": document(url, *names)})
        self.assertEqual(status, 200, answer)
        return [{"type": "action", "id": action["action_id"]} for action in answer["data"]]

    def steps(self, found):
        return [(event.get("event", event["object"]), event.get("event_step")) for event in found]


class Tools(ToolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = Target()

    @classmethod
    def tearDownClass(cls):
        cls.target.close()
        super().tearDownClass()

    def test_order_of_logs(self):
        tools = self.actions(self.target.url, "one", "err")
        path = self.chat(None, '!call one {"a": "1"}\n!call err\n!call one {"a": "2"}',
                         model_id="TpLocalS", tools=tools)
        found = self.stream_answer(path, debug=True, stream=True)
        pieces = sum(event["object"] == "MessageChunk" for event in found)
        self.assertGreater(pieces, 0)
        self.assertEqual(self.steps(found), [
            ("chat_completion", "input"), ("chat_completion", "output"),
            *[("tool", "input")] * 3, *[("tool", "output")] * 3, ("chat_completion", "input"),
            *[("MessageChunk", None)] * pieces, ("chat_completion", "output"), ("Message", None)])
        self.assertEqual([event["index"] for event in found[9:9 + pieces]], list(range(pieces)))
        calls = found[1]["content"]["message"]["function_calls"]
        self.assertEqual([event["event_id"] for event in found[2:8]],
                         [call["id"] for call in calls] * 2)
        self.assertEqual([event["content"].get("status") for event in found[5:8]], [200, 404, 200])
        self.assertEqual([event["content"]["tool_id"] for event in found[2:5]],
                         [tools[0]["id"], tools[1]["id"], tools[0]["id"]])
        messages = found[8]["content"]["messages"][2:]
        self.assertEqual(messages[0], {"role": "assistant", "function_calls": calls})
        self.assertEqual([message["id"] for message in messages[1:]],
                         [call["id"] for call in calls])
        self.assertEqual(json.loads(messages[2]["content"]), {
            "status": 404, "error": {"error": "API call failed with status 404: {'e': 1}"}})
        self.assertEqual(json.loads(messages[3]["content"])["body"], '{"a": "2"}')
        self.assertEqual(self.messages(path)[1:], [messages[3]["content"]])
        self.assertEqual(len(self.memory(path)), 2)

    def test_unknown_function_among_known_ones(self):
        """Nothing is run then."""
        path = self.chat(None, "!call one\n!call nothing", model_id="TpLocalS",
                         tools=self.actions(self.target.url, "one"))
        fault = "The tool nothing called by the model TpLocalS (local/stream) does not exist."
        self.refused(self.generate(path), 500, "GENERATION_ERROR", fault)
        found = self.stream_answer(path, debug=True)
        self.assertEqual(self.steps(found), [
            ("chat_completion", "input"), ("chat_completion", "output"), ("Error", None)])
        self.assertEqual(found[-1], {"object": "Error", "code": "GENERATION_ERROR",
                                     "message": fault})
        self.call("POST", path + "/clean_context", {})
        self.say(path, "and now an answer")
        self.assertEqual(self.answer(path), "and now an answer")

    def test_rounds(self):
        assistant = self.assistant(model_id="TpTools2",
                                   tools=self.actions(self.target.url, "make_scatter_plot"))
        path = self.chat(assistant, "hi")
        found = self.stream_answer(path, debug=True)
        self.assertEqual(self.steps(found).count(("tool", "output")), 5)
        fault = "make_scatter_plot has been used for more than 5 rounds."
        self.assertEqual((found[-1]["code"], found[-1]["message"]), ("GENERATION_ERROR", fault))
        self.refused(self.complete(chat(assistant[-24:], "hi")), 500, "GENERATION_ERROR", fault)
        data = self.server.raw("POST", "/v1/inference/chat_completion",
                               json.dumps(chat(assistant[-24:], "hi", stream=True)))[2]
        self.assertEqual(events(data), [{"object": "Error", "code": "GENERATION_ERROR",
                                         "message": fault}])

    def test_own_functions_come_first(self):
        assistant = self.assistant(model_id="TpLocalS", tools=self.actions(self.target.url, "one"))
        body = chat(assistant[-24:], '!call one\n!call f {"a": 1}', functions=[FUNCTION])
        answer = self.complete(body)[1]["data"]
        self.assertEqual(answer["finish_reason"], "function_calls")
        self.assertEqual([(call["name"], call["arguments"])
                          for call in answer["message"]["function_calls"]], [("f", {"a": 1})])

    def test_deleted_tool(self):
        tool, = self.actions(self.target.url, "gone")
        assistant = self.assistant(model_id="TpTools1", tools=[tool])
        path = self.chat(assistant, "hi")
        self.assertEqual(self.call("DELETE", "/v1/actions/" + tool["id"])[0], 200)
        fault = f"Failed to load tool {tool['id']}."
        self.refused(self.generate(path), 400, "INVALID_REQUEST", fault)
        self.assertEqual(self.stream_answer(path, stream=True),
                         [{"object": "Error", "code": "INVALID_REQUEST", "message": fault}])
        self.refused(self.complete(chat(assistant[-24:], "hi")), 400, "INVALID_REQUEST", fault)
        self.refused(self.call("POST", assistant + "/chats", {}), 404, "OBJECT_NOT_FOUND",
                     f"action {tool['id']} not found")
        self.refused(self.call("DELETE", path), 404, "OBJECT_NOT_FOUND")


class Waiting(http.server.BaseHTTPRequestHandler):
    """Answers "/all" when five callers are there, and "/never" not at all."""

    protocol_version = "HTTP/1.1"
    all_there = threading.Barrier(5)
    asked = threading.Event()
    gone = threading.Event()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/never":
            self.asked.set()
            self.wait_for_the_end()
            return
        self.all_there.wait(30)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def wait_for_the_end(self):
        try:
            self.connection.recv(1)
        except ConnectionError:
            pass
        self.gone.set()
        self.close_connection = True

    def log_message(self, *_):
        pass


class Concurrency(ToolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Waiting)
        cls.url = f"http://127.0.0.1:{cls.target.server_port}"
        cls.thread = threading.Thread(target=cls.target.serve_forever)
        cls.thread.start()

    @classmethod
    def tearDownClass(cls):
        cls.target.shutdown()
        cls.thread.join()
        cls.target.server_close()
        super().tearDownClass()

    def test_calls_of_a_round_run_at_once(self):
        path = self.chat(None, "\n".join(["!call all"] * 5), model_id="TpLocalS",
                         tools=self.actions(self.url, "all"))
        self.assertEqual(self.answer(path), "{}")

    def test_client_leaves_while_a_tool_runs(self):
        path = self.chat(None, "!call never", model_id="TpLocalS",
                         tools=self.actions(self.url, "never"))
        aborted = self.server.stats()["aborted_streams"]
        running = self.server.open(path + "/generate", {"stream": True})
        self.assertTrue(Waiting.asked.wait(30))
        running.close()
        self.assertTrue(until(lambda: self.server.stats()["aborted_streams"] > aborted))
        self.assertTrue(Waiting.gone.wait(30))
        self.call("POST", path + "/clean_context", {})
        self.say(path, "one two")
        self.assertEqual(self.answer(path), "one two")


class Plugins(ToolCase):
    options = ("--admin-password", "correct horse", "--pace", "0")

    def setUp(self):
        token = self.call("POST", "/api/v1/admins/login",
                          {"username": "admin", "password": "correct horse"},
                          key=False)[1]["data"]["token"]
        status, answer = self.call("POST", "/api/v1/bundle_instances",
                                   {"bundle_id": "arithmetic", "name": "", "credentials": {}},
                                   key=False, headers={"Authorization": "Bearer " + token})
        self.assertEqual(status, 200, answer)

    def test_in_a_generation(self):
        tools = [{"type": "plugin", "id": "arithmetic/add"}]
        path = self.chat(None, '!call add {"number_1": 2, "number_2": 3}', model_id="TpLocalS",
                         tools=tools)
        found = self.stream_answer(path, debug=True)
        content = {"type": "plugin", "tool_id": "arithmetic/add",
                   "tool_call_id": found[2]["event_id"]}
        self.assertEqual(found[2]["content"],
                         {**content, "arguments": {"number_1": 2, "number_2": 3}})
        self.assertEqual(found[3]["content"], {**content, "status": 200, "data": {"result": 5}})
        self.assertEqual(found[-1]["content"], {"text": '{"result": 5}'})


class Stopping(unittest.TestCase):
    def test_amid_generations(self):
        target = socket.create_server(("127.0.0.1", 0))
        case = ToolCase()
        case.server = server = Local("--pace", "0")
        tools = case.actions(f"http://127.0.0.1:{target.getsockname()[1]}", "never")
        running = []
        for body in ({}, {"stream": True}, {"debug": True}):
            path = case.chat(None, "!call never", model_id="TpLocalS", tools=tools)
            running.append(server.open(path + "/generate", body))
            running.append(target.accept()[0])
        path = case.chat(None, "#30#hello", model_id="TpDelay0")
        running.append(server.open(path + "/generate", {}))
        self.assertTrue(until(lambda: server.stats()["routes"][GENERATE] == 4))
        self.assertEqual(server.stop(), (0, ""))
        for each in (target, *running):
            each.close()


if __name__ == "__main__":
    unittest.main()
