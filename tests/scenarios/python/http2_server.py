# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server that speaks as much HTTP/2 as it takes to refuse requests, and counts what it gets."""
import contextlib
import socket
import ssl
import struct
import threading

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY = 0, 1, 3, 4, 6, 7
END_STREAM, ACK, END_HEADERS = 1, 1, 4
NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM = 0, 2, 7
PREFACE = b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
# ":status: 200" and "content-type: application/json" in HPACK, without its compression.
ANSWER_HEADERS = b'\x88\x0f\x10\x10application/json'


class Connection:
    def __init__(self, server, sock):
        self.server, self.socket, self.file = server, sock, sock.makefile('rb')
        self.last = 0  # stream that was answered
        self.bodies = {}

    def send(self, kind, flags=0, stream=0, payload=b''):
        self.socket.sendall(struct.pack('!I', len(payload))[1:] + struct.pack('!BBI', kind, flags, stream) + payload)

    def read_frame(self):
        head = self.file.read(9)
        if len(head) < 9:
            raise ConnectionError
        kind, flags, stream = struct.unpack('!BBI', head[3:])
        return kind, flags, stream, self.file.read(int.from_bytes(head[:3], 'big'))

    def serve(self):
        if self.file.read(len(PREFACE)) != PREFACE:
            raise ConnectionError
        self.send(SETTINGS)
        while True:
            kind, flags, stream, payload = self.read_frame()
            if kind == SETTINGS and not flags & ACK:
                self.send(SETTINGS, ACK)
            elif kind == PING and not flags & ACK:
                self.send(PING, ACK, 0, payload)
            elif kind in (HEADERS, DATA):
                self.bodies[stream] = self.bodies.get(stream, b'') + (payload if kind == DATA else b'')
                if flags & END_STREAM:
                    self.server.act(self, stream, self.bodies.pop(stream))

    def answer(self, stream, body):
        self.last = stream
        self.send(HEADERS, END_HEADERS, stream, ANSWER_HEADERS)
        self.send(DATA, END_STREAM, stream, body)

    def refuse(self, stream):
        self.send(RST_STREAM, 0, stream, struct.pack('!I', REFUSED_STREAM))

    def cancel(self, stream):
        """After it was processed."""
        self.send(RST_STREAM, 0, stream, struct.pack('!I', INTERNAL_ERROR))

    def go_away(self, _stream):
        """What came after the last answer is not processed."""
        self.send(GOAWAY, 0, 0, struct.pack('!II', self.last, NO_ERROR))
        raise ConnectionError

    def hang_up(self, _stream):
        """After it was processed."""
        raise ConnectionError


class Server:
    """Each request takes a word of the plan, or the one that is chosen for it: what becomes of it."""

    def __init__(self, certificate, answer, plan, choose=None):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate['chain'], certificate['key'])
        self.context.set_alpn_protocols(['h2'])
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.body, self.plan, self.choose = answer, plan, choose or (lambda: 'answer')
        self.seen, self.processed = [], []  # words with bodies, and bodies
        self.n_connections = 0
        self.lock = threading.Lock()
        self.sockets, self.threads = [], []
        self.start(self.accept)

    def start(self, target, *arguments):
        self.threads.append(threading.Thread(target=target, args=arguments))
        self.threads[-1].start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self.listener.accept()
                self.start(self.serve, sock)

    def serve(self, sock):
        with contextlib.suppress(OSError), self.context.wrap_socket(sock, server_side=True) as secure:
            with self.lock:
                self.sockets.append(secure)
                self.n_connections += 1
            Connection(self, secure).serve()

    def act(self, connection, stream, body):
        with self.lock:
            word = self.plan.pop(0) if self.plan else self.choose()
            self.seen.append((word, body))
            if word not in ('refuse', 'go_away'):
                self.processed.append(body)
        if word == 'answer':
            connection.answer(stream, self.body)
        else:
            getattr(connection, word)(stream)

    def close(self):
        """Wakes all threads, and waits for them."""
        with self.listener:
            self.listener.shutdown(socket.SHUT_RDWR)
        self.threads.pop(0).join()  # from here on there is no further one
        for sock in self.sockets:
            with contextlib.suppress(OSError):  # most are closed
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
