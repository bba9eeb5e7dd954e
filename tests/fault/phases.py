# SPDX-License-Identifier: LGPL-2.1-or-later
"""The kinds of faults that may come anywhere, and the places in an answer where they come.

Such a fault is called after its place and its kind: "headers-close".
"""

import json

from answers import (BODY, DONE, END, EVENTS, FINAL, GOOD, NOTED, TWO, delta, event, good, stream)
from steps import (JSON, chunk, close, delay, drip, error, hang, hang_with, ignore, play, pour, raw,
                   reset, shut, sip, take)

GARBAGE = bytes(range(0x80, 0xa0)) + b'\x01\x7f\xff\r\n'
NUL = b'\0\0\0\0\r\n'
CONTINUE = b'HTTP/1.1 100 Continue\r\n\r\n'
COMMENT = b': still here\n\n'
ALL = 1 << 40
REST = GOOD[len(TWO):]
OTHER = event({'object': 'Invention', 'value': 1})

# What comes in the place of @rest; @frame makes data a part of the answer there.
KINDS = {
    'close': lambda rest, frame: [close],
    'reset': lambda rest, frame: [reset],
    'half-close': lambda rest, frame: [shut, hang],
    'silence': lambda rest, frame: [hang],
    'delay': lambda rest, frame: [delay, raw(rest)],
    'drip': lambda rest, frame: [drip(rest[:64]), raw(rest[64:])],
    'garbage': lambda rest, frame: [raw(frame(GARBAGE) + rest)],
    'nul': lambda rest, frame: [raw(frame(NUL) + rest)],
}

# What comes without an end, by the place.
ENDLESS = {
    'tls': pour(GARBAGE * 500),
    'first-byte': pour(CONTINUE * 500),
    'headers': pour(b'\r\nX-More: more' * 500),
    'call-body': pour(chunk(b' ' * 8000)),
    'body': hang_with(chunk(COMMENT)),
    'between': hang_with(chunk(COMMENT)),
    'in-event': pour(chunk(b'x' * 8000)),
    'after-last': hang_with(chunk(COMMENT)),
    'done': pour(chunk(event(delta(3, 'more')) * 50)),
}


def as_is(data):
    return data


def head_of(content_type, *headers):
    """Its first line but one is there to be broken."""
    return ('\r\n'.join(['HTTP/1.1 200 OK', 'X-Place: here', f'Content-Type: {content_type}',
                         *headers]) + '\r\n\r\n').encode()


def cut(whole, place):
    return whole[:place], whole[place:], as_is


def call_places():
    """What comes before each place, what after it, and how data is framed there."""
    head, data = head_of(JSON, 'Transfer-Encoding: chunked'), BODY.encode()
    half = len(data) // 2
    whole = head + chunk(data) + END
    return {'first-byte': cut(whole, 0),
            'headers': cut(whole, head.index(b'here') + 2),
            'body': (head + chunk(data[:half]), chunk(data[half:]) + END, chunk)}


def stream_places():
    head, data = head_of(EVENTS, 'Transfer-Encoding: chunked'), GOOD + DONE
    places = {'first-byte': cut(head + chunk(data) + END, 0),
              'headers': cut(head + chunk(data) + END, head.index(b'here') + 2),
              'done': (head + chunk(data), END, chunk)}
    for place, size in {'body': 0, 'between': len(TWO), 'in-event': len(TWO) + 40,
                        'after-last': len(GOOD)}.items():
        before, rest = data[:size], data[size:]
        places[place] = head + (chunk(before) if before else b''), chunk(rest) + END, chunk
    return places


def generate(places, endless):
    faults = {}
    for place, (before, rest, frame) in places.items():
        for kind, steps in KINDS.items():
            faults[f'{place}-{kind}'] = [raw(before), *steps(rest, frame)]
        faults[f'{place}-endless'] = [raw(before), endless[place]]
    return faults


def lose_security(connection):
    """Nobody is told of the end then."""
    connection.socket = connection.socket.socket


def cut_body(places):
    before = places['body'][0]
    return {'body-cut-said': [raw(before), close],
            'body-cut-unsaid': [raw(before), lose_security, close]}


# What is wrong with events.
EVENT_FAULTS = {
    'between-error': [stream(TWO, NOTED, DONE)],
    'between-json-broken': [stream(TWO, event('{"object": '), event(FINAL), DONE)],
    'between-shape-wrong': [stream(TWO, event(dict(FINAL, usage='many')), DONE)],
    'between-no-object': [stream(TWO, event('[]'), event(FINAL), DONE)],
    'between-unknown-object': [stream(TWO, OTHER, REST, DONE)],
    'between-chunk-size-words': [stream(TWO, end=b'many\r\n'), close],
    'between-comment-endless': [stream(TWO, b': ', end=b''), ENDLESS['in-event']],
    'between-events-endless': [stream(TWO, end=b''), ENDLESS['done']],
    'in-event-large': [stream(TWO, event(delta(2, 'x' * 300000)), event(FINAL), DONE)],
    'after-last-error': [stream(GOOD, NOTED, DONE)],
    'after-last-chunk-size-words': [stream(GOOD, end=b'many\r\n'), close],
    'done-chunk-size-words': [stream(GOOD, DONE, end=b'many\r\n'), close],
}

AT_CALLS = {**generate(call_places(), {**ENDLESS, 'body': ENDLESS['call-body']}),
            **cut_body(call_places())}
AT_STREAMS = {**generate(stream_places(), ENDLESS), **cut_body(stream_places()), **EVENT_FAULTS}


def good_answer(connection):
    """To a request of which the name was known before all of it was read."""
    if json.loads(connection.body).get('stream'):
        stream(GOOD, DONE)(connection)
    else:
        good(connection)


# While the client is still sending a long body.
SENDING = {f'sending-{kind}': [take(100000), *steps] for kind, steps in {
    'close': [close],
    'reset': [reset],
    'half-close': [shut, take(ALL), hang],
    'silence': [ignore],
    'delay': [delay, take(ALL), good_answer],
    'drip': [sip(64), take(ALL), good_answer],
    'garbage': [raw(GARBAGE), take(ALL), hang],
    'nul': [raw(NUL), take(ALL), hang],
    'endless': [pour(CONTINUE * 500)],
    'refusal': [error(413, 'REQUEST_TOO_LARGE', 'That is too long', 'Connection: close'), hang],
    'early': [good, take(ALL)],
}.items()}


def in_handshake(steps):
    """A fault in the middle of the server's first answer, of which @rest is the other half."""
    return lambda connection, rest: play(connection, steps(rest, as_is))


HANDSHAKES = {kind: in_handshake(steps) for kind, steps in KINDS.items()}
HANDSHAKES['endless'] = in_handshake(lambda rest, frame: [ENDLESS['tls']])
