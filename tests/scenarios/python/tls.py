# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls over TLS, to a server with certificates made here: whom the client trusts, and whom not."""
import asyncio
import contextlib
import ctypes
import gc
import http.server
import json
import os
import ssl
import threading
import unittest

import certificates
from common import TestCase, count_request, new_client

ASSISTANT = {'object': 'Assistant', 'assistant_id': 'X5lM00000000000000000000', 'name': 'Ada'}
EVENTS = ['{"object": "ChatCompletionChunk", "role": "assistant", "index": 0, "delta": "one",'
          ' "created_timestamp": 1}',
          '{"object": "ChatCompletion", "finish_reason": "stop", "message": {"content": "one",'
          ' "role": "assistant", "function_calls": null}, "created_timestamp": 1}', '[DONE]']


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self, content_type, body):
        self.server.n_answers += 1
        self.close_connection = not self.server.keep
        self.send_response(200)
        self.send_header('Content-Type', content_type)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer('application/json', json.dumps({'status': 'success', 'data': ASSISTANT}).encode())

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        self.answer('text/event-stream', ''.join(f'data: {e}\n\n' for e in EVENTS).encode())

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    n_connections = n_answers = 0
    keep = True

    def finish_request(self, request, client_address):
        with contextlib.suppress(OSError):  # of a handshake that the client breaks off
            request.do_handshake()
            self.n_connections += 1
            super().finish_request(request, client_address)


class OpeningsOf:
    """Counts how often a file is opened for reading, by inotify."""

    IN_OPEN = 0x20

    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(os.O_NONBLOCK)
        if libc.inotify_add_watch(self.fd, os.fsencode(path), self.IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), 'inotify_add_watch')

    def take(self):
        """The number since the last time; events of one kind that follow each other are joined."""
        with contextlib.suppress(BlockingIOError):
            return len(os.read(self.fd, 65536)) // 16
        return 0

    def close(self):
        os.close(self.fd)


class Tls(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ca_file = certificates.find('good')['ca_file']

    def serve(self, name='good'):
        """A server with this certificate."""
        certificate = certificates.find(name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate['chain'], certificate['key'])
        server = Server(('127.0.0.1', 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def connect(self, server, **settings):
        settings.setdefault('ca_file', self.ca_file)
        return new_client(host=f'https://127.0.0.1:{server.server_port}', max_retries=0,
                          connect_timeout=100000, **settings)  # the CA store is slow to read

    def test_trusted(self):
        server = self.serve()
        client = self.connect(server)
        for _ in range(3):
            self.assertEqual(client.assistants.get('any').name, 'Ada')
        self.assertEqual(server.n_connections, 1)  # a handshake is dear

    def test_trusted_async(self):
        client = self.connect(self.serve())

        async def run():
            found = await asyncio.gather(*(client.assistants.get_async('any') for _ in range(10)))
            self.assertEqual({a.name for a in found}, {'Ada'})
            async with await client.inference.chat_completion_stream_async(
                    **count_request(1)) as stream:
                self.assertEqual([type(e).__name__ async for e in stream],
                                 ['ChatCompletionChunk', 'ChatCompletion'])
        asyncio.run(run())

    def test_authorities_are_read_once(self):
        """Not for each connection, which would take twenty times as long as all else of it."""
        server = self.serve()
        server.keep = False
        openings = OpeningsOf(self.ca_file)
        self.addCleanup(openings.close)
        client = self.connect(server)
        self.assertEqual(openings.take(), 0)
        for number in range(1, 11):
            client.assistants.get('any')
            self.assertEqual(server.n_connections, number)
            self.assertEqual(openings.take(), 1 if number == 1 else 0)

        async def run():
            for number in range(11, 21):
                await client.assistants.get_async('any')
                self.assertEqual(server.n_connections, number)
                # Each main context has connections and a store of its own.
                self.assertEqual(openings.take(), 1 if number == 11 else 0)
        asyncio.run(run())

    def test_fork(self):
        """A child that drops its copy of the client takes no leave of the server for the parent."""
        server = self.serve()
        client = self.connect(server)
        client.assistants.get('any')
        pid = os.fork()
        if pid == 0:
            del client
            gc.collect()
            os._exit(0)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)
        client.assistants.get('any')
        self.assertEqual(server.n_connections, 1)

    def refused(self, server, **settings):
        client = self.connect(server, **settings)
        with self.fails_with('TLS'):
            client.assistants.get('any')

        async def run():
            await client.inference.chat_completion_stream_async(**count_request(1))
        with self.fails_with('TLS'):
            asyncio.run(run())
        self.assertEqual(server.n_answers, 0)  # and so nobody got the key

    def test_unknown_authority(self):
        self.refused(self.serve(), ca_file=None)

    def test_other_host(self):
        self.refused(self.serve('wrong-host'))

    def test_expired(self):
        self.refused(self.serve('expired'))

    def test_intermediate(self):
        self.refused(self.serve('incomplete'))
        self.assertEqual(self.connect(self.serve('chain')).assistants.get('any').name, 'Ada')

    def test_no_such_authority_file(self):
        self.refused(self.serve(), ca_file=self.ca_file + '.missing')


if __name__ == '__main__':
    unittest.main()
