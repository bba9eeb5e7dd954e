# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls over TLS, to a server with certificates made here: whom the client trusts, and whom not."""
import asyncio
import contextlib
import http.server
import json
import pathlib
import ssl
import subprocess
import tempfile
import threading
import unittest

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

    def finish_request(self, request, client_address):
        with contextlib.suppress(OSError):  # of a handshake that the client breaks off
            request.do_handshake()
            self.n_connections += 1
            super().finish_request(request, client_address)


def openssl(folder, *arguments):
    subprocess.run(['openssl', *arguments], cwd=folder, check=True, capture_output=True)


class Tls(TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        openssl(cls.folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj',
                '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem')

    def serve(self, name, days='1'):
        """A server whose certificate, by our authority, is for @name; its port."""
        pathlib.Path(self.folder, 'san').write_text(f'subjectAltName={name}')
        openssl(self.folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=server',
                '-keyout', 'server.key', '-out', 'server.csr')
        openssl(self.folder, 'x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey',
                'ca.key', '-CAcreateserial', '-days', days, '-extfile', 'san', '-out', 'server.pem')
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / 'server.pem', self.folder / 'server.key')
        server = Server(('127.0.0.1', 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def connect(self, server, ca_file='ca.pem'):
        settings = {'ca_file': str(self.folder / ca_file)} if ca_file else {}
        return new_client(host=f'https://127.0.0.1:{server.server_port}', max_retries=0, **settings)

    def test_trusted(self):
        server = self.serve('IP:127.0.0.1')
        client = self.connect(server)
        for _ in range(3):
            self.assertEqual(client.assistants.get('any').name, 'Ada')
        self.assertEqual(server.n_connections, 1)  # a handshake is dear

    def test_trusted_async(self):
        client = self.connect(self.serve('IP:127.0.0.1'))

        async def run():
            found = await asyncio.gather(*(client.assistants.get_async('any') for _ in range(10)))
            self.assertEqual({a.name for a in found}, {'Ada'})
            async with await client.inference.chat_completion_stream_async(
                    **count_request(1)) as stream:
                self.assertEqual([type(e).__name__ async for e in stream],
                                 ['ChatCompletionChunk', 'ChatCompletion'])
        asyncio.run(run())

    def refused(self, server, ca_file='ca.pem'):
        client = self.connect(server, ca_file)
        with self.fails_with('TLS'):
            client.assistants.get('any')

        async def run():
            await client.inference.chat_completion_stream_async(**count_request(1))
        with self.fails_with('TLS'):
            asyncio.run(run())
        self.assertEqual(server.n_answers, 0)  # and so nobody got the key

    def test_unknown_authority(self):
        self.refused(self.serve('IP:127.0.0.1'), ca_file=None)

    def test_other_host(self):
        self.refused(self.serve('DNS:elsewhere.example'))

    def test_expired(self):
        self.refused(self.serve('IP:127.0.0.1', days='-1'))

    def test_no_such_authority_file(self):
        self.refused(self.serve('IP:127.0.0.1'), ca_file='missing.pem')


if __name__ == '__main__':
    unittest.main()
