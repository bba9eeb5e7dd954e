#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What assistants of taskingai-local find in collections.

TASKINGAI_LOCAL names the program.
"""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chatcase import ChatCase  # noqa: E402
from local import chat  # noqa: E402


class Retrieval(ChatCase):
    options = ("--pace", "0")

    def collection(self, *texts, model="TpEmb256"):
        status, answer = self.call("POST", "/v1/collections",
                                   {"capacity": 1000, "embedding_model_id": model})
        self.assertEqual(status, 200, answer)
        path = "/v1/collections/" + answer["data"]["collection_id"]
        for text in texts:
            status, answer = self.call("POST", path + "/chunks", {"content": text})
            self.assertEqual(status, 200, answer)
        return path

    def searcher(self, *collections, model_id="TpLocalS", **configs):
        """The path of an assistant with these collections."""
        retrievals = [{"type": "collection", "id": path[-24:]} for path in collections]
        return self.assistant(model_id=model_id, retrievals=retrievals,
                              retrieval_configs={"method": "user_message", **configs})

    def found(self, assistant, text):
        """The texts of the search that goes before an answer to this."""
        events = self.stream_answer(self.chat(assistant, text), debug=True)
        self.assertEqual([(event["event"], event["event_step"]) for event in events[:2]],
                         [("retrieval", "input"), ("retrieval", "output")])
        self.assertEqual(events[0]["content"]["query_text"], text)
        self.assertEqual(events[0]["event_id"], events[1]["event_id"])
        texts = [result["content"] for result in events[1]["content"]["result"]]
        prompt = events[2]["content"]["messages"][0]["content"]
        documents = "\n\n".join(texts) or "No related documents found."
        self.assertEqual(prompt, "\n\n-------\nRELATED DOCUMENT: " + documents)
        return texts

    def test_several_collections(self):
        first, second = self.collection("one", "two"), self.collection("three", "four")
        assistant = self.searcher(first, second, top_k=3)
        for text in ("one", "two", "three", "four"):
            found = self.found(assistant, text)
            self.assertEqual((found[0], len(found)), (text, 3))
        assistant = self.searcher(first, second, top_k=4, score_threshold=0.999)
        self.assertEqual(self.found(assistant, "four"), ["four"])
        self.assertEqual(self.found(assistant, "five"), [])

    def test_budget(self):
        assistant = self.searcher(self.collection("one two three four five six", "seven"),
                                  top_k=2, max_tokens=5)
        self.assertEqual(self.found(assistant, "one two three four five six"), ["seven"])

    def test_one_embedding_model(self):
        first, second = self.collection(), self.collection(model="TpEmb384")
        body = {"model_id": "TpLocalS", "memory": {"type": "naive"},
                "retrieval_configs": {"method": "memory"},
                "retrievals": [{"type": "collection", "id": path[-24:]}
                               for path in (first, second)]}
        self.refused(self.call("POST", "/v1/assistants", body), 422, "REQUEST_VALIDATION_ERROR",
                     "The collections of an assistant must have the same embedding model.")

    def test_memory_as_query(self):
        path = self.chat(self.searcher(self.collection("x"), method="memory"), "one")
        self.assertEqual(self.answer(path), "one")
        self.say(path, "two")
        events = self.stream_answer(path, debug=True)
        self.assertEqual(events[0]["content"], {"query_text": "one\n\none\n\ntwo", "top_k": 3})

    def test_nothing_to_search_for(self):
        path = self.chat(self.searcher(self.collection("x"), model_id="TpEcho00"), "")
        events = self.stream_answer(path, debug=True)
        self.assertEqual(events[0]["event"], "chat_completion")

    def test_function(self):
        assistant = self.searcher(self.collection("one", "two"), method="function_call", top_k=1)
        path = self.chat(assistant, '!call retrieve_related_docs {"query_text": "two"}\n'
                                    '!call retrieve_related_docs {"query_text": "one"}')
        events = self.stream_answer(path, debug=True)
        self.assertEqual([(event.get("event"), event.get("event_step")) for event in events[:6]], [
            ("chat_completion", "input"), ("chat_completion", "output"), ("retrieval", "input"),
            ("retrieval", "input"), ("retrieval", "output"), ("retrieval", "output")])
        calls = events[1]["content"]["message"]["function_calls"]
        self.assertEqual([event["event_id"] for event in events[2:6]],
                         [call["id"] for call in calls] * 2)
        self.assertEqual(events[6]["content"]["messages"][-2:], [
            {"role": "function", "content": "two", "id": calls[0]["id"]},
            {"role": "function", "content": "one", "id": calls[1]["id"]}])
        self.assertEqual(events[-1]["content"], {"text": "one"})

    def test_function_without_a_query(self):
        path = self.chat(self.searcher(self.collection(), method="function_call"),
                         "!call retrieve_related_docs")
        fault = "retrieve_related_docs was called without a query_text."
        self.refused(self.generate(path), 500, "GENERATION_ERROR", fault)

    def test_name_of_the_function(self):
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
                    "servers": [{"url": "http://127.0.0.1:1"}],
                    "paths": {"/x": {"get": {"operationId": "retrieve_related_docs",
                                             "description": "d",
                                             "responses": {"200": {"description": "OK"}}}}}}
        action, = self.call("POST", "/v1/actions/bulk_create",
                            {"openapi_schema": document})[1]["data"]
        assistant = self.searcher(self.collection("x"), method="function_call",
                                  function_description="Look it up")
        tools = {"tools": [{"type": "action", "id": action["action_id"]}]}
        self.assertEqual(self.call("POST", assistant, tools)[0], 200)
        events = self.stream_answer(self.chat(assistant, "hi"), debug=True)
        functions = events[0]["content"]["functions"]
        self.assertEqual([(function["name"], function["description"]) for function in functions], [
            ("retrieve_related_docs", "d"), ("retrieve_related_docs_1", "Look it up")])

    def test_failures(self):
        collection = self.collection("x")
        searching = self.searcher(collection)
        calling = self.searcher(collection, method="function_call")
        path = self.chat(searching, "hi")
        by_function = self.chat(calling, '!call retrieve_related_docs {"query_text": "x"}')
        self.assertEqual(self.call("DELETE", collection)[0], 200)
        fault = ("Failed to retrieve related documents: {'error_code': <ErrorCode.OBJECT_NOT_FOUND:"
                 f" 'OBJECT_NOT_FOUND'>, 'message': 'collection {collection[-24:]} not found'}}")
        for chat_path in (path, by_function):
            self.refused(self.generate(chat_path), 500, "GENERATION_ERROR", fault)
            events = self.stream_answer(chat_path, debug=True)
            self.assertEqual(events[-1], {"object": "Error", "code": "GENERATION_ERROR",
                                          "message": fault})
        self.assertEqual(len(self.stream_answer(path, debug=True)), 1)
        self.refused(self.complete(chat(searching[-24:], "hi")), 500, "GENERATION_ERROR", fault)

    def test_failing_embedding(self):
        path = self.chat(self.searcher(self.collection(model="TpLocalE")), "hi")
        answer = self.generate(path)
        self.refused(answer, 500, "GENERATION_ERROR")
        self.assertIn("Local embedding failure", answer[1]["error"]["message"])
        self.assertNotIn("OBJECT_NOT_FOUND", answer[1]["error"]["message"])

    def test_without_a_chat(self):
        assistant = self.searcher(self.collection("x"), model_id="TpEcho00")
        body = chat(assistant[-24:], "one two")
        self.assertEqual(self.complete(body)[1]["data"]["message"]["content"], "two")
        data = self.server.raw("POST", "/v1/inference/chat_completion",
                               json.dumps({**body, "stream": True}))[2]
        self.assertIn(b'"delta": "two"', data)


if __name__ == "__main__":
    unittest.main()
