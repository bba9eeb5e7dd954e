#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Chats, messages and generation of taskingai-local.

TASKINGAI_LOCAL names the program.
"""

import os
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chatcase import ChatCase  # noqa: E402
from local import Local, edited, until  # noqa: E402

GENERATE = "POST /v1/assistants/{assistant_id}/chats/{chat_id}/generate"


class Chats(ChatCase):
    def test_memory_is_frozen_at_creation(self):
        window = {"type": "message_window", "max_messages": 4, "max_tokens": 100}
        assistant = self.assistant(memory=window)
        chat = self.chat(assistant)
        self.assertEqual(self.call("POST", assistant, {"memory": {"type": "zero"}})[0], 200)
        self.assertEqual(self.call("GET", chat)[1]["data"]["memory"], {**window, "messages": []})
        later = self.call("GET", self.chat(assistant))[1]["data"]
        self.assertEqual(later["memory"]["type"], "zero")

    def test_ids(self):
        chat = self.chat()
        other = self.assistant() + "/chats/" + chat[-24:]
        for path, status, message in (
                (chat[:-1], 422, "chat_id: String should have at least 24 characters"),
                (chat + "x", 422, "chat_id: String should have at most 24 characters"),
                (chat[:-1] + "-", 422, "Invalid path parameter: chat_id"),
                (other, 404, f"chat {chat[-24:]} not found"),
                (chat + "/messages/x", 422,
                 "message_id: String should have at least 24 characters")):
            code = "OBJECT_NOT_FOUND" if status == 404 else "REQUEST_VALIDATION_ERROR"
            self.refused(self.call("GET", path), status, code, message)

    def test_messages_move_the_chat_and_go_with_it(self):
        chat = self.chat()
        before = self.call("GET", chat)[1]["data"]["updated_timestamp"]
        message = self.say(chat, "one")
        self.assertGreater(self.call("GET", chat)[1]["data"]["updated_timestamp"], before)
        self.assertEqual(self.call("DELETE", chat)[0], 200)
        path = f"{chat}/messages/{message['message_id']}"
        self.refused(self.call("GET", path), 404, "OBJECT_NOT_FOUND",
                     f"message {message['message_id']} not found")

    def test_deleted_assistant(self):
        chat = self.chat(None, "hello")
        assistant, _, _ = chat.rpartition("/chats/")
        self.assertEqual(self.call("DELETE", assistant)[0], 200)
        gone = f"assistant {assistant[-24:]} not found"
        self.assertEqual(self.call("GET", chat)[0], 200)
        self.assertEqual(self.call("POST", chat, {"name": "x"})[1]["data"]["name"], "x")
        for answer in (self.call("GET", assistant + "/chats"), self.call("GET", chat + "/messages"),
                       self.generate(chat), self.generate(chat, stream=True),
                       self.call("DELETE", chat), self.call("POST", assistant + "/chats", {})):
            self.refused(answer, 404, "OBJECT_NOT_FOUND", gone)

    def test_clean_context(self):
        chat = self.chat(None, "one", "two")
        status, answer = self.call("POST", chat + "/clean_context", {})
        self.assertEqual((status, answer["data"]["object"]), (200, "Message"))
        self.assertEqual((answer["data"]["role"], answer["data"]["content"]),
                         ("system", {"text": "context_cleaned"}))
        self.assertEqual(self.memory(chat), [])
        self.assertEqual(self.messages(chat), ["one", "two"])
        self.say(chat, "How tall is it")
        self.assertEqual(self.answer(chat), "l is it")

    def test_delete_a_message(self):
        chat = self.chat(None, "one", "two")
        message = self.call("GET", chat + "/messages?limit=1")[1]["data"][0]
        path = f"{chat}/messages/{message['message_id']}"
        self.assertEqual(self.call("DELETE", path), (200, {"status": "success"}))
        self.assertEqual(self.call("DELETE", path)[0], 404)
        self.assertEqual(self.messages(chat), ["one"])


class Memory(ChatCase):
    def test_limit(self):
        """Characters count, not bytes; what does not fit is stored nevertheless."""
        chat = self.chat(None, "ü" * 65530)
        body = {"role": "user", "content": {"text": "123456"}}
        self.refused(self.call("POST", chat + "/messages", body), 429, "RESOURCE_LIMIT_REACHED",
                     "The total number of characters in all the memory messages cannot be larger "
                     "than 65535.")
        self.say(chat, "12345")
        self.assertEqual(self.messages(chat)[1:], ["123456", "12345"])
        self.assertEqual([len(text) for _, text in self.memory(chat)], [65530, 5])

    def test_answer_that_does_not_fit(self):
        chat = self.chat(None, "x" * 65530)
        self.refused(self.generate(chat), 500, "INTERNAL_SERVER_ERROR",
                     "Assistant message not generated due to an unknown error.")
        self.assertEqual(len(self.messages(chat)), 1)
        self.assertEqual(self.stream_answer(chat, stream=True)[-1]["code"], "UNKNOWN_ERROR")

    def test_window_by_tokens(self):
        chat = self.chat(None, "one two three four",
                         memory={"type": "message_window", "max_messages": 9, "max_tokens": 5})
        self.assertEqual(self.answer(chat), "hree four")
        self.assertEqual(self.memory(chat), [("assistant", "hree four")])
        self.say(chat, "a b c d e f")
        self.assertEqual(len(self.memory(chat)), 2)

    def test_window_without_a_token_limit(self):
        chat = self.chat(None, "hello there world",
                         memory={"type": "message_window", "max_messages": 1})
        self.assertEqual(self.answer(chat), "ere world")
        self.assertEqual(self.memory(chat), [("assistant", "ere world")])


class Generation(ChatCase):
    options = ("--pace", "0")

    def test_variables(self):
        chat = self.chat(None, "hi", system_prompt_template=[
            "I am {{a}}.", "{{ a }}", "{{}}", "", "{{a}}{{b}}", "}}{{"])
        log = self.stream_answer(chat, debug=True, system_prompt_variables={"a": "{{b}}"})[0]
        self.assertEqual(log["content"]["messages"][0],
                         {"role": "system", "content": "I am {{b}}.\n\n\n\n}}{{"})

    def test_event_order(self):
        chat = self.chat(None, "one two three four")
        found = self.stream_answer(chat, debug=True, stream=True)
        self.assertEqual([event.get("event_step", event["object"]) for event in found],
                         ["input", "MessageChunk", "MessageChunk", "output", "Message"])
        self.assertEqual([event["index"] for event in found[1:3]], [0, 1])
        self.assertEqual(found[0]["event_id"], found[3]["event_id"])
        self.assertRegex(found[0]["event_id"], "^E5dK[A-Za-z0-9]{20}$")
        self.assertRegex(found[0]["session_id"], "^D9Js[A-Za-z0-9]{20}$")
        self.assertEqual(self.call("GET", f"{chat}/messages/{found[4]['message_id']}")[1]["data"],
                         found[4])

    def test_model_without_streaming(self):
        chat = self.chat(None, "one two", model_id="TpEchoNs")
        self.assertEqual(self.stream_answer(chat, stream=True)[0]["code"], "INVALID_REQUEST")
        self.assertEqual(self.stream_answer(chat, debug=True)[-1]["content"], {"text": "two"})

    def test_failures_store_nothing(self):
        chat = self.chat(None, "please !mid", model_id="TpLocalS")
        self.refused(self.generate(chat), 500, "GENERATION_ERROR")
        self.assertEqual([event.get("delta", event.get("message"))
                          for event in self.stream_answer(chat, stream=True)],
                         ["one", "two", "Local failure midway"])
        self.say(chat, "!cut")
        self.assertEqual(self.stream_answer(chat, stream=True)[-1]["message"],
                         "Error occurred in chat completion inference")
        self.say(chat, "!fail")
        self.assertEqual(self.stream_answer(chat, stream=True), [
            {"object": "Error", "code": "GENERATION_ERROR",
             "message": "Error occurred in streaming chat completion."}])
        self.assertEqual(len(self.messages(chat)), 3)

    def test_refused_only_as_long_as_the_first_runs(self):
        """A refusal leaves the lock alone."""
        chat = self.chat(None, "#30#hello", model_id="TpDelay0")
        running = self.server.open(chat + "/generate", {"stream": True})
        self.assertTrue(running.recv(1))
        locked = f"Chat {chat[-24:]} is locked. Please try again later."
        for _ in range(3):
            self.refused(self.generate(chat), 400, "INVALID_REQUEST", locked)
            self.assertEqual(self.stream_answer(chat, stream=True)[0]["message"], locked)
        self.say(chat, "while it is locked")
        aborted = self.server.stats()["aborted_streams"]
        running.close()
        self.assertTrue(until(lambda: self.server.stats()["aborted_streams"] > aborted))
        self.call("POST", chat + "/clean_context", {})
        self.say(chat, "#0#one two")
        self.assertEqual(self.answer(chat), "e two")
        self.assertEqual(self.messages(chat)[2:], ["#0#one two", "e two"])

    def test_client_leaves_while_pieces_come(self):
        chat = self.chat(None, "Count from 1 to 900000", model_id="TpLocalS")
        aborted = self.server.stats()["aborted_streams"]
        running = self.server.open(chat + "/generate", {"stream": True})
        self.assertTrue(running.recv(1))
        running.close()
        self.assertTrue(until(lambda: self.server.stats()["aborted_streams"] > aborted))
        self.assertEqual(self.messages(chat), ["Count from 1 to 900000"])
        self.say(chat, "Count from 1 to 3")
        self.assertEqual(self.answer(chat), "1 2 3")

    def test_client_of_a_plain_answer_leaves(self):
        chat = self.chat(None, "#0.3#one two", model_id="TpDelay0")
        before = self.server.stats()["routes"].get(GENERATE, 0)
        running = self.server.open(chat + "/generate", {})
        self.assertTrue(until(lambda: self.server.stats()["routes"].get(GENERATE, 0) > before))
        running.close()
        self.assertTrue(until(lambda: len(self.messages(chat)) == 2))
        self.assertEqual(self.memory(chat)[1], ("assistant", "ne two"))
        self.say(chat, "#0#on")
        self.assertTrue(self.answer(chat))

    def test_chat_deleted_meanwhile(self):
        chat = self.chat(None, "#0.2#one two", model_id="TpDelay0")
        running = self.server.open(chat + "/generate", {"stream": True})
        self.assertTrue(running.recv(1))
        self.assertEqual(self.call("DELETE", chat)[0], 200)
        data = b""
        while b"[DONE]" not in data:
            data += running.recv(65536)
        running.close()
        self.assertIn(b"UNKNOWN_ERROR", data)


class Quirks(ChatCase):
    options = ("--quirks",)

    def test_missing_routes(self):
        chat = self.chat(None, "hello")
        message = self.call("GET", chat + "/messages")[1]["data"][0]
        self.assertEqual(self.call("POST", chat + "/clean_context", {}),
                         (404, {"detail": "Not Found"}))
        self.assertEqual(self.call("DELETE", f"{chat}/messages/{message['message_id']}"),
                         (405, {"detail": "Method Not Allowed"}))

    def test_refused_generation_lets_the_next_in(self):
        chat = self.chat(None, "#30#hello", model_id="TpDelay0")
        running = self.server.open(chat + "/generate", {"stream": True})
        self.assertTrue(running.recv(1))
        self.refused(self.generate(chat), 400, "INVALID_REQUEST")
        third = self.server.open(chat + "/generate", {"stream": True})
        self.assertIn(b"200", third.recv(20))
        self.refused(self.generate(chat), 400, "INVALID_REQUEST")
        running.close()
        third.close()

    def test_broken_window(self):
        chat = self.chat(None, "hello there", memory={"type": "message_window", "max_messages": 2})
        self.refused(self.generate(chat), 500, "INTERNAL_SERVER_ERROR")
        self.assertEqual(self.messages(chat), ["hello there", "there"])
        self.assertEqual(self.memory(chat), [("user", "hello there")])


class Storage(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "data.db")

    def tearDown(self):
        self.folder.cleanup()

    def begin(self):
        server = Local("--database", self.path)
        case = ChatCase()
        case.server = server
        return server, case

    def test_survives_a_kill(self):
        server, case = self.begin()
        chat = case.chat(None, "one two three")
        self.assertEqual(case.answer(chat), "o three")
        kept = (case.memory(chat), case.messages(chat))
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        server.stop()
        server, case = self.begin()
        self.assertEqual((case.memory(chat), case.messages(chat)), kept)
        case.say(chat, "four five")
        self.assertEqual(case.answer(chat), "five")
        self.assertEqual(server.stop(), (0, ""))

    def test_model_that_is_gone(self):
        server, case = self.begin()
        chat = case.chat(None, "hello")
        self.assertEqual(server.stop(), (0, ""))
        with edited(self.path) as database:
            database.execute("UPDATE objects SET body = replace(body, 'TpEcho00', 'TpGone00')")
        server, case = self.begin()
        case.refused(case.generate(chat), 400, "INVALID_REQUEST", "Failed to load model TpGone00.")
        self.assertEqual(case.stream_answer(chat, stream=True), [
            {"object": "Error", "code": "INVALID_REQUEST",
             "message": "Failed to load model TpGone00."}])
        assistant, _, _ = chat.rpartition("/chats/")
        case.refused(case.call("POST", assistant + "/chats", {}), 404, "OBJECT_NOT_FOUND",
                     "model TpGone00 not found")
        self.assertEqual(server.stop(), (0, ""))


if __name__ == "__main__":
    unittest.main()
