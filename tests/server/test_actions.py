#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Actions of taskingai-local. TASKINGAI_LOCAL names the program."""

import os
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import IDS, PASSWORD, AdminCase, document, operation  # noqa: E402
from target import Target  # noqa: E402


class ActionCase(AdminCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = Target()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.target.close()

    def create(self, paths, url=None, auth=None, **more):
        body = {"openapi_schema": document(url or self.target.url, paths, **more)}
        if auth is not None:
            body["authentication"] = auth
        return self.call("POST", "/v1/actions/bulk_create", body)

    def make(self, paths, **more):
        status, answer = self.create(paths, **more)
        self.assertEqual(status, 200, answer)
        return answer["data"][0]

    def run_action(self, action, parameters=None):
        body = {} if parameters is None else {"parameters": parameters}
        status, answer = self.call("POST", f"/v1/actions/{action['action_id']}/run", body)
        self.assertEqual(status, 200, answer)
        return answer["data"]


class Actions(ActionCase):
    def test_life(self):
        action = self.make({"/p": {"get": operation("getItemURL")}})
        path = "/v1/actions/" + action["action_id"]
        self.assertEqual((action["name"], action["operation_id"]), ("get_item_url", "getItemURL"))
        self.assertEqual(self.call("GET", path)[1]["data"], action)
        changed = self.call("POST", path, {"authentication": {"type": "bearer", "secret": "secret"}})
        self.assertEqual(changed[1]["data"]["authentication"]["secret"], "se****et")
        self.assertEqual(self.run_action(action)["data"]["auth"], "Bearer secret")
        self.assertEqual(self.call("DELETE", path), (200, {"status": "success"}))
        for method, tail, body in (("GET", "", None), ("DELETE", "", None),
                                   ("POST", "/run", {"parameters": {}}),
                                   ("POST", "", {"authentication": {"type": "none"}})):
            self.refused(self.call(method, path + tail, body), 404, "OBJECT_NOT_FOUND",
                         f"action {action['action_id']} not found")
        self.refused(self.call("POST", "/v1/actions/" + IDS["action"], {}), 404, "OBJECT_NOT_FOUND")

    def test_order_and_filter(self):
        paths = {"/a": {"get": operation("listA"), "post": operation("listB")},
                 "/b": {"get": operation("otherC")}}
        status, answer = self.create(paths)
        names = [action["name"] for action in answer["data"]]
        self.assertEqual((status, names), (200, ["list_a", "list_b", "other_c"]))
        stamps = [action["created_timestamp"] for action in answer["data"]]
        self.assertEqual(stamps, sorted(set(stamps)))
        found = self.data("GET", "/actions?limit=2&prefix_filter=%7B%22name%22:%22list_%22%7D")
        self.assertEqual([action["name"] for action in found], ["list_b", "list_a"])
        self.refused(self.ask("GET", "/actions?prefix_filter=%7B%22url%22:%22x%22%7D"), 422,
                     "REQUEST_VALIDATION_ERROR", "Invalid prefix filter format")

    def test_short_secrets_are_hidden(self):
        action = self.make({"/p": {"get": operation("p")}},
                           auth={"type": "custom", "content": {"A": "abc", "B": "äöüßx"}})
        self.assertEqual(action["authentication"]["content"], {"A": "****", "B": "äö****ßx"})

    def test_authentication_is_checked(self):
        for auth, message in (
                ({"type": "basic"},
                 ": Value error, Secret is required for bearer and basic authentication."),
                ({"type": "bearer", "secret": "x" * 1025},
                 "/secret: String should have at most 1024 characters"),
                ({"type": "custom", "content": {"": "x"}},
                 ": Value error, Content keys should not be empty."),
                ({"type": "custom", "content": {"a": ""}},
                 "/content/a: String should have at least 1 character"),
                ({"type": "custom", "content": {"a": 5}},
                 "/content/a: Input should be a valid string")):
            self.refused(self.create({"/p": {"get": operation("p")}}, auth=auth), 422,
                         "REQUEST_VALIDATION_ERROR", "body/authentication" + message)

    def test_bad_documents(self):
        def refused(paths, message, code="REQUEST_VALIDATION_ERROR", **more):
            self.refused(self.create(paths, **more), 422, code, message)

        refused({"x": {}}, "Invalid openapi schema: a path does not begin with '/'")
        refused({"/x": 5}, "Invalid openapi schema: a path is not an object")
        refused({"/x": {}}, "Failed to parse OpenAPI schema")
        refused({"/x": {"get": operation("p", parameters=5)}},
                "No list of parameters is found in get /x in action schema")
        refused({"/x": {"get": operation("p", parameters=[5])}},
                "A parameter without name is found in get /x in action schema")
        refused({"/x": {"get": operation("p", requestBody={"content": {"text/plain": {}}})}},
                "No body as JSON or form is found in get /x in action schema")
        refused({"/x": {"get": {"$ref": "#/components/nothing"}}},
                "Invalid openapi schema: nothing is at #/components/nothing")
        refused({"/x": {"get": {"$ref": "http://elsewhere/"}}},
                "Invalid openapi schema: nothing is at http://elsewhere/")
        refused({"/x": {"get": operation("p", parameters=[{"name": "q", "in": "query"}])}},
                "{'type': 'string_type', 'loc': ('type',), 'msg': 'Input should be a valid string', "
                "'input': None}", "DATA_MODEL_VALIDATION_ERROR")
        deep = {}
        for _ in range(100):
            deep = {"properties": {"a": deep}}
        body = {"content": {"application/json": {"schema": deep}}}
        self.assertEqual(self.create({"/x": {"post": operation("p", requestBody=body)}})[0], 422)

    def test_little_that_becomes_much(self):
        parts = {"big": {"type": "string", "description": "x" * 100000}}
        schema = {"properties": {str(i): {"$ref": "#/components/big"} for i in range(1000)}}
        body = {"content": {"application/json": {"schema": schema}}}
        self.refused(self.create({"/x": {"post": operation("p", requestBody=body)}},
                                 components=parts), 422, "REQUEST_VALIDATION_ERROR",
                     "Invalid openapi schema: it becomes too large")
        deep = {}
        for _ in range(200):
            deep = {"a": deep}
        for depth, status in ((40, 200), (60, 422)):
            place = {"$ref": "#/components/deep"}
            for _ in range(depth):
                place = {"b": place}
            paths = {"/x": {"get": operation("p", responses=place)}}
            answer = self.create(paths, components={"deep": deep})
            self.assertEqual(answer[0], status, depth)
            if status == 200:
                path = "/v1/actions/" + answer[1]["data"][0]["action_id"]
                self.assertEqual(self.call("GET", path)[0], 200)

    def test_references(self):
        parts = {"parameters": {"a/b": {"name": "n", "in": "query", "required": True,
                                        "schema": {"type": "string"}}}}
        action = self.make({"/x": {"get": operation(
            "p", parameters=[{"$ref": "#/components/parameters/a~1b"}])}}, components=parts)
        self.assertEqual(action["function_def"]["parameters"]["required"], ["n"])
        self.assertEqual(action["openapi_schema"]["components"], {})

    def test_arrays_say_of_what(self):
        schema = {"type": "object", "properties": {"a": {"type": "array",
                                                         "items": {"type": "string"}}}}
        body = {"content": {"application/json": {"schema": schema}}}
        action = self.make({"/x": {"post": operation("p", requestBody=body)}})
        properties = action["function_def"]["parameters"]["properties"]
        self.assertEqual(properties["a"]["items"], {"type": "string"})


class ActionRuns(ActionCase):
    def test_request(self):
        parameters = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                      {"name": "q", "in": "query", "schema": {"type": "array"}},
                      {"name": "b", "in": "query", "schema": {"type": "boolean"}}]
        action = self.make({"/i/{id}": {"get": operation("p", parameters=parameters)}})
        told = self.run_action(action, {"id": "ä?#&", "q": ["1 &", "é"], "b": True})["data"]
        self.assertEqual(told["path"], "/i/%C3%A4%3F%23%26?q=1+%26&q=%C3%A9&b=true")
        self.assertEqual(self.run_action(action)["data"]["path"], "/i/%7Bid%7D")

    def test_results(self):
        for path, result in (
                ("/number", {"status": 200, "data": {"result": 5}}),
                ("/text", {"status": 200, "data": {"result": "plain words"}}),
                ("/big", {"status": 200, "data": {
                    "error": "Response data is too large. Maximum character length is 65536."}}),
                ("/err", {"status": 404, "data": {
                    "error": "API call failed with status 404: {'e': 1}"}})):
            self.assertEqual(self.run_action(self.make({path: {"get": operation("p")}})), result)

    def test_what_cannot_be_called(self):
        for url in ("nonsense", "ftp://127.0.0.1", "http://", "http://[::", "file:///etc"):
            action = self.make({"/x": {"get": operation("p")}}, url=url)
            self.assertEqual(self.run_action(action)["data"], {"error": "Failed to make the API call"})
        for auth in ({"type": "custom", "content": {"A B": "x"}},
                     {"type": "custom", "content": {"Ä": "x"}},
                     {"type": "custom", "content": {"Content-length": "5"}},
                     {"type": "custom", "content": {"Transfer-Encoding": "chunked"}},
                     {"type": "custom", "content": {"A": "x\r\nB: y"}},
                     {"type": "bearer", "secret": "x\ny"}):
            action = self.make({"/x": {"get": operation("p")}}, auth=auth)
            self.assertEqual(self.run_action(action)["data"], {"error": "Failed to make the API call"})

    def test_secrets_stay_with_their_server(self):
        for auth in ({"type": "bearer", "secret": "secret"},
                     {"type": "custom", "content": {"X-Key": "secret"}}):
            action = self.make({"/elsewhere": {"get": operation("p")}}, auth=auth)
            told = self.run_action(action)["data"]
            self.assertEqual((told["path"], told["auth"], told["xk"]), ("/there", None, None))

    def test_several_at_once(self):
        action = self.make({"/p": {"get": operation("p")}})
        results = []
        threads = [threading.Thread(target=lambda: results.append(self.run_action(action)["status"]))
                   for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, [200] * 10)


class Quirks(ActionCase):
    options = ("--admin-password", PASSWORD, "--quirks")

    def test_actions(self):
        action = self.make({"/x/{a}": {"get": operation("p", parameters=[
            {"name": "a", "in": "path", "schema": {"type": "array", "items": {"type": "string"}}}])}},
            url="nonsense", auth={"type": "bearer", "secret": "abcd"})
        self.assertEqual(action["authentication"]["secret"], "abcd")
        self.assertIsNone(action["function_def"]["parameters"]["properties"]["a"]["items"])
        path = f"/v1/actions/{action['action_id']}/run"
        self.refused(self.call("POST", path, {}), 500, "INTERNAL_SERVER_ERROR",
                     "argument of type 'NoneType' is not iterable")
        self.assertEqual(self.call("POST", path, {"parameters": {}})[1]["data"],
                         {"status": 500, "error": {"error": "Failed to make the API call"}})


if __name__ == "__main__":
    unittest.main()
