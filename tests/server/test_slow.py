#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients that are slow, or send too much, and what others notice of them: nothing.

TASKINGAI_LOCAL names the program.
"""

import os
import resource
import socket
import sys
import unittest
import unittest.mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import ASSISTANT, Local, ServerCase, chat, until  # noqa: E402

MB = 1024 * 1024
HEAD = b"POST /v1/assistants HTTP/1.1\r\nHost: x\r\n"


class Slow(ServerCase):
    def dial(self, *data):
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
        self.addCleanup(connection.close)
        for piece in data:
            connection.sendall(piece)
        return connection

    def ask(self, path, value):
        connection = self.server.open(path, value)
        self.addCleanup(connection.close)
        return connection

    def work(self):
        """What a good client does meanwhile."""
        status, answer = self.call("POST", "/v1/assistants", ASSISTANT)
        self.assertEqual(status, 200, answer)
        path = "/v1/assistants/" + answer["data"]["assistant_id"]
        self.assertEqual(self.call("GET", path)[1], answer)
        self.assertEqual(self.stream(chat("TpEcho00", "Hello"))[-1]["object"], "ChatCompletion")
        self.assertEqual(self.call("DELETE", path)[0], 200)

    def is_closed(self, connection):
        """Reads on to the end."""
        try:
            while connection.recv(MB):
                pass
        except ConnectionError:
            pass
        return True

    def slow_clients(self, count):
        """Clients of each kind."""
        body = HEAD + b"Content-Length: 100\r\n\r\n"
        chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        kinds = (
            lambda: self.dial(),
            lambda: self.dial(b"GET /v1/heal"),
            lambda: self.dial(HEAD + b"X-A: 1\r\n"),
            lambda: self.dial(body),
            lambda: self.dial(body, b'{"a":'),
            lambda: self.dial(chunked, b"5\r\n{\"a\":\r\n"),
            lambda: self.dial(b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n"),
            lambda: self.dial(HEAD + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"))
        return [kinds[i % len(kinds)]() for i in range(count)]


class Patience(Slow):
    options = ("--client-timeout", "1", "--pace", "0")

    def test_hanging(self):
        connections = self.slow_clients(480)
        connections += [self.ask("/v1/inference/chat_completion",
                                 chat("TpLocalS", "Count from 1 to 9999999", stream=True))
                        for _ in range(10)]
        connections += [self.ask("/v1/inference/chat_completion", chat("TpEcho00", "x " * 4 * MB))
                        for _ in range(3)]
        for _ in range(20):
            self.work()
        for connection in connections:
            self.assertTrue(self.is_closed(connection))
        self.work()
        self.assertTrue(until(lambda: self.server.stats()["open_streams"] == 0))

    def test_dripping(self):
        """A byte now and then is no progress."""
        connections = [self.dial(HEAD), self.dial(HEAD + b"Content-Length: 1000000\r\n\r\n")]
        dripping = set(connections)
        while dripping:
            for connection in list(dripping):
                try:
                    connection.sendall(b" ")
                except ConnectionError:
                    dripping.remove(connection)
            self.work()

    def test_slow_but_sure(self):
        """Who gets on is waited for: three pieces, each with its own second."""
        connection = self.dial(HEAD + b"Content-Length: 98304\r\n\r\n")
        for _ in range(3):
            connection.sendall(b" " * 32768)
            self.work()
        self.assertIn(b" 422 ", connection.recv(100))


class Crowd(Slow):
    options = ("--client-timeout", "0")
    FILES = 128

    @classmethod
    def setUpClass(cls):
        cls.server = Local(*cls.options, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_NOFILE, (cls.FILES, cls.FILES)))

    def test_more_than_there_is_room_for(self):
        """Those that have been waited for longest have to go."""
        connections = self.slow_clients(40)
        self.work()
        connections += self.slow_clients(300)
        for _ in range(20):
            self.work()
        for connection in connections[:40]:
            self.assertTrue(self.is_closed(connection))
        self.assertLess(len(os.listdir(f"/proc/{self.server.process.pid}/fd")), self.FILES)
        # The last of them is still there.
        connections[-1].close()
        last = self.dial(b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertIn(b" 200 ", last.recv(100))

    def is_answered(self):
        """False: the connection was closed instead."""
        connection = self.dial(b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n")
        try:
            return connection.recv(100) != b""
        except ConnectionError:
            return False
        finally:
            connection.close()

    def test_streams_are_not_in_the_way(self):
        """Busy connections are not closed for others; the newest is, when all are busy."""
        streams = []
        while self.is_answered():
            streams.append(self.ask("/v1/inference/chat_completion",
                                    chat("TpDelay0", "#30#x", stream=True)))
        self.assertGreaterEqual(len(streams), self.FILES // 2)
        streams.pop().close()
        self.assertTrue(until(self.is_answered))
        self.assertGreater(self.server.stats()["open_streams"], self.FILES // 2 - 5)


class Size(Slow):
    @classmethod
    def setUpClass(cls):
        # What AddressSanitizer keeps back of the memory that was freed does not count.
        given = os.environ.get("ASAN_OPTIONS", "")
        with unittest.mock.patch.dict(os.environ,
                                      ASAN_OPTIONS=given + ":quarantine_size_mb=1"):
            super().setUpClass()

    def test_endless_body(self):
        """Refused at the limit, and not kept; who goes on for too long is not listened to."""
        before = self.server.resident()
        connection = self.dial(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        piece = b"100000\r\n" + b" " * MB + b"\r\n"
        with self.assertRaises(ConnectionError):
            for _ in range(1024):
                connection.sendall(piece)
        self.work()
        self.assertLess(self.server.resident() - before, 96 * MB)

    def test_many_callers(self):
        """Nothing stays of those that have gone."""
        for count in (500, 1000):
            before = self.server.resident()
            for _ in range(count):
                with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
                    connection.sendall(b"GET /v1/health_check HTTP/1.1\r\nHost: x\r\n\r\n")
                    self.assertIn(b" 200 ", connection.recv(1000))
        self.assertLess(self.server.resident() - before, MB)

    def test_refused_at_once(self):
        connection = self.dial(HEAD + b"Expect: 100-continue\r\n"
                               b"Content-Length: 1099511627776\r\n\r\n")
        self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 413 "))

    def test_many_bodies(self):
        """All of them together may hold only so much, wherever they stop."""
        before = self.server.resident()
        body = HEAD + b"Content-Length: 20000000\r\n\r\n" + b" " * 19_999_999
        connections = [self.dial(body) for _ in range(18)]
        self.assertTrue(self.is_closed(connections[0]))
        connections[-1].sendall(b" ")
        self.assertIn(b" 422 ", connections[-1].recv(100))
        self.work()
        self.assertLess(self.server.resident() - before, 600 * MB)

    def test_many_parts(self):
        """Taking them apart took seconds, and half a gigabyte."""
        before = self.server.resident()
        for body in (b"--b\r\n\r\n\r\n" * 2_000_000, b"--b\r\n" + b"A: b\r\n" * 3_000_000,
                     b"--b\r\n" + b"A: b\r\n" * 3_000_000 + b"\r\n\r\n--b--\r\n"):
            status, _, data = self.server.raw("POST", "/v1/files", body, {
                "Content-Type": "multipart/form-data; boundary=b"})
            self.assertEqual((status, b"body/purpose: Field required" in data), (422, True))
        self.assertLess(self.server.resident() - before, 160 * MB)


if __name__ == "__main__":
    unittest.main()
