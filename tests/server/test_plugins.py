#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Bundles of plugins of taskingai-local. TASKINGAI_LOCAL names the program."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import PASSWORD, AdminCase  # noqa: E402
from local import ASSISTANT, chat  # noqa: E402


class Bundles(AdminCase):
    def test_registration(self):
        def registered():
            return {b["bundle_id"] for b in self.data("GET", "/bundles") if b["registered"]}

        self.assertNotIn("calculator", registered())
        instance = self.data("POST", "/bundle_instances", {"bundle_id": "calculator", "name": "c"})
        self.assertEqual((instance["bundle_instance_id"], instance["name"]), ("calculator", "c"))
        self.assertIn("calculator", registered())
        self.refused(self.ask("POST", "/bundle_instances", {"bundle_id": "calculator"}), 409,
                     "DUPLICATE_OBJECT", "Bundle instance calculator already exists")
        self.data("DELETE", "/bundle_instances/calculator")
        self.assertNotIn("calculator", registered())

    def test_those_that_need_an_account(self):
        self.refused(self.ask("POST", "/bundle_instances", {
            "bundle_id": "open_weather", "credentials": {"OPEN_WEATHER_API_KEY": "secret"}}), 401,
            "CREDENTIALS_VALIDATION_ERROR")
        self.refused(self.ask("POST", "/bundle_instances", {
            "bundle_id": "open_weather", "credentials": {"X": "y"}}), 422,
            "REQUEST_VALIDATION_ERROR", "body: Value error, OPEN_WEATHER_API_KEY is required")
        self.refused(self.ask("POST", "/bundle_instances", {"bundle_id": "nosuch"}), 404,
                     "OBJECT_NOT_FOUND", "Bundle nosuch not found.")


class Runs(AdminCase):
    """The local model calls what a message asks for, and answers with what comes of it."""

    options = ("--pace", "0", "--admin-password", PASSWORD)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assistants = {}

    def assistant(self, plugin):
        if plugin not in self.assistants:
            self.ask("POST", "/bundle_instances", {"bundle_id": plugin.split("/")[0]})
            body = {**ASSISTANT, "model_id": "TpLocalS", "tools": [{"type": "plugin", "id": plugin}]}
            status, answer = self.call("POST", "/v1/assistants", body)
            self.assertEqual(status, 200, answer)
            self.assistants[plugin] = answer["data"]["assistant_id"]
        return self.assistants[plugin]

    def run_plugin(self, plugin, **parameters):
        text = f"!call {plugin.split('/')[1]} {json.dumps(parameters)}"
        status, answer = self.complete(chat(self.assistant(plugin), text))
        self.assertEqual(status, 200, answer)
        return json.loads(answer["data"]["message"]["content"])

    def failed(self, message, plugin, **parameters):
        self.assertEqual(self.run_plugin(plugin, **parameters),
                         {"status": 400, "error": {"error": message}})

    def test_arithmetic(self):
        for name, a, b, result in (("add", 1, 2, 3), ("add", 1.5, 2, 3.5), ("subtract", 1, 2, -1),
                                   ("multiply", 3, 0.5, 1.5), ("divide", 1, 2, 0.5),
                                   ("add", 2 ** 63 - 1, 1, 2.0 ** 63),
                                   ("multiply", 2 ** 62, 4, 2.0 ** 64)):
            found = self.run_plugin("arithmetic/" + name, number_1=a, number_2=b)
            self.assertEqual(found, {"result": result})
        self.failed("Division by zero", "arithmetic/divide", number_1=1, number_2=0)
        self.failed("Parameter number_2 is required", "arithmetic/add", number_1=1)
        self.failed("Parameter number_1 should be a number", "arithmetic/add", number_1="1",
                    number_2=2)

    def test_calculator(self):
        for text, result in (("5**2+7-4", 28), ("5**2*(8-4)", 100), (" 7 // 2 ", 3), ("-7//2", -4),
                             ("-7 % 3", 2), ("7 % -3", -2), ("-2**2", -4), ("2**-1", 0.5),
                             ("2**3**2", 512), ("--1", 1), ("1e3+.5", 1000.5), ("1-2-3", -4),
                             ("8/2/2", 2), ("2*-3", -6), ("(((1)))", 1)):
            found = self.run_plugin("calculator/evaluate", expression=text)
            self.assertEqual(float(found["result"]), result, text)
        for text, message in (("", "A number is expected at character 1"),
                              ("1+", "A number is expected at character 3"),
                              ("(1", "A parenthesis is not closed at character 3"),
                              ("1 2", "An operator is expected at character 3"),
                              ("a", "A number is expected at character 1"),
                              ("0x10", "A decimal number is expected at character 1"),
                              ("1/0", "Division by zero at character 4"),
                              ("1%(1-1)", "Division by zero at character 8"),
                              ("(" * 200, "Too many levels at character 101"),
                              ("-" * 200 + "1", "Too many levels at character 101"),
                              ("9**9**9", "The value is too large at character 8"),
                              ("(-1)**.5", "The value is no real number at character 9")):
            self.failed(message, "calculator/evaluate", expression=text)

    def test_time(self):
        found = self.run_plugin("time_api/get_current_time", time_zone="Asia/Kolkata")
        self.assertRegex(found["date_time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+05:30$")
        self.assertTrue(found["day_of_week"].endswith("day"))
        self.failed("Unknown time zone: Nowhere/Land", "time_api/get_current_time",
                    time_zone="Nowhere/Land")

    def test_unregistered_meanwhile(self):
        assistant = self.assistant("arithmetic/subtract")
        self.data("DELETE", "/bundle_instances/arithmetic")
        status, answer = self.complete(chat(assistant, "!call subtract {}"))
        self.assertNotEqual(status, 200, answer)
        self.data("POST", "/bundle_instances", {"bundle_id": "arithmetic"})


if __name__ == "__main__":
    unittest.main()
