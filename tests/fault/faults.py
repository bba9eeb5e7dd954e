# SPDX-License-Identifier: LGPL-2.1-or-later
"""The tables of faults: each is a list of steps."""

import json

from answers import (BODY, DONE, END, EVENTS, FINAL, GOOD, NOTED, TWO, WORDS, assistant, assistants,
                     counted, credential, delta, echo, event, final, good, good_upload, login,
                     refresh, stream)
import hostile
from steps import (JSON, arrived, chunk, chunks, close, drip, error, exclusive, first_then, flood,
                   hang, hang_with, head, hold, ignore, mark, once, page, raw, read, released,
                   repeat, reset, shut, steps)

FOREIGN = ('na\u00efve', ' \u65e5\u672c\u8a9e', ' \U0001f389 \u05e9\u05dc\u05d5\u05dd')
UTF8 = (b''.join(event(delta(i, word)) for i, word in enumerate(FOREIGN))
        + event(final(''.join(FOREIGN))) + DONE)
HTML = '<!DOCTYPE html><html><head><title>It works!</title></head><body>It works!</body></html>'
GATEWAY = ('<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway'
           '</h1></center><hr><center>nginx</center></body></html>')
TOO_LARGE = ('<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 '
             'Request Entity Too Large</h1></center><hr><center>nginx</center></body></html>')
BIG = json.dumps({'status': 'success',
                  'data': dict(assistant('big'), description='x' * 2000000)})
BEFORE, BEHIND = event(delta(2, '@')).split(b'@')
REST = event(delta(2, WORDS[2])) + event(FINAL) + DONE


def held(answer, place):
    """An answer that stops at some place until it is released."""
    return [raw(answer[:place]), hold, raw(answer[place:])]


FAULTS = {
    **hostile.FAULTS,
    'html': [page(200, 'text/html; charset=utf-8', HTML)],
    'badjson': [page(200, JSON, '{"status":"success","data":{"object":"Assistant",}')],
    'wrongtype': [page(200, JSON, BODY.replace('"name": "fault"', '"name": 17'))],
    'cutbody': [raw(head(200, JSON, len(BODY) + 100) + BODY.encode()), close],
    'cutchunks': [raw(head(200, JSON) + chunk(BODY[:100].encode())), close],
    'folded': [raw(b'HTTP/1.1 200 OK\r\n\tfolded: yes\r\n'
                   + head(200, JSON, len(BODY)).split(b'\r\n', 1)[1] + BODY.encode())],
    'cuthead': [raw(b'HTTP/1.1 200 OK\r\nContent-Type: appli'), close],
    'reset': [reset],
    'resetbody': [raw(head(200, JSON, len(BODY)) + BODY[:100].encode()), reset],
    'closed': [close],
    'nohttp': [raw(b'220 mail.example.org ESMTP\r\n'), close],
    'status500': [error(500, 'INTERNAL_SERVER_ERROR', 'unsupported operand')],
    'status502': [page(502, 'text/html', GATEWAY)],
    'status503once': [once(error(503, 'UNKNOWN_ERROR', 'starting', 'Retry-After: 0'), good)],
    'status503': [error(503, 'UNKNOWN_ERROR', 'starting', 'Retry-After: 0')],
    'status503plain': [error(503, 'UNKNOWN_ERROR', 'starting')],
    'status503at7': [error(503, 'UNKNOWN_ERROR', 'at 7:28:07',
                           'Retry-After: Wed, 21 Oct 2015 07:28:07 GMT')],
    'status503in119': [error(503, 'UNKNOWN_ERROR', 'in 119 s', 'Retry-After: 119')],
    'status503in120': [error(503, 'UNKNOWN_ERROR', 'in 120 s', 'Retry-After: 120')],
    'status503later': [error(503, 'UNKNOWN_ERROR', 'come back later', 'Retry-After: 100')],
    'status429later': [error(429, 'TOO_MANY_REQUESTS', 'slower', 'Retry-After: 100')],
    'status429once': [once(error(429, 'TOO_MANY_REQUESTS', 'slower', 'Retry-After: 0'), good)],
    'resetonce': [once(reset, good)],
    'status503never': [error(503, 'UNKNOWN_ERROR', 'closed', 'Retry-After: 121')],
    'redirect': [page(302, 'text/html', '', 'Location: /v1/assistants/redirected')],
    'slow': [hang],
    'slowbody': [raw(head(200, JSON, len(BODY)) + BODY[:100].encode()), hang],
    'drip': [drip(head(200, JSON, len(BODY)) + BODY.encode())],
    'keepreset': [first_then(good, reset)],
    'keepclose': [good, close],
    'lateAnswer': [good, released(1), good, arrived, mark('late')],
    'lateClose': [good, released(1), shut, arrived, mark('late'), close],
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
    'holdHead': held(head(200, JSON, len(BODY)) + BODY.encode(), 30),
    'holdBody': held(head(200, JSON, len(BODY)) + BODY.encode(), -100),
    'exclusive': [exclusive, good],
    'assistants': [assistants],
    'login': [login],
    'refresh_token': [refresh],
    'picture': [page(200, 'image/png', b'\x89PNG\r\n\x1a\n\x00')],
    'credential': [credential],
    'unknownkey': [error(404, 'OBJECT_NOT_FOUND', 'apikey abcdefgh not found')],
}

STREAMS = {
    **hostile.STREAMS,
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
    'beyond64MiB': [stream(TWO, BEFORE, end=b''), repeat(chunk(b'x' * 1048576), 65),
                    raw(chunk(BEHIND + event(FINAL) + DONE) + END)],
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
    'hold': [hold, stream(GOOD, DONE)],
    'holdHead': held(head(200, EVENTS) + chunk(GOOD + DONE) + END, 30),
    'holdFirst': [stream(end=b''), hold, raw(chunk(GOOD + DONE) + END)],
    'holdStream': [stream(TWO, end=b''), hold, raw(chunk(REST) + END)],
    'holdEvent': [stream(TWO, REST[:40], end=b''), hold, raw(chunk(REST[40:]) + END)],
    'holdLast': [stream(GOOD, end=b''), hold, raw(chunk(DONE) + END)],
    'exclusive': [stream(TWO, end=b''), exclusive,
                  raw(chunk(REST) + END)],
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
