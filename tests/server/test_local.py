#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Acceptance tests of taskingai-local, those of its neighbour files included.

TASKINGAI_LOCAL names the program.
"""

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import ASSISTANT, Local, ServerCase, chat, until  # noqa: E402
from test_inference import Disconnects, Inference, OpenAI  # noqa: E402,F401
from test_upstream import OtherUpstream, Upstream  # noqa: E402,F401


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
                try:
                    connection.sendall(data)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
                except OSError:  # the server may have closed the connection already
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
