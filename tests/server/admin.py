# SPDX-License-Identifier: LGPL-2.1-or-later
"""An administrator of a taskingai-local, and documents for actions."""

from local import ServerCase

PASSWORD = "a long password"
DEBUG = {"DEBUG_API_KEY": "12345678"}
LOGIN = {"username": "admin", "password": PASSWORD}
IDS = {"action": "bFBdzzzzzzzzzzzzzzzzzzzz", "assistant": "X5lMzzzzzzzzzzzzzzzzzzzz"}


def log_in(server):
    return server.call("POST", "/api/v1/admins/login", LOGIN, key=False)[1]["data"]["token"]


def ask(server, token, method, path, value=None):
    return server.call(method, "/api/v1" + path, value, key=False,
                       headers={"Authorization": "Bearer " + token})


def operation(name, **more):
    return {"operationId": name, "description": "desc of " + name,
            "responses": {"200": {"description": "OK"}}, **more}


def document(url, paths, **more):
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "servers": [{"url": url}], "paths": paths, **more}


class AdminCase(ServerCase):
    options = ("--admin-password", PASSWORD)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = log_in(cls.server)

    def ask(self, method, path, value=None):
        return ask(self.server, self.token, method, path, value)

    def data(self, method, path, value=None):
        status, answer = self.ask(method, path, value)
        self.assertEqual((status, answer.get("status")), (200, "success"), answer)
        return answer.get("data")

    def model(self, schema, **more):
        return self.data("POST", "/models", {"name": "m", "model_schema_id": schema,
                                             "credentials": DEBUG, **more})
