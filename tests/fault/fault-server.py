#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server that fails in every way a test may ask for.

usage: fault-server.py

The first line on standard output is FAULT_HOST=http://127.0.0.1:PORT; the server ends when its
standard input is closed. The model_id in the body of an inference call, else the last part of the
path, names the fault: one of FAULTS for plain answers, one of STREAMS for a request that asks
for a stream, one of UPLOADS for an upload, whose name is that of the file without its extension;
any other name gets a good answer. What follows a dot in a name makes it unique and has no other
meaning, so that each test can count and wait for its own requests: "stall.close".

GET /stats                        what came in, by name
GET /wait-requests?name=X&count=N answers when N (1) requests of that name have come in
GET /wait-closed?name=X&count=N   answers when the client has closed N (1) connections of that name
GET /wait-blocked?name=X          answers when the socket takes no more of a flood
GET /counts?name=X                answers at once
GET /release?name=X               lets one held request of that name go on
Each answers with the counts of the name, or with an error when that takes a minute.

/tool/... stands for what an action calls: it answers every method with the request as JSON
(method, path, query, authorization, key, content_type, body), /tool/status/N with that status.
"""

import collections
import hashlib
import json
import os
import re
import select
import socket
import struct
import sys
import threading
import time
import urllib.parse

PATIENCE = 60
BLOCKED_AFTER = 0.3
FLOOD_LIMIT = 64 * 1024 * 1024
REASONS = {200: 'OK', 201: 'Created', 302: 'Found', 404: 'Not Found', 413: 'Request Entity Too Large',
           422: 'Unprocessable Entity', 429: 'Too Many Requests',
           500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable'}


class Over(Exception):
    """The connection is done with; by_client tells who ended it."""

    def __init__(self, by_client):
        super().__init__()
        self.by_client = by_client


class Counts:
    """What has happened, by name; every change wakes those who wait for one."""

    def __init__(self):
        self.changed = threading.Condition()
        self.names = collections.defaultdict(collections.Counter)
        self.total = collections.Counter()

    def add(self, name, what, number=1):
        with self.changed:
            self.names[name][what] += number
            self.total[what] += number
            self.changed.notify_all()

    def count(self, what, number=1):
        with self.changed:
            self.total[what] += number
            self.changed.notify_all()

    def get(self, name):
        with self.changed:
            return dict(self.names[name])

    def wait(self, name, what, number):
        """The counts of the name once it has so many, or None."""
        with self.changed:
            reached = self.changed.wait_for(lambda: self.names[name][what] >= number, PATIENCE)
            return dict(self.names[name]) if reached else None

    def all(self):
        with self.changed:
            return {'total': dict(self.total),
                    'names': {name: dict(counts) for name, counts in self.names.items()}}


COUNTS = Counts()


class Connection:
    """One client's socket, and what is being answered on it."""

    def __init__(self, sock):
        self.socket = sock
        self.received = b''
        self.headers = {}
        self.form = None
        self.n_requests = 0
        self.names = set()
        self.name = None
        self.body = b''
        self.query = ''
        self.headers = {}
        self.is_inference = False

    def receive(self):
        try:
            data = self.socket.recv(65536)
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

    def serve(self):
        COUNTS.count('opened')
        by_client = False
        try:
            while True:
                method, path = self.read_head()
                if self.headers.get('content-type', '').startswith('multipart/form-data'):
                    answer_upload(self, Form(self))
                else:
                    answer(self, method, path, b''.join(self.read_pieces()))
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


# ---- steps: what a fault is made of ----

def head(status, content_type, length=None, *headers):
    lines = [f'HTTP/1.1 {status} {REASONS[status]}', f'Content-Type: {content_type}', *headers,
             'Transfer-Encoding: chunked' if length is None else f'Content-Length: {length}']
    return ('\r\n'.join(lines) + '\r\n\r\n').encode()


def raw(data):
    return lambda connection: connection.send(data)


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


def exclusive(connection):
    """Takes a moment, in which no other request of the name should be under way."""
    COUNTS.add(connection.name, 'under_way')
    for _ in range(3):
        if COUNTS.get(connection.name)['under_way'] > 1:
            COUNTS.add(connection.name, 'overlaps')
        time.sleep(0.001)
    COUNTS.add(connection.name, 'under_way', -1)


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


def good(connection):
    (good_completion if connection.is_inference else good_assistant)(connection)


def good_assistant(connection):
    page(200, 'application/json', json.dumps({'status': 'success',
                                              'data': assistant(connection.name)}))(connection)


def good_completion(connection):
    page(200, 'application/json', json.dumps({'status': 'success', 'data': FINAL}))(connection)


def good_upload(connection):
    """What came in; an answer to all kinds of uploads."""
    data = {'file_id': connection.name, 'url': '/imgs/' + connection.name,
            'chunked': 'transfer-encoding' in connection.headers,
            'authorization': connection.headers.get('authorization')}
    for (part, filename), content in connection.form.parts():
        if filename is None:
            data[part] = content.decode()
        else:
            data.update(part=part, filename=filename, size=len(content),
                        checksum=hashlib.sha256(content).hexdigest())
    page(200, JSON, json.dumps({'status': 'success', 'data': data}, ensure_ascii=False))(connection)


def credential(connection):
    """An image that shows the credential that was sent for it."""
    page(200, 'image/png', connection.headers.get('authorization', 'none'))(connection)


def give_administrator(connection, **more):
    page(200, JSON, json.dumps({'status': 'success', 'data': {
        'object': 'Admin', 'admin_id': 'a', 'username': 'admin', **more,
        'created_timestamp': 1730300000123, 'updated_timestamp': 1730300000123}}))(connection)


def login(connection):
    """For somebody who has no credential yet."""
    give_administrator(connection, token=connection.headers.get('authorization', 'none'))


def refresh(connection):
    """First no credential, then an empty one, then the one that was sent."""
    tokens = [{}, {'token': ''}, {'token': connection.headers.get('authorization')}]
    number = COUNTS.get(connection.name)['requests']
    give_administrator(connection, **tokens[min(number, len(tokens)) - 1])


def echo(connection):
    """An assistant whose description is the body of the request."""
    data = dict(assistant(connection.name), description=connection.body.decode())
    page(200, 'application/json', json.dumps({'status': 'success', 'data': data}))(connection)


def numbers_of(connection):
    return {name: int(value) for name, value in urllib.parse.parse_qsl(connection.query)}


def give_list(connection, items, **more):
    data = [assistant(str(i)) for i in items]
    page(200, JSON, json.dumps({'status': 'success', 'data': data, **more}))(connection)


def counted(connection):
    """The part of a list of `total` assistants that the query asks for by its offset."""
    query = numbers_of(connection)
    whole = range(query['total'])
    give_list(connection, whole[query.get('offset', 0):][:query['limit']], total_count=len(whole))


def assistants(connection):
    """The same by `after`; without a total always the same page."""
    if 'total=' not in connection.query:
        give_list(connection, ['same'], has_more=True)
        return
    query = numbers_of(connection)
    rest = range(query['total'])[query.get('after', -1) + 1:]
    give_list(connection, rest[:query['limit']], has_more=len(rest) > query['limit'])


def play(connection, steps_):
    for step in steps_:
        step(connection)


def steps(*steps_):
    return lambda connection: play(connection, steps_)


# ---- what good answers hold ----

def assistant(name):
    return {'object': 'Assistant', 'assistant_id': name, 'model_id': 'TpEcho00', 'name': name,
            'description': '', 'system_prompt_template': [], 'memory': {'type': 'zero'},
            'tools': [], 'retrievals': [],
            'retrieval_configs': {'method': 'user_message', 'top_k': 3}, 'metadata': {},
            'created_timestamp': 1730300000123, 'updated_timestamp': 1730300000123}


def delta(index, text):
    return {'object': 'ChatCompletionChunk', 'role': 'assistant', 'index': index, 'delta': text,
            'created_timestamp': 1730300012000 + index}


def final(text):
    return {'object': 'ChatCompletion', 'finish_reason': 'stop',
            'message': {'content': text, 'role': 'assistant', 'function_calls': None},
            'created_timestamp': 1730300012999, 'usage': {'input_tokens': 12, 'output_tokens': 4}}


def event(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'data: {text}\n\n'.encode()


WORDS = ('the', ' water', ' cycle')
TWO = event(delta(0, WORDS[0])) + event(delta(1, WORDS[1]))
FINAL = final(''.join(WORDS))
GOOD = TWO + event(delta(2, WORDS[2])) + event(FINAL)
DONE = event('[DONE]')
NOTED = event({'object': 'Error', 'code': 'PROVIDER_ERROR', 'message': 'The model fell silent'})
FOREIGN = ('na\u00efve', ' \u65e5\u672c\u8a9e', ' \U0001f389 \u05e9\u05dc\u05d5\u05dd')
UTF8 = (b''.join(event(delta(i, word)) for i, word in enumerate(FOREIGN))
        + event(final(''.join(FOREIGN))) + DONE)
HTML = '<!DOCTYPE html><html><head><title>It works!</title></head><body>It works!</body></html>'
GATEWAY = ('<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway'
           '</h1></center><hr><center>nginx</center></body></html>')
TOO_LARGE = ('<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 '
             'Request Entity Too Large</h1></center><hr><center>nginx</center></body></html>')
BODY = json.dumps({'status': 'success', 'data': assistant('fault')})
BIG = json.dumps({'status': 'success',
                  'data': dict(assistant('big'), description='x' * 2000000)})
EVENTS = 'text/event-stream; charset=utf-8'
JSON = 'application/json'
END = chunk(b'')


def stream(*data, end=END):
    """A stream that ends properly as HTTP goes, unless told otherwise."""
    return raw(head(200, EVENTS) + b''.join(chunk(part) for part in data if part) + end)


# ---- the faults ----

FAULTS = {
    'html': [page(200, 'text/html; charset=utf-8', HTML)],
    'badjson': [page(200, JSON, '{"status":"success","data":{"object":"Assistant",}')],
    'wrongtype': [page(200, JSON, BODY.replace('"name": "fault"', '"name": 17'))],
    'cutbody': [raw(head(200, JSON, len(BODY) + 100) + BODY.encode()), close],
    'cutchunks': [raw(head(200, JSON) + chunk(BODY[:100].encode())), close],
    'cuthead': [raw(b'HTTP/1.1 200 OK\r\nContent-Type: appli'), close],
    'reset': [reset],
    'resetbody': [raw(head(200, JSON, len(BODY)) + BODY[:100].encode()), reset],
    'closed': [close],
    'nohttp': [raw(b'220 mail.example.org ESMTP\r\n'), close],
    'status500': [error(500, 'INTERNAL_SERVER_ERROR', 'unsupported operand')],
    'status502': [page(502, 'text/html', GATEWAY)],
    'status503once': [once(error(503, 'UNKNOWN_ERROR', 'starting', 'Retry-After: 0'), good)],
    'status503': [error(503, 'UNKNOWN_ERROR', 'starting', 'Retry-After: 0')],
    'status503later': [error(503, 'UNKNOWN_ERROR', 'come back later', 'Retry-After: 100')],
    'status429once': [once(error(429, 'TOO_MANY_REQUESTS', 'slower', 'Retry-After: 0'), good)],
    'resetonce': [once(reset, good)],
    'status503never': [error(503, 'UNKNOWN_ERROR', 'closed', 'Retry-After: 121')],
    'redirect': [page(302, 'text/html', '', 'Location: /v1/assistants/redirected')],
    'slow': [hang],
    'slowbody': [raw(head(200, JSON, len(BODY)) + BODY[:100].encode()), hang],
    'drip': [drip(head(200, JSON, len(BODY)) + BODY.encode())],
    'keepreset': [first_then(good, reset)],
    'keepclose': [good, close],
    'big': [page(200, JSON, BIG)],
    'bigchunked': [raw(head(200, JSON) + chunks(BIG.encode(), 5000) + END)],
    'empty': [page(200, JSON, '')],
    'errorobject': [error(422, 'REQUEST_VALIDATION_ERROR', {
        'error_code': 'REQUEST_VALIDATION_ERROR',
        'message': 'Model TpEmb256 is not a chat completion model.',
        'debug': 'encrypted_credentials'})],
    'echo': [echo],
    'detail': [page(404, JSON, '{"detail":"Not Found"}')],
    'counted': [counted],
    'hold': [hold, good],
    'exclusive': [exclusive, good],
    'assistants': [assistants],
    'login': [login],
    'refresh_token': [refresh],
    'picture': [page(200, 'image/png', b'\x89PNG\r\n\x1a\n\x00')],
    'credential': [credential],
    'unknownkey': [error(404, 'OBJECT_NOT_FOUND', 'apikey abcdefgh not found')],
}

STREAMS = {
    'cutEvent': [stream(TWO, event(FINAL)[:60])],
    'cutChunked': [raw(head(200, EVENTS) + chunk(TWO) + b'80\r\ndata: {'), close],
    'resetStream': [raw(head(200, EVENTS) + chunk(TWO)), reset],
    'badEvent': [stream(TWO, event('{"object": "ChatCompletionChunk", "delta"'), event(FINAL),
                        DONE)],
    'wrongEvent': [stream(TWO, event(dict(FINAL, usage='many')), DONE)],
    'errorEvent': [stream(TWO, NOTED, DONE)],
    'errorFirst': [stream(NOTED, DONE)],
    'noDone': [stream(GOOD)],
    'doneOnly': [stream(DONE)],
    'nothing': [stream()],
    'htmlStream': [page(200, 'text/html', HTML)],
    'stall': [stream(TWO, end=b''), hang],
    'stallComments': [stream(TWO, end=b''), hang_with(chunk(b': still here\n\n'))],
    'silent': [stream(end=b''), hang],
    'silentComments': [stream(end=b''), hang_with(chunk(b': still here\n\n'))],
    'endless': [stream(end=b''), hang_with(chunk(event(delta(0, 'on'))))],
    'noheaders': [hang],
    'hugeEvent': [stream(TWO, event(delta(2, 'x' * 2000000)), event(FINAL), DONE)],
    'hugeLast': [stream(TWO, b'data: ' + b'x' * 50000)],
    'hugeEvents': [stream(*[event(delta(i, 'x' * 50000)) for i in range(40)], event(FINAL), DONE)],
    'json': [page(200, JSON, json.dumps({'status': 'success', 'data': FINAL}))],
    'flood': [stream(end=b''), flood(chunk(event(delta(0, 'water ' * 1000))))],
    'byteByByte': [drip(head(200, EVENTS) + chunks(GOOD + DONE, 1) + END)],
    'dripPackets': [drip(head(200, EVENTS) + chunk(GOOD + DONE) + END)],
    'utf8': [raw(head(200, EVENTS) + chunks(UTF8, 3) + END)],
    'crlf': [stream((GOOD + DONE).replace(b'\n', b'\r\n'))],
    'comments': [stream(b': hello\n\n', TWO, b'event: ping\n\n', event(delta(2, WORDS[2])),
                        event({'object': 'Invention', 'value': 1}), event(FINAL), DONE)],
    'afterDone': [stream(GOOD, DONE, event(delta(3, 'late')))],
    'doneThenHang': [stream(GOOD, DONE, end=b''), hang],
    'finalThenHang': [stream(GOOD, end=b''), hang],
    'calls': [stream(event(dict(FINAL, finish_reason='function_calls', message={
        'content': None, 'role': 'assistant', 'function_calls': [
            {'id': 'P3lfzX2cVb4nMq6wEr8tYu1I', 'name': 'tide_table',
             'arguments': {'port': 'Lisbon'}}]})), DONE)],
    'holdStream': [stream(TWO, end=b''), hold,
                   raw(chunk(event(delta(2, WORDS[2])) + event(FINAL) + DONE) + END)],
    'exclusive': [stream(TWO, end=b''), exclusive,
                  raw(chunk(event(delta(2, WORDS[2])) + event(FINAL) + DONE) + END)],
    'good': [stream(GOOD, DONE)],
}

NOT_JSON = error(422, 'REQUEST_VALIDATION_ERROR', 'body: Input should be a valid dictionary')
SLOWER = error(429, 'TOO_MANY_REQUESTS', 'slower', 'Retry-After: 0', 'Connection: close')

# Each reads the form only as far as it says.
UPLOADS = {
    'early413': [page(413, 'text/html', TOO_LARGE, 'Connection: close'), hang],
    'held413': [released(1), raw(head(413, 'text/html', len(TOO_LARGE), 'Connection: close')),
                released(2), raw(TOO_LARGE.encode()), hang],
    'reset413': [page(413, 'text/html', TOO_LARGE, 'Connection: close'), close],
    'error422': [read(1 << 40), error(422, 'REQUEST_VALIDATION_ERROR', 'File size is too large.')],
    'cut': [read(300000), reset],
    'resetonce': [once(reset, good_upload)],
    'early429once': [once(steps(SLOWER, hang), good_upload)],
    'late429once': [read(1 << 40), once(steps(SLOWER, close), good_upload)],
    'ignored': [ignore],
    'taken': [read(1 << 40), hang],
}


# ---- who gets which ----

def wait(query, what):
    name = query.get('name', [''])[0]
    COUNTS.add(name, 'wait for ' + what)
    counts = COUNTS.wait(name, what, int(query.get('count', ['1'])[0]))
    if counts is None:
        return error(500, 'UNKNOWN_ERROR', f'{name} was not {what} within {PATIENCE} s')
    return page(200, JSON, json.dumps(counts))


def control(path):
    """The step for a path of the server's own, or None."""
    url = urllib.parse.urlsplit(path)
    query = urllib.parse.parse_qs(url.query)
    if url.path == '/stats':
        return page(200, JSON, json.dumps(COUNTS.all()))
    if url.path == '/counts':
        return page(200, JSON, json.dumps(COUNTS.get(query['name'][0])))
    if url.path == '/release':
        COUNTS.add(query['name'][0], 'released')
        return page(200, JSON, json.dumps(COUNTS.get(query['name'][0])))
    what = {'/wait-requests': 'requests', '/wait-closed': 'closed', '/wait-blocked': 'blocked'}
    return wait(query, what[url.path]) if url.path in what else None


def tool(connection, method, path, body):
    """Tells who called, as a service would that an action stands for."""
    url, headers = urllib.parse.urlsplit(path), connection.headers
    told = {'method': method, 'path': url.path, 'query': dict(urllib.parse.parse_qsl(url.query)),
            'authorization': headers.get('authorization'), 'key': headers.get('x-key'),
            'content_type': headers.get('content-type'), 'body': body.decode() or None}
    if told['content_type'] == JSON and body:
        told['body'] = json.loads(body)
    wanted = url.path.removeprefix('/tool/status/')
    page(int(wanted) if wanted.isdigit() else 200, JSON, json.dumps(told))(connection)


def answer(connection, method, path, body):
    if path.startswith('/tool/'):
        tool(connection, method, path, body)
        return
    step = control(path)
    if step is not None:
        step(connection)
        return
    request = json.loads(body) if body else {}
    connection.is_inference = '/inference/' in path
    model = request.get('model_id' if connection.is_inference else 'model')  # as OpenAI's routes do
    name = (model if model is not None
            else urllib.parse.unquote(path.rsplit('/', 1)[1].split('?')[0]))
    connection.query = urllib.parse.urlsplit(path).query
    connection.begin(name, method == 'POST', body)
    kind = name.split('.', 1)[0]
    if body and connection.headers.get('content-type') != 'application/json':
        NOT_JSON(connection)  # as the real server sees it
    elif request.get('stream'):
        play(connection, STREAMS.get(kind) or FAULTS.get(kind) or STREAMS['good'])
    else:
        play(connection, FAULTS.get(kind, [good]))


def answer_upload(connection, form):
    connection.form = form
    name = form.filename().rpartition('.')[0]
    connection.begin(name, True, b'')
    play(connection, UPLOADS.get(name.split('.', 1)[0], [good_upload]))


def accept(listener):
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=Connection(sock).serve, daemon=True).start()


def main():
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    listener = socket.create_server(('127.0.0.1', 0), backlog=512)
    print(f'FAULT_HOST=http://127.0.0.1:{listener.getsockname()[1]}', flush=True)
    threading.Thread(target=accept, args=(listener,), daemon=True).start()
    sys.stdin.buffer.read()
    os._exit(0)  # threads that hang are of no use any more


if __name__ == '__main__':
    main()
