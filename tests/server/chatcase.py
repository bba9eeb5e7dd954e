# SPDX-License-Identifier: LGPL-2.1-or-later
"""What tests of chats and generations have in common."""

import json

from local import ASSISTANT, ServerCase, events


class ChatCase(ServerCase):
    def assistant(self, **members):
        status, answer = self.call("POST", "/v1/assistants", {**ASSISTANT, **members})
        self.assertEqual(status, 200, answer)
        return "/v1/assistants/" + answer["data"]["assistant_id"]

    def chat(self, assistant=None, *texts, **members):
        """The path of a new chat in which these user messages have been said."""
        assistant = assistant or self.assistant(**members)
        status, answer = self.call("POST", assistant + "/chats", {})
        self.assertEqual(status, 200, answer)
        path = assistant + "/chats/" + answer["data"]["chat_id"]
        for text in texts:
            self.say(path, text)
        return path

    def say(self, path, text, role="user"):
        status, answer = self.call("POST", path + "/messages",
                                   {"role": role, "content": {"text": text}})
        self.assertEqual(status, 200, answer)
        return answer["data"]

    def generate(self, path, **body):
        return self.call("POST", path + "/generate", body)

    def answer(self, path, **body):
        status, answer = self.generate(path, **body)
        self.assertEqual(status, 200, answer)
        return answer["data"]["content"]["text"]

    def stream_answer(self, path, **body):
        status, headers, data = self.server.raw(
            "POST", path + "/generate", json.dumps(body), {"Content-Type": "application/json"})
        self.assertEqual((status, headers["content-type"]),
                         (200, "text/event-stream; charset=utf-8"), data)
        return events(data)

    def memory(self, path):
        messages = self.call("GET", path)[1]["data"]["memory"]["messages"]
        return [(message["role"], message["content"]) for message in messages]

    def messages(self, path):
        data = self.call("GET", path + "/messages?order=asc")[1]["data"]
        return [message["content"]["text"] for message in data]
