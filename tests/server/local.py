# SPDX-License-Identifier: LGPL-2.1-or-later
"""Starts a taskingai-local, named by the environment variable TASKINGAI_LOCAL, and talks to it."""

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
import unittest

ASSISTANT = {"model_id": "TpEcho00", "memory": {"type": "naive"},
             "retrieval_configs": {"method": "user_message"}}
FUNCTION = {"name": "f", "description": "d",
            "parameters": {"type": "object", "properties": {"a": {"type": "number"}}}}
CALL = {"id": "P3lfabc", "name": "f", "arguments": {"x": 1}}


class Local:
    """One running server."""

    def __init__(self, *options, **popen):
        self.process = subprocess.Popen(
            [os.environ["TASKINGAI_LOCAL"], "--port", "0", "--exit-with-parent", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            **popen)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("no start: " + self.stop()[1])
        words = dict(word.split("=", 1) for word in line.split())
        self.host = words["TASKINGAI_HOST"]
        self.port = int(self.host.rsplit(":", 1)[1])
        self.key = words["TASKINGAI_API_KEY"]

    def stop(self):
        """Ends the server and returns its status and what it wrote to the standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        errors = self.process.stderr.read()
        status = self.process.wait(20)
        for file in (self.process.stdin, self.process.stdout, self.process.stderr):
            file.close()
        return status, errors

    def raw(self, method, path, body=None, headers=None, key=True):
        """Status, headers in lower case, and bytes of the answer."""
        given = {"Authorization": "Bearer " + self.key} if key else {}
        given.update(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def call(self, method, path, value=None, **options):
        """Status and JSON of the answer."""
        body = json.dumps(value).encode() if value is not None else None
        headers = {"Content-Type": "application/json"} if value is not None else {}
        headers.update(options.pop("headers", {}))
        status, _, data = self.raw(method, path, body, headers, **options)
        return status, json.loads(data) if data else None

    def open(self, path, value):
        """Sends a request and returns the socket."""
        body = json.dumps(value)
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sendall((f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
                            f"Authorization: Bearer {self.key}\r\n"
                            f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
        return connection

    def resident(self):
        """The most memory that it ever had, in bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024

    def stats(self):
        return self.call("GET", "/v1/local/stats", key=False)[1]


def digest(*values):
    """What taskingai-local keeps beside each row of its database."""
    total = 0xcbf29ce484222325
    for value in values:
        data = value.encode() if isinstance(value, str) else value
        words = len(data) // 8
        for i in range(words):
            total = (total ^ int.from_bytes(data[8 * i:8 * i + 8], "little")) * 0x100000001b3
            total &= 2 ** 64 - 1
            total ^= total >> 32
        for byte in data[8 * words:]:
            total = (total ^ byte) * 0x100000001b3 & 2 ** 64 - 1
        total = (total ^ len(data)) * 0x100000001b3 & 2 ** 64 - 1
    return total - 2 ** 64 if total >= 2 ** 63 else total


@contextlib.contextmanager
def edited(path):
    """A database to change by hand, as if the server had written it so."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.create_function("digest", -1, digest)
        yield database
        database.execute("UPDATE objects SET digest = digest (kind, id, parent, body)")
        database.execute("UPDATE blobs SET digest = digest (kind, id, parent, bytes)")
        database.commit()


def events(data):
    """The payloads of an event stream, checked for their framing."""
    lines = data.decode("ascii").split("\n\n")
    assert lines.pop() == "", "no empty line at the end"
    assert all(line.startswith("data: ") and "\n" not in line for line in lines), lines
    assert lines.pop() == "data: [DONE]", lines
    return [json.loads(line[6:]) for line in lines]


def chat(model, text, **more):
    return {"model_id": model, "messages": [{"role": "user", "content": text}], **more}


def until(condition, seconds=60):
    """Waits for what must come; the time is only the limit of patience."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
    return False


class ServerCase(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Local(*cls.options)

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.server.stop()
        assert (status, errors) == (0, ""), (status, errors)

    def call(self, *args, **options):
        return self.server.call(*args, **options)

    def complete(self, body, **options):
        return self.call("POST", "/v1/inference/chat_completion", body, **options)

    def stream(self, body, path="/v1/inference/chat_completion"):
        status, headers, data = self.server.raw(
            "POST", path, json.dumps({**body, "stream": True}),
            {"Content-Type": "application/json"})
        self.assertEqual(status, 200, data)
        self.assertEqual(headers["content-type"], "text/event-stream; charset=utf-8")
        return events(data)

    def refused(self, answer, status, code, message=None):
        self.assertEqual(answer[0], status, answer)
        self.assertEqual(answer[1]["status"], "error")
        self.assertEqual(answer[1]["error"]["code"], code)
        if message is not None:
            self.assertEqual(answer[1]["error"]["message"], message)
