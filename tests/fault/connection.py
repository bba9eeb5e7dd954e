# SPDX-License-Identifier: LGPL-2.1-or-later
"""One client's connection, and what comes in on it."""

import re

from counts import COUNTS


class Over(Exception):
    """The connection is done with; by_client tells who ended it."""

    def __init__(self, by_client):
        super().__init__()
        self.by_client = by_client


class Connection:
    """One client's socket, and what is being answered on it."""

    def __init__(self, sock):
        self.socket = sock
        self.received = b''
        self.form = None
        self.pieces = None
        self.n_requests = 0
        self.names = set()
        self.name = None
        self.body = b''
        self.query = ''
        self.headers = {}
        self.is_inference = False

    def receive(self, size=65536):
        try:
            data = self.socket.recv(size)
        except OSError as error:
            raise Over(True) from error
        if not data:
            raise Over(True)
        self.received += data

    def read_line(self):
        while b'\r\n' not in self.received:
            self.receive()
        line, _, self.received = self.received.partition(b'\r\n')
        return line.decode('latin-1')

    def read_head(self):
        method, path, _ = self.read_line().split(' ', 2)
        self.headers = {}
        while line := self.read_line():
            name, _, value = line.partition(': ')
            self.headers[name.lower()] = value
        return method, path

    def read_some(self, size):
        while size > 0:
            if not self.received:
                self.receive()
            data, self.received = self.received[:size], self.received[size:]
            size -= len(data)
            yield data

    def read_pieces(self):
        """The body of the request, as it comes in."""
        if self.headers.get('transfer-encoding') != 'chunked':
            yield from self.read_some(int(self.headers.get('content-length', 0)))
            return
        while size := int(self.read_line(), 16):
            yield from self.read_some(size)
            self.read_line()
        self.read_line()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise Over(True) from error

    def begin(self, name, is_post, body):
        self.n_requests += 1
        self.name, self.body = name, body
        if name not in self.names:
            self.names.add(name)
            COUNTS.add(name, 'connections')
        if is_post:
            COUNTS.add(name, 'posts')
        COUNTS.add(name, 'requests')

    def take(self, size):
        """Takes in so much of a body that is not wanted at once, or all."""
        while len(self.body) < size and (piece := next(self.pieces, None)):
            self.body += piece

    def serve(self, answer, prepare=None):
        """Has @answer answer each request, until somebody ends the connection."""
        COUNTS.count('opened')
        by_client = False
        try:
            if prepare:
                prepare(self)
            while True:
                method, path = self.read_head()
                answer(self, method, path)
                if self.name is not None:
                    COUNTS.add(self.name, 'answered')
        except Over as over:
            by_client = over.by_client
        self.socket.close()
        for name in self.names:
            COUNTS.add(name, 'closed' if by_client else 'ended')


class Form:
    """A multipart/form-data body, read as far as it is wanted."""

    def __init__(self, connection):
        content_type = connection.headers['content-type']
        self.boundary = b'--' + content_type.partition('boundary=')[2].encode()
        self.pieces = connection.read_pieces()
        self.data = b''

    def read(self, size):
        """True if there is so much."""
        data = [self.data]
        size -= len(self.data)
        while size > 0 and (piece := next(self.pieces, None)):
            data.append(piece)
            size -= len(piece)
        self.data = b''.join(data)
        return size <= 0

    def filename(self):
        """In the header of a part, which comes early."""
        while not (found := re.search(rb'; filename="(.*)"\r\n', self.data)):
            if not self.read(len(self.data) + 1):
                raise ValueError(self.data)
        return found[1].decode()

    def parts(self):
        """The whole, cut apart without any tolerance."""
        self.read(1 << 40)
        start, *parts, end = (b'\r\n' + self.data).split(b'\r\n' + self.boundary)
        if start or end != b'--\r\n' or not all(part.startswith(b'\r\n') for part in parts):
            raise ValueError(self.data)
        for part in parts:
            head, _, content = part[2:].partition(b'\r\n\r\n')
            disposition = head.decode().split('\r\n')[0]
            yield re.fullmatch('Content-Disposition: form-data; name="(.*?)"(?:; filename="(.*)")?',
                               disposition).groups(), content
