#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What administrators do with taskingai-local. TASKINGAI_LOCAL names the program."""

import json
import os
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import (DEBUG, IDS, PASSWORD, AdminCase, ask, document, log_in,  # noqa: E402
                   operation)
from local import ASSISTANT, Local, ServerCase, chat  # noqa: E402


class Models(AdminCase):
    def test_made_models_answer(self):
        echo = self.model("debug/debug-chat-completion", configs={"temperature": 0.5})
        path = "/models/" + echo["model_id"]
        status, answer = self.complete(chat(echo["model_id"], "abcd"))
        self.assertEqual((status, answer["data"]["message"]["content"]), (200, "cd"))
        self.data("POST", path, {"model_schema_id": "debug/debug-error", "name": "bad"})
        self.refused(self.complete(chat(echo["model_id"], "abcd")), 400, "PROVIDER_ERROR")
        self.assertEqual(self.data("GET", path)["name"], "bad")
        self.data("DELETE", path)
        self.refused(self.complete(chat(echo["model_id"], "abcd")), 404, "OBJECT_NOT_FOUND",
                     f"model {echo['model_id']} not found")

    def test_fallbacks_are_tried_in_order(self):
        gone = self.model("debug/debug-chat-completion")["model_id"]
        ids = [gone, self.model("debug/debug-error")["model_id"], "TpEcho00"]
        model = self.model("debug/debug-error", fallbacks={
            "model_list": [{"model_id": i} for i in ids]})
        self.data("DELETE", "/models/" + gone)
        status, answer = self.complete(chat(model["model_id"], "abcd"))
        self.assertEqual((status, answer["data"]["message"]["content"]), (200, "cd"))
        self.assertEqual(self.stream(chat(model["model_id"], "abcd"))[0]["delta"], "cd")

    def test_embedding_and_rerank(self):
        vectors = self.model("debug/debug-wildcard", type="text_embedding", provider_model_id="x",
                             properties={"embedding_size": 3})
        self.assertEqual(vectors["properties"]["embedding_size"], 3)
        answer = self.call("POST", "/v1/inference/text_embedding",
                           {"model_id": vectors["model_id"], "input": "a"})[1]
        self.assertEqual(len(answer["data"][0]["embedding"]), 3)
        rerank = self.model("local/rerank", credentials={})
        answer = self.call("POST", "/v1/inference/rerank", {
            "model_id": rerank["model_id"], "query": "b", "documents": ["a", "b"], "top_n": 1})[1]
        self.assertEqual(answer["data"]["results"][0]["document"]["text"], "b")
        self.assertEqual(rerank["display_credentials"], {})

    def test_what_fails_is_not_made(self):
        body = {"name": "m", "model_schema_id": "local/failing-embedding", "credentials": {}}
        self.refused(self.ask("POST", "/models", body), 401, "CREDENTIALS_VALIDATION_ERROR")

    def test_refusals(self):
        def refused(message, schema="debug/debug-wildcard", status=422,
                    code="REQUEST_VALIDATION_ERROR", credentials=DEBUG, **more):
            body = {"name": "m", "model_schema_id": schema, "credentials": credentials, **more}
            self.refused(self.ask("POST", "/models", body), status, code, message)

        refused("Provider model ID is required for wildcard models.", type="rerank")
        refused("Model type is required for wildcard models.", type="wildcard",
                provider_model_id="x")
        refused("properties/embedding_size: Field required", type="text_embedding",
                provider_model_id="x")
        refused("Env DEBUG_API_KEY is not set", "debug/debug-error", credentials={})
        refused("Model credentials validation failed. DEBUG_API_KEY is required.",
                "debug/debug-error", credentials={"X": "y"})
        refused("Model schema x not found.", "x", 404, "OBJECT_NOT_FOUND")
        refused("Model credentials validation has failed. Please check whether your credentials "
                "are correct and if you have enough quota with the provider. More details: "
                "The provider openai is not reached from here", "openai/gpt-4", 401,
                "CREDENTIALS_VALIDATION_ERROR", {"OPENAI_API_KEY": "sk-secret"})

    def test_credentials_are_not_kept(self):
        model = self.model("debug/debug-error", credentials={"DEBUG_API_KEY": "abcdefghij"})
        self.assertEqual(model["display_credentials"], {"DEBUG_API_KEY": "ab******ij"})
        self.assertNotIn("abcdefghij", json.dumps(self.data("GET", "/models")))

    def test_updates(self):
        model = self.model("debug/debug-chat-completion", configs={"top_p": 0.5})
        path = "/models/" + model["model_id"]
        for body in ({}, {"configs": {}}, {"fallbacks": {"model_list": []}}, {"name": None}):
            self.refused(self.ask("POST", path, body), 422, "REQUEST_VALIDATION_ERROR",
                         "At least one field should be filled")
        self.refused(self.ask("POST", path, {"model_schema_id": "debug/debug-text-embedding-256"}),
                     422, "REQUEST_VALIDATION_ERROR", "Model credentials validation failed. top_p is "
                     "not allowed for the model debug/debug-text-embedding-256.")
        self.assertEqual({**self.data("GET", path), "updated_timestamp": 0},
                         {**model, "updated_timestamp": 0})

    def test_built_in(self):
        model = self.data("GET", "/models/TpFalls1")
        self.assertEqual((model["model_schema_id"], model["fallbacks"]),
                         ("debug/debug-error", {"model_list": [{"model_id": "TpEcho00"}]}))
        for method, body in (("POST", {"name": "x"}), ("DELETE", None)):
            self.refused(self.ask(method, "/models/TpFalls1", body), 422, "REQUEST_VALIDATION_ERROR",
                         "Model TpFalls1 is built in and cannot be changed.")

    def test_equal_filter(self):
        self.model("debug/debug-text-embedding-256")
        listed = self.data("GET", "/models?equal_filter=%7B%22type%22:%22text_embedding%22%7D")
        self.assertEqual({model["type"] for model in listed}, {"text_embedding"})
        self.assertEqual(self.data("GET", "/models?equal_filter=%7B%22type%22:%22x%22%7D"), [])
        self.refused(self.ask("GET", "/models?equal_filter=x"), 422, "REQUEST_VALIDATION_ERROR",
                     "Invalid equal filter format")


class Catalog(AdminCase):
    def test_every_schema_has_a_provider(self):
        schemas = self.ask("GET", "/model_schemas?limit=100")[1]
        self.assertEqual(schemas["total_count"], len(schemas["data"]))
        ids = [schema["model_schema_id"] for schema in schemas["data"]]
        self.assertEqual(ids, sorted(ids))
        providers = {p["provider_id"]: p for p in self.data("GET", "/providers?limit=100")}
        for schema in schemas["data"]:
            self.assertIn(schema["type"], providers[schema["provider_id"]]["model_types"])
            self.assertEqual([c["config_id"] for c in schema["config_schemas"]],
                             schema["allowed_configs"])
        self.assertEqual(sum(p["num_model_schemas"] for p in providers.values()), len(ids))

    def test_pages(self):
        first = self.ask("GET", "/model_schemas?provider_id=debug&limit=10")[1]
        rest = self.ask("GET", "/model_schemas?provider_id=debug&limit=10&offset=10")[1]
        self.assertEqual((len(first["data"]), first["has_more"], first["total_count"]), (10, True, 12))
        self.assertEqual((len(rest["data"]), rest["has_more"], rest["total_count"]), (2, False, 12))
        beyond = self.ask("GET", "/model_schemas?offset=1000")[1]
        self.assertEqual((beyond["data"], beyond["has_more"]), ([], False))

    def test_icons_are_where_they_are_said_to_be(self):
        for item, member, kind, start in (
                (self.data("GET", "/providers")[0], "icon_svg_url", "image/svg+xml", b"<svg"),
                (self.data("GET", "/bundles")[0], "icon_url", "image/png", b"\x89PNG")):
            self.assertTrue(item[member].startswith(self.server.host + "/images/"), item[member])
            path = item[member][len(self.server.host):]
            status, headers, data = self.server.raw("GET", path, key=False)
            self.assertEqual((status, headers["content-type"]), (200, kind))
            self.assertTrue(data.startswith(start))
        for path in ("/images/providers/icons/debug.png", "/images/providers/icons/",
                     "/images/plugins/bundles/icons/x.svg"):
            self.assertEqual(self.call("GET", path, key=False)[0], 404)
        self.refused(self.call("GET", "/images/plugins/bundles/icons/x.png", key=False), 404,
                     "OBJECT_NOT_FOUND", "Bundle x not found.")

    def test_codes(self):
        for module in ("assistant", "model", "collection"):
            for language in self.data("GET", "/ui/template_codes/get_code?module=" + module):
                for template in (t for p in language["parts"] for t in p["templates"]):
                    for name in template["variables"]:
                        self.assertIn(name, template["content"])
                    self.assertEqual(template["content"].count("$$") % 2, 0)


class Console(AdminCase):
    def assistant(self, **more):
        return self.call("POST", "/v1/assistants", {**ASSISTANT, "model_id": "TpEchoFn", **more})

    def test_names(self):
        self.ask("POST", "/bundle_instances", {"bundle_id": "time_api"})
        made = self.assistant(tools=[{"type": "plugin", "id": "time_api/get_current_time"}])[1]["data"]
        path = "/ui/assistants/" + made["assistant_id"]
        shown = self.data("GET", path)
        self.assertEqual(shown["model_name"], "debug-wildcard")
        self.assertEqual(shown["tools"][0]["name"], "Time API / Get current time")
        answer = self.ask("GET", "/ui/assistants")[1]
        self.assertEqual((answer["data"][0], answer["total_count"]), (shown, None))
        self.data("DELETE", "/bundle_instances/time_api")
        for gone in (path, "/ui/assistants"):
            self.refused(self.ask("GET", gone), 404, "OBJECT_NOT_FOUND",
                         "bundle_instance time_api not found")
        self.call("DELETE", "/v1/assistants/" + made["assistant_id"])
        self.assertEqual(self.data("GET", "/ui/assistants"), [])

    def test_tools_are_checked(self):
        self.ask("POST", "/bundle_instances", {"bundle_id": "arithmetic"})
        for kind, tool, status, code, message in (
                ("plugin", "arithmetic/nosuch", 404, "OBJECT_NOT_FOUND",
                 "plugin arithmetic/nosuch not found"),
                ("plugin", "nosuch/add", 404, "OBJECT_NOT_FOUND",
                 "bundle_instance nosuch not found"),
                ("plugin", "a/b/c", 422, "REQUEST_VALIDATION_ERROR",
                 "Invalid plugin tool ID: a/b/c"),
                ("action", IDS["action"], 404, "OBJECT_NOT_FOUND",
                 f"action {IDS['action']} not found")):
            self.refused(self.assistant(tools=[{"type": kind, "id": tool}]), status, code, message)
        self.data("DELETE", "/bundle_instances/arithmetic")

    def test_collections(self):
        model = self.model("debug/debug-text-embedding-256")
        made = self.call("POST", "/v1/collections", {"embedding_model_id": model["model_id"],
                                                     "capacity": 1000})[1]["data"]
        path = "/ui/collections/" + made["collection_id"]
        self.assertEqual(self.data("GET", path)["model_name"], "m")
        self.data("DELETE", "/models/" + model["model_id"])
        for gone in (path, "/ui/collections"):
            self.refused(self.ask("GET", gone), 404, "OBJECT_NOT_FOUND")
        self.call("DELETE", "/v1/collections/" + made["collection_id"])

    def test_not_found(self):
        self.refused(self.ask("GET", "/ui/assistants/" + IDS["assistant"]), 404, "OBJECT_NOT_FOUND")
        self.refused(self.ask("GET", "/ui/assistants/a-b"), 422, "REQUEST_VALIDATION_ERROR")


class OtherOrigins(ServerCase):
    ORIGIN = {"Origin": "http://page.example"}

    def test_question_beforehand(self):
        asked = {**self.ORIGIN, "Access-Control-Request-Method": "POST",
                 "Access-Control-Request-Headers": "authorization, content-type"}
        status, headers, data = self.server.raw("OPTIONS", "/v1/assistants", None, asked, key=False)
        self.assertEqual((status, data), (200, b"OK"))
        self.assertEqual(headers["access-control-allow-origin"], "http://page.example")
        self.assertEqual(headers["access-control-allow-headers"], "authorization, content-type")
        self.assertIn("DELETE", headers["access-control-allow-methods"])
        self.assertEqual(headers["vary"], "Origin")

    def test_answers(self):
        for path, status in (("/v1/version", 200), ("/v1/assistants", 401), ("/nosuch", 404)):
            answer = self.server.raw("GET", path, None, self.ORIGIN, key=False)
            self.assertEqual((answer[0], answer[1]["access-control-allow-origin"]), (status, "*"))
        self.assertNotIn("access-control-allow-origin", self.server.raw("GET", "/v1/version")[1])

    def test_without_a_question(self):
        status, headers, _ = self.server.raw("OPTIONS", "/v1/assistants", None, self.ORIGIN)
        self.assertEqual((status, headers["allow"]), (405, "GET"))


class CleanData(unittest.TestCase):
    def test_everything_but_the_key(self):
        server = Local("--test-mode", "--admin-password", PASSWORD)
        token = log_in(server)
        model = ask(server, token, "POST", "/models", {
            "name": "m", "model_schema_id": "debug/debug-error", "credentials": DEBUG})[1]["data"]
        server.call("POST", "/v1/assistants", ASSISTANT)
        self.assertEqual(server.call("POST", "/api/v1/clean_data", key=False),
                         (200, {"status": "success"}))
        self.assertEqual(server.call("GET", "/v1/assistants")[1]["data"], [])
        self.assertEqual(ask(server, token, "GET", "/models")[0], 401)
        token = log_in(server)
        self.assertEqual(ask(server, token, "GET", "/models/" + model["model_id"])[0], 404)
        self.assertEqual(server.call("POST", "/v1/inference/chat_completion",
                                     chat("TpEcho00", "abcd"))[0], 200)
        self.assertEqual(server.stop(), (0, ""))

    def test_only_when_asked_for(self):
        server = Local()
        self.assertEqual(server.call("POST", "/api/v1/clean_data", key=False)[0], 404)
        self.assertEqual(server.call("GET", "/api/v1/clean_data", key=False)[0], 404)
        self.assertEqual(server.stop(), (0, ""))


class Quirks(AdminCase):
    options = ("--admin-password", PASSWORD, "--quirks")

    def test_plugins(self):
        def tool(plugin):
            return {**ASSISTANT, "model_id": "TpEchoFn", "tools": [{"type": "plugin", "id": plugin}]}

        self.refused(self.call("POST", "/v1/assistants", tool("a/b/c")), 500,
                     "INTERNAL_SERVER_ERROR", "too many values to unpack (expected 2)")
        self.data("POST", "/bundle_instances", {"bundle_id": "calculator"})
        self.assertEqual(self.call("POST", "/v1/assistants", tool("calculator/nosuch"))[0], 200)
        self.refused(self.ask("GET", "/ui/assistants"), 500, "INTERNAL_SERVER_ERROR",
                     "'NoneType' object has no attribute 'bundle_id'")


class Survival(unittest.TestCase):
    def test_sudden_end(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--database", os.path.join(folder, "all.db"), "--admin-password", PASSWORD)
            server = Local(*options)
            token = log_in(server)
            model = ask(server, token, "POST", "/models", {
                "name": "m", "model_schema_id": "debug/debug-error", "credentials": DEBUG,
                "fallbacks": {"model_list": [{"model_id": "TpEcho00"}]}})[1]["data"]
            action = server.call("POST", "/v1/actions/bulk_create", {"openapi_schema": document(
                "http://127.0.0.1", {"/p": {"get": operation("p")}})})[1]["data"][0]
            instance = ask(server, token, "POST", "/bundle_instances",
                           {"bundle_id": "arithmetic"})[1]["data"]
            server.process.send_signal(signal.SIGKILL)
            server.stop()
            server = Local(*options)
            token = log_in(server)
            self.assertEqual(ask(server, token, "GET", "/models")[1]["data"], [model])
            self.assertEqual(server.call("GET", "/v1/actions")[1]["data"], [action])
            found = ask(server, token, "GET", "/bundle_instances")[1]["data"]
            self.assertEqual([i["created_timestamp"] for i in found],
                             [instance["created_timestamp"]])
            self.assertEqual(server.call("POST", "/v1/inference/chat_completion",
                                         chat(model["model_id"], "abcd"))[0], 200)
            self.assertEqual(server.stop(), (0, ""))


if __name__ == "__main__":
    unittest.main()
