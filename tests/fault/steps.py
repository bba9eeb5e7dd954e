# SPDX-License-Identifier: LGPL-2.1-or-later
"""Steps, which faults are made of: each is a function that does something to a connection."""

import fcntl
import json
import select
import socket
import struct
import termios
import time

from connection import Over
from counts import COUNTS

BLOCKED_AFTER = 0.3
FLOOD_LIMIT = 64 * 1024 * 1024
REASONS = {200: 'OK', 201: 'Created', 302: 'Found', 401: 'Unauthorized', 404: 'Not Found', 413: 'Request Entity Too Large',
           422: 'Unprocessable Entity', 429: 'Too Many Requests',
           500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable'}
JSON = 'application/json'


def head(status, content_type, length=None, *headers):
    lines = [f'HTTP/1.1 {status} {REASONS[status]}', f'Content-Type: {content_type}', *headers,
             'Transfer-Encoding: chunked' if length is None else f'Content-Length: {length}']
    return ('\r\n'.join(lines) + '\r\n\r\n').encode()


def raw(data):
    return lambda connection: connection.send(data)


def repeat(data, n):
    """Large data that nobody has to hold."""
    def step(connection):
        for _ in range(n):
            connection.send(data)
    return step


def page(status, content_type, body, *headers):
    """A whole answer."""
    data = body if isinstance(body, bytes) else body.encode()
    return raw(head(status, content_type, len(data), *headers) + data)


def error(status, code, message, *headers):
    body = {'status': 'error', 'error': {'code': code, 'message': message}}
    return page(status, 'application/json', json.dumps(body), *headers)


def chunk(data):
    return f'{len(data):x}\r\n'.encode() + data + b'\r\n'


def chunks(data, size):
    return b''.join(chunk(data[i:i + size]) for i in range(0, len(data), size))


def drip(data):
    """One byte at a time, each in a packet of its own."""
    def step(connection):
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(len(data)):
            connection.send(data[i:i + 1])
    return step


def pour(data):
    """The same data again and again, as fast as it is taken."""
    def step(connection):
        while True:
            connection.send(data)
    return step


def delay(connection):
    """Long enough to be noticed as a pause; no clock of a test runs meanwhile."""
    time.sleep(0.02)


def shut(connection):
    """The end of what the server sends, but not of what it takes."""
    connection.socket.shutdown(socket.SHUT_WR)


def close(connection):
    raise Over(False)


def reset(connection):
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    raise Over(False)


def hang(connection):
    """Nothing more, until the client goes."""
    while True:
        connection.received = b''
        connection.receive()


def hang_with(data):
    """The same data again and again, until the client goes."""
    def step(connection):
        while True:
            if select.select([connection.socket], [], [], 0.01)[0]:
                connection.receive()
            connection.send(data)
    return step


def hold(connection):
    """Nothing more until the request is released; the first one by the first release."""
    number = COUNTS.get(connection.name)['requests']
    while COUNTS.get(connection.name).get('released', 0) < number:
        if select.select([connection.socket], [], [], 0.01)[0]:
            connection.receive()


def released(number):
    """Nothing more until the name has been released so often."""
    return lambda connection: COUNTS.wait(connection.name, 'released', number)


def mark(what):
    """Counts that it has come to this."""
    return lambda connection: COUNTS.add(connection.name, what)


def arrived(connection):
    """The client has all that was sent, though perhaps not read: on a busy machine that takes time."""
    while struct.unpack('i', fcntl.ioctl(connection.socket.fileno(), termios.TIOCOUTQ, bytes(4)))[0]:
        time.sleep(0.001)


def exclusive(connection):
    """Takes a moment, in which no other request of the name should be under way."""
    COUNTS.add(connection.name, 'under_way')
    for _ in range(3):
        if COUNTS.get(connection.name)['under_way'] > 1:
            COUNTS.add(connection.name, 'overlaps')
        time.sleep(0.001)
    COUNTS.add(connection.name, 'under_way', -1)


def take(size):
    """So much of a long body, or all."""
    def step(connection):
        connection.take(size)
    return step


def sip(size):
    """So much of what comes in, byte by byte."""
    def step(connection):
        for _ in range(size):
            connection.receive(1)
    return step


def read(size):
    """So much of an upload."""
    return lambda connection: connection.form.read(size)


def ignore(connection):
    """Nothing is read until somebody asks whether the client has gone, which shows only then."""
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    COUNTS.wait(connection.name, 'wait for closed', 1)
    hang(connection)


def first_then(first, *later):
    """On a connection: one thing for the first request, others for those that follow."""
    def step(connection):
        if connection.n_requests == 1:
            first(connection)
        else:
            play(connection, later)
    return step


def once(first, then):
    """Of a name: one thing for the first request, another for those that follow."""
    def step(connection):
        (first if COUNTS.get(connection.name)['requests'] == 1 else then)(connection)
    return step


def flood(data):
    """As much as the socket takes, and still while the client does not read."""
    def step(connection):
        sock = connection.socket
        sock.setblocking(False)
        sent, part, blocked = 0, b'', False
        while sent < FLOOD_LIMIT:
            part = part or data
            if not select.select([], [sock], [], BLOCKED_AFTER)[1] and not blocked:
                blocked = True
                COUNTS.add(connection.name, 'blocked')
            if select.select([sock], [sock], [])[0]:
                connection.receive()
            try:
                n = sock.send(part)
            except BlockingIOError:
                continue
            except OSError as failure:
                raise Over(True) from failure
            part = part[n:]
            sent += n
            COUNTS.add(connection.name, 'sent', n)
        sock.setblocking(True)
        COUNTS.add(connection.name, 'blocked')
        hang(connection)
    return step


def play(connection, steps_):
    for step in steps_:
        step(connection)


def steps(*steps_):
    return lambda connection: play(connection, steps_)
