#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Requests that are meant badly: little that would become much, or take long, or end the server.

TASKINGAI_LOCAL names the program. What would take long fails by the client's patience.
"""

import http.client
import json
import os
import re
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import AdminCase, ask, document, operation  # noqa: E402
from local import ASSISTANT, Local, ServerCase, chat  # noqa: E402
from test_retrieval import LINES, archive, form  # noqa: E402

JSON = {"Content-Type": "application/json"}


class Bodies(ServerCase):
    def test_many_values(self):
        for item, count in ((b"{}", 6_000_000), (b"[]", 6_000_000), (b"0", 9_500_000)):
            body = b"[" + (item + b",") * count + item + b"]"
            status, _, data = self.server.raw("POST", "/v1/assistants", body, JSON, key=False)
            self.assertEqual(status, 422)
            self.assertRegex(json.loads(data)["error"]["debug"], "Too many values")

    def test_inputs(self):
        for path, body, message in (
                ("/v1/inference/text_embedding", {"model_id": "TpEmb256"}, "body/input"),
                ("/v1/embeddings", {"model": "TpEmb256"}, "body/input")):
            self.refused(self.call("POST", path, {**body, "input": ["a"] * 2049}), 422,
                         "REQUEST_VALIDATION_ERROR", message
                         + ": List should have at most 2048 items after validation, not 2049")
            self.assertEqual(self.call("POST", path, {**body, "input": ["a"] * 2048})[0], 200)

    def test_references_of_an_assistant(self):
        for member, item in (("tools", {"type": "action", "id": "a"}),
                             ("retrievals", {"type": "collection", "id": "a"})):
            answer = self.call("POST", "/v1/assistants", {**ASSISTANT, member: [item] * 129})
            self.refused(answer, 422, "REQUEST_VALIDATION_ERROR", "body/" + member
                         + ": List should have at most 128 items after validation, not 129")

    def test_calls_and_results(self):
        ids = [str(i) for i in range(60_000)]
        calls = [{"id": i, "name": "f", "arguments": {}} for i in ids]
        messages = [{"role": "user", "content": "x"},
                    {"role": "assistant", "function_calls": calls},
                    *({"role": "function", "id": i, "content": "x"} for i in reversed(ids))]
        self.assertEqual(self.complete({"model_id": "TpEchoFn", "messages": messages})[0], 200)

    def test_words_and_documents(self):
        words = " ".join(f"w{i}" for i in range(100_000))
        status, answer = self.call("POST", "/v1/inference/rerank", {
            "model_id": "TpLocalR", "query": words, "documents": ["w1 w2"] * 100_000, "top_n": 1})
        self.assertEqual((status, answer["data"]["results"][0]["relevance_score"]), (200, 2e-5))

    def test_long_prompt(self):
        path = "/v1/assistants"
        path += "/" + self.call("POST", path, {**ASSISTANT, "system_prompt_template": [
            "{{a}}" * 100_000]})[1]["data"]["assistant_id"] + "/chats"
        path += "/" + self.call("POST", path, {})[1]["data"]["chat_id"]
        self.call("POST", path + "/messages", {"role": "user", "content": {"text": "Hello"}})
        self.refused(self.call("POST", path + "/generate",
                               {"system_prompt_variables": {"a": "x" * 100_000}}),
                     400, "INVALID_REQUEST", "The values make the system prompt too long.")
        self.assertEqual(self.call("POST", path + "/generate",
                                   {"system_prompt_variables": {"a": "x" * 10}})[0], 200)

    def test_long_echo_waits_for_its_reader(self):
        """The whole of it at once would be hundreds of megabytes."""
        body = chat("TpEcho00", "a " * 2_000_000, stream=True)
        connection = self.server.open("/v1/inference/chat_completion", body)
        self.assertIn(b" 200 ", connection.recv(64))
        self.assertEqual(self.server.stats()["open_streams"], 1)
        connection.close()

    def test_many_calls_of_the_local_model(self):
        status, answer = self.complete(chat("TpLocalS", "!call f\n" * 10_000))
        self.assertEqual((status, len(answer["data"]["message"]["function_calls"])), (200, 128))


class Actions(AdminCase):
    def create(self, paths, auth=None, **more):
        return self.call("POST", "/v1/actions/bulk_create", {
            "openapi_schema": {**document("http://127.0.0.1:1", paths), **more},
            **({"authentication": auth} if auth else {})})

    def test_references_to_what_is_none(self):
        flaw = "Invalid openapi schema: "
        for paths, more, message in (
                ({"/a": {"$ref": "#/openapi"}}, {}, "a path is not an object"),
                ({"/a": {"$ref": "#/servers"}}, {}, "a path is not an object"),
                ({"/a": {"get": operation("p")}},
                 {"servers": [{"url": "http://x", "$ref": "#/info"}]}, "a server needs a 'url'"),
                ({"/a": {"get": operation("p")}},
                 {"info": {"$ref": "#/openapi", "title": "t", "version": "1"}},
                 "'info' needs a 'title' and a 'version'")):
            self.refused(self.create(paths, **more), 422, "REQUEST_VALIDATION_ERROR",
                         flaw + message)

    def test_many(self):
        paths = {f"/{i}": {"get": operation("p")} for i in range(1001)}
        self.refused(self.create(paths), 422, "REQUEST_VALIDATION_ERROR",
                     "Invalid openapi schema: more than 1000 operations")
        self.refused(self.create({"/p": {"get": operation("p")}}, auth={
            "type": "custom", "content": {f"h{i}": "x" for i in range(17)}}), 422,
            "REQUEST_VALIDATION_ERROR")

    def test_many_parameters(self):
        schema = {"properties": {f"a{i}": {"type": "string"} for i in range(50_000)},
                  "required": [f"b{i}" for i in range(200_000)] + ["a7"]}
        body = {"content": {"application/json": {"schema": schema}}}
        status, answer = self.create({"/p": {"post": operation("p", requestBody=body)}})
        self.assertEqual(status, 200)
        parameters = answer["data"][0]["function_def"]["parameters"]
        self.assertEqual(parameters["required"], ["a7"])

    def test_long_address(self):
        parameter = {"name": "a", "in": "path", "schema": {"type": "string"}}
        status, answer = self.create({"/" + "{a}" * 10_000: {
            "get": operation("p", parameters=[parameter])}})
        self.assertEqual(status, 200)
        path = f"/v1/actions/{answer['data'][0]['action_id']}/run"
        answer = self.call("POST", path, {"parameters": {"a": "x" * 1_000_000}})
        self.assertEqual(answer[1]["data"],
                         {"status": 500, "data": {"error": "Failed to make the API call"}})

    def test_zones_are_no_other_files(self):
        self.ask("POST", "/bundle_instances", {"bundle_id": "time_api"})
        assistant = self.call("POST", "/v1/assistants", {
            **ASSISTANT, "model_id": "TpLocalS",
            "tools": [{"type": "plugin", "id": "time_api/get_current_time"}]})[1]["data"]
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            for name in (pipe, ":" + pipe, "../../.." + pipe, ""):
                text = "!call get_current_time " + json.dumps({"time_zone": name})
                status, answer = self.complete(chat(assistant["assistant_id"], text))
                self.assertEqual((status, json.loads(answer["data"]["message"]["content"])),
                                 (200, {"status": 400,
                                        "error": {"error": "Unknown time zone: " + name}}))


class Files(ServerCase):
    def setUp(self):
        self.path = "/v1/collections"
        self.path += "/" + self.call("POST", self.path, {
            "capacity": 1000, "embedding_model_id": "TpEmb256"})[1]["data"]["collection_id"]

    def record(self, name, content, kind="file", **more):
        purpose = "record_file" if kind == "file" else "qa_record_file"
        headers, body = form(("purpose", None, purpose.encode()), ("file", name, content))
        status, _, data = self.server.raw("POST", "/v1/files", body, headers)
        self.assertEqual(status, 200, data)
        return self.call("POST", self.path + "/records", {
            "type": kind, "file_id": json.loads(data)["data"]["file_id"], **more})

    def test_pieces(self):
        self.refused(self.record("a.txt", b"a\n" * 7_000_000, text_splitter=LINES, title="t" * 256),
                     429, "RESOURCE_LIMIT_REACHED", "The collection has room for 1000 more chunks, "
                     "and 7000000 are needed.")

    def test_office_documents(self):
        for start, end, count in (("<a>", "</a>", 3_000_000), ("<p/>" * 10, "", 500_000)):
            text = "<w>" + start * count + end * count + "</w>"
            self.refused(self.record("a.docx", archive(("word/document.xml", text)),
                                     text_splitter=LINES),
                         400, "INVALID_REQUEST", "The file a.docx is not a whole DOCX document.")

    def sheet(self, rows, strings=""):
        return archive(("xl/sharedStrings.xml", f"<sst>{strings}</sst>"),
                       ("xl/worksheets/sheet1.xml", f"<worksheet>{rows}</worksheet>"))

    def test_shared_strings(self):
        strings = "<si><t>" + "x" * 1_000_000 + "</t></si>"
        row = '<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>'
        self.refused(self.record("a.xlsx", self.sheet(row * 9000, strings), "qa_sheet"), 400,
                     "INVALID_REQUEST", "The file a.xlsx is not a whole XLSX document.")

    def test_rows(self):
        row = '<row><c r="Z1"><v>1</v></c></row>'
        for name, content in (("a.xlsx", self.sheet(row * 400_000)),
                              ("a.csv", b"a\n" * 7_000_000)):
            self.refused(self.record(name, content, "qa_sheet"), 400, "INVALID_REQUEST",
                         f"The file {name} has more than 10000 rows.")

    def test_columns(self):
        self.refused(self.record("a.csv", b"," * 14_000_000 + b"x", "qa_sheet"), 422,
                     "REQUEST_VALIDATION_ERROR", "File content is empty")


class Routes(AdminCase):
    """Who may call what: each row of the routing table, for both roles."""

    OPEN = {("GET", "/health_check"), ("GET", "/version"), ("POST", "/admins/login")}

    @staticmethod
    def table():
        """Methods, prefixes and paths, as the server has them."""
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "server",
                              "route.c")
        with open(source, encoding="utf-8") as file:
            text = file.read()
        names = dict(re.findall(r"^#define (\w+) (.+)$", text, re.MULTILINE))

        def expand(path):
            return "".join(part[1:-1] if part.startswith('"') else expand(names[part])
                           for part in path.split())

        for method, path, role in re.findall(
                r'^  \{ "(\w+)", ([A-Z"][^,]*), \w+, ROLE_(API|WEB|BOTH),', text, re.MULTILINE):
            path = re.sub(r"\{\w+\}", "a" * 24, expand(path))
            prefixes = {"API": ["/v1"], "WEB": ["/api/v1"], "BOTH": ["/v1", "/api/v1"]}[role]
            yield from ((method, prefix, path) for prefix in prefixes)

    def test_credentials(self):
        right = {"/v1": self.server.key, "/api/v1": self.token}
        wrong = {"/v1": self.token, "/api/v1": self.server.key}
        rows = list(self.table())
        self.assertGreater(len(rows), 90)
        for method, prefix, path in rows:
            if (method, path) in self.OPEN or path in ("/local/stats", "/clean_data"):
                continue
            if path.startswith("/admins/") and path != "/admins/verify_token":
                continue  # these end the token
            with self.subTest(method=method, path=prefix + path):
                query = "?bundle_id=calculator" if path == "/plugins" else ""

                def status(key):
                    headers = {"Authorization": "Bearer " + key} if key else {}
                    return self.server.raw(method, prefix + path + query, None, headers,
                                           key=False)[0]

                self.assertEqual(status(None), 401)
                self.assertEqual(status("x" + right[prefix][1:-1] + "!"), 401)
                self.assertIn(status(wrong[prefix]), (401, 404))
                self.assertIn(status(right[prefix]), (200, 400, 404, 422, 500))

    def test_tokens_end(self):
        for path in ("/admins/logout", "/admins/refresh_token"):
            for key in ("", "x", self.server.key):
                self.assertEqual(ask(self.server, key, "POST", path)[0], 401)


class Growth(AdminCase):
    """Objects come and go, and the memory stays."""

    @classmethod
    def setUpClass(cls):
        # What AddressSanitizer keeps back of the memory that was freed is no growth.
        given = os.environ.get("ASAN_OPTIONS", "")
        with unittest.mock.patch.dict(os.environ,
                                      ASAN_OPTIONS=given + ":quarantine_size_mb=1"):
            super().setUpClass()
        # One connection, since libsoup 3.2 keeps the socket of each that its client closes.
        cls.connection = http.client.HTTPConnection("127.0.0.1", cls.server.port, timeout=30)
        cls.server.raw = cls.raw

    @classmethod
    def tearDownClass(cls):
        cls.connection.close()
        super().tearDownClass()

    @classmethod
    def raw(cls, method, path, body=None, headers=None, key=True):
        given = {"Authorization": "Bearer " + cls.server.key} if key else {}
        cls.connection.request(method, path, body, {**given, **(headers or {})})
        answer = cls.connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    def resident(self):
        with open(f"/proc/{self.server.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def turn(self):
        assistant = self.call("POST", "/v1/assistants", ASSISTANT)[1]["data"]["assistant_id"]
        path = "/v1/assistants/" + assistant
        for method, tail, body in (("GET", "", None), ("POST", "", {"name": "n"}),
                                   ("GET", "?limit=x", None), ("POST", "", {"name": 5}),
                                   ("GET", "s", None), ("POST", "/chats", {}),
                                   ("DELETE", "", None), ("GET", "", None)):
            self.call(method, path + tail, body)
        self.complete(chat("TpEcho00", "Hello there"))
        self.stream(chat("TpEcho00", "Hello there"))
        self.call("POST", "/v1/embeddings", {"model": "TpEmb256", "input": "a"})
        self.ask("GET", "/bundles")
        self.ask("POST", "/apikeys", {"name": ""})
        model = self.model("debug/debug-error")["model_id"]
        self.data("POST", "/models/" + model, {"name": "x"})
        self.data("DELETE", "/models/" + model)

    def test_memory(self):
        rounds = int(os.environ.get("TASKINGAI_TEST_ROUNDS", "20"))
        for _ in range(rounds):
            self.turn()
        before = self.resident()
        for _ in range(rounds):
            self.turn()
        self.assertLess(self.resident() - before, 8 * 1024 * 1024)


if __name__ == "__main__":
    unittest.main()
