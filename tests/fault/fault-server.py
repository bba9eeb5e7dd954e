#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server that fails in every way a test may ask for.

usage: fault-server.py

The first line on standard output is FAULT_HOST=http://127.0.0.1:PORT; the server ends when its
standard input is closed. The model_id in the body of an inference call, else the last part of the
path, names the fault, by the tables of faults.py: one of FAULTS for plain answers, one of STREAMS
for a request that asks for a stream, one of UPLOADS for an upload, whose name is that of the file
without its extension; any other name gets a good answer. What follows a dot in a name makes it
unique and has no other meaning, so that each test can count and wait for its own requests:
"stall.close".

GET /stats                        what came in, by name
GET /wait-requests?name=X&count=N answers when N (1) requests of that name have come in
GET /wait-answered?name=X&count=N answers when N (1) of them have been answered whole
GET /wait-closed?name=X&count=N   answers when the client has closed N (1) connections of that name
GET /wait-blocked?name=X          answers when the socket takes no more of a flood
GET /counts?name=X                answers at once
GET /release?name=X               lets one held request of that name go on
Each answers with the counts of the name, or with an error when that takes a minute.

/tool/... stands for what an action calls: it answers every method with the request as JSON
(method, path, query, authorization, key, content_type, body), /tool/status/N with that status.
"""

import json
import os
import re
import sys
import urllib.parse

import certificates
import cuts
import framing
import listeners
import phases
from answers import good, good_upload
from connection import Form
from counts import COUNTS, PATIENCE
from faults import FAULTS, NOT_JSON, STREAMS, UPLOADS
from steps import JSON, error, page, play

CALLS = {**phases.AT_CALLS, **framing.CALLS, **FAULTS}
STREAMED = {**CALLS, **phases.AT_STREAMS, **framing.STREAMS, **STREAMS}
LONG = 1000000


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
    if url.path == '/listener':
        return page(200, JSON, json.dumps(listeners.find(query['name'][0], answer)))
    if url.path == '/certificate':
        return page(200, JSON, json.dumps(certificates.find(query['name'][0])))
    if url.path == '/whole':
        return page(200, 'text/plain', cuts.WHOLE[query['name'][0]])
    if url.path == '/release':
        COUNTS.add(query['name'][0], 'released')
        return page(200, JSON, json.dumps(COUNTS.get(query['name'][0])))
    what = {'/wait-requests': 'requests', '/wait-answered': 'answered', '/wait-closed': 'closed',
            '/wait-blocked': 'blocked'}
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


def answer_call(connection, method, path):
    body = b''.join(connection.read_pieces())
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
        play(connection, cuts.find(kind) or STREAMED.get(kind) or STREAMS['good'])
    else:
        play(connection, cuts.find(kind) or CALLS.get(kind, [good]))


def answer_long(connection):
    """A request so long that its fault may come before its end."""
    connection.body, connection.pieces = b'', connection.read_pieces()
    while not (found := re.search(b'"model_id": ?"([^"]*)"', connection.body)):
        connection.take(len(connection.body) + 1)
    name = found[1].decode()
    connection.is_inference = True
    connection.begin(name, True, connection.body)
    play(connection, phases.SENDING[name.split('.', 1)[0]])


def answer_upload(connection):
    connection.form = Form(connection)
    name = connection.form.filename().rpartition('.')[0]
    connection.begin(name, True, b'')
    play(connection, UPLOADS.get(name.split('.', 1)[0], [good_upload]))


def answer(connection, method, path):
    if method == 'CONNECT':  # it may stand for a proxy, but makes no tunnels
        page(502, 'text/plain', 'No')(connection)
    elif connection.headers.get('content-type', '').startswith('multipart/form-data'):
        answer_upload(connection)
    elif path.startswith('/v1/inference/') and int(connection.headers['content-length']) > LONG:
        answer_long(connection)
    else:
        answer_call(connection, method, path)


def main():
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    port = listeners.listen(answer).getsockname()[1]
    print(f'FAULT_HOST=http://127.0.0.1:{port}', flush=True)
    sys.stdin.buffer.read()
    certificates.remove()
    os._exit(0)  # threads that hang are of no use any more


if __name__ == '__main__':
    main()
