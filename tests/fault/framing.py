# SPDX-License-Identifier: LGPL-2.1-or-later
"""Answers that are wrong as HTTP goes, or unusual: the same ones to calls and for streams."""

import gzip
import zlib

from answers import BODY, DONE, END, EVENTS, GOOD
from phases import CONTINUE
from steps import JSON, chunk, close, pour, raw

OK = 'HTTP/1.1 200 OK'
# {n} is the length of the body, {more} and {less} are other lengths, {type} is its type.
SIZED = ('Content-Type: {type}', 'Content-Length: {n}')
CHUNKED = ('Content-Type: {type}', 'Transfer-Encoding: chunked')
TYPED = ('Content-Type: {type}',)

# The status line and headers of an otherwise good answer, with how its body is sent.
HEADS = {
    'first-byte-version-unknown': ('HTTP/7.3 200 OK', *SIZED),
    'first-byte-status-words': ('HTTP/1.1 OK', *SIZED),
    'first-byte-status-short': ('HTTP/1.1 20 OK', *SIZED),
    'first-byte-status-high': ('HTTP/1.1 999 OK', *SIZED),
    'first-byte-status-bare': ('HTTP/1.1 200', *SIZED),
    'first-byte-old': ('HTTP/1.0 200 OK', *SIZED),
    'headers-many': (OK, *[f'X-{i}: {i}' for i in range(1000)], *SIZED),
    'headers-long': (OK, 'X-Long: ' + 'x' * 90000, *SIZED),
    'headers-folded': (OK, 'X-Folded: one', '  two', '\tthree', *SIZED),
    'headers-nameless': (OK, ': value', *SIZED),
    'headers-lengths-same': (OK, 'Content-Length: {n}', *SIZED),
    'headers-lengths-differ': (OK, 'Content-Length: {more}', *SIZED),
    'headers-length-negative': (OK, *TYPED, 'Content-Length: -{n}'),
    'headers-length-words': (OK, *TYPED, 'Content-Length: many'),
    'headers-length-empty': (OK, *TYPED, 'Content-Length:'),
    'headers-length-overflow': (OK, *TYPED, 'Content-Length: 99999999999999999999'),
    'headers-length-huge': (OK, *TYPED, 'Content-Length: 9000000000000000000'),
    'headers-type-none': (OK, 'Content-Length: {n}'),
    'headers-type-text': (OK, 'Content-Type: text/plain', 'Content-Length: {n}'),
    'headers-encoding-unknown': (OK, *SIZED, 'Transfer-Encoding: magic'),
    'body-length-long': (OK, *TYPED, 'Content-Length: {more}'),
    'body-length-short': (OK, *TYPED, 'Content-Length: {less}'),
    'body-length-none': (OK, *TYPED),
    'headers-redirect': ('HTTP/1.1 302 Found', 'Location: /v1/assistants/redirected', *SIZED),
    'headers-redirect-for-ever': ('HTTP/1.1 308 Permanent Redirect', 'Location: {path}', *SIZED),
    'headers-redirect-elsewhere': ('HTTP/1.1 307 Temporary Redirect',
                                   'Location: https://elsewhere.example/', *SIZED),
}

# Without a body, whatever the headers say.
BODILESS = {
    'headers-no-content': ('HTTP/1.1 204 No Content',),
    'headers-reset-content': ('HTTP/1.1 205 Reset Content', 'Content-Length: 0'),
    'headers-not-modified': ('HTTP/1.1 304 Not Modified',),
    'headers-switching': ('HTTP/1.1 101 Switching Protocols', 'Upgrade: magic',
                          'Connection: Upgrade'),
    'headers-unauthorized': ('HTTP/1.1 401 Unauthorized', 'Content-Length: 0'),
    'headers-overloaded': ('HTTP/1.1 503 Service Unavailable', 'Content-Length: 0'),
    'body-nothing': (OK, *TYPED, 'Content-Length: 0'),
}

# What comes before a good answer.
BEFORE = {
    'first-byte-continue': CONTINUE,
    'first-byte-early-hints': b'HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n',
    'first-byte-blank-lines': b'\r\n\r\n',
    'first-byte-other-protocol': b'220 mail.example.org ESMTP\r\n',
    'first-byte-http2': b'\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\0\xff\xff\0\x05\0\0\x40\0',
}

# How a chunked body goes wrong; {data} is the good one.
CHUNKS = {
    'body-chunk-size-words': (b'many\r\n', b'{data}'),
    'body-chunk-size-negative': (b'-5\r\n', b'{data}'),
    'body-chunk-size-overflow': (b'fffffffffffffffff\r\n', b'{data}'),
    'body-chunk-size-missing': (b'\r\n', b'{data}'),
    'body-chunk-unended': (b'5\r\n{data}',),
    'body-chunk-extension': (b'{size};name=value\r\n{data}\r\n', END),
    'body-chunk-trailer': (b'{size}\r\n{data}\r\n', b'0\r\nX-Trailer: yes\r\n\r\n'),
    'body-chunks-none': (END,),
}


def zipped(data):
    return gzip.compress(data, 1, mtime=0)


BOMB = zipped(b' ' * 2000000)

# How a body is compressed, though nobody asked for it.
ENCODED = {
    'body-gzip': ('gzip', zipped),
    'body-gzip-cut': ('gzip', lambda data: zipped(data)[:-20]),
    'body-gzip-corrupt': ('gzip', lambda data: zipped(data)[:20] + bytes(20)),
    'body-gzip-bomb': ('gzip', lambda data: BOMB),
    'body-deflate': ('deflate', zlib.compress),
    'body-encoding-unknown': ('magic', lambda data: data),
}


def lines(*given):
    return ('\r\n'.join(given) + '\r\n\r\n').encode()


def formatted(template, content_type, data):
    n = len(data)
    return lines(*[line.format(type=content_type, n=n, more=n + 50, less=n - 50, path='/v1/x')
                   for line in template])


def in_chunks(parts, data):
    sent = b''.join(parts).replace(b'{size}', b'%x' % len(data)).replace(b'{data}', data)
    return raw(sent)


def generate(content_type, data):
    """All of them, of a good body and its type."""
    good_head = formatted((OK, *SIZED), content_type, data)
    chunked_head = formatted((OK, *CHUNKED), content_type, data)
    faults = {
        name: [raw(formatted(head, content_type, data) + data), close]
        for name, head in HEADS.items()}
    faults |= {name: [raw(formatted(head, content_type, b''))] for name, head in BODILESS.items()}
    faults |= {name: [raw(before + good_head + data)] for name, before in BEFORE.items()}
    faults |= {name: [raw(chunked_head), in_chunks(parts, data), close]
               for name, parts in CHUNKS.items()}
    for name, (encoding, encode) in ENCODED.items():
        faults[name] = [raw(formatted((OK, *SIZED, f'Content-Encoding: {encoding}'), content_type,
                                      encode(data)) + encode(data))]
    faults |= {
        'first-byte-headless': [raw(data), close],
        'first-byte-continue-only': [raw(CONTINUE), close],
        'first-byte-line-endless': [pour(b'x' * 8000)],
        'first-byte-reason-endless': [raw(b'HTTP/1.1 200 '), pour(b'x' * 8000)],
        'headers-line-endless': [raw(b'HTTP/1.1 200 OK\r\nX-Line: '), pour(b'x' * 8000)],
        'headers-bare-newlines': [raw(good_head.replace(b'\r\n', b'\n') + data)],
        'headers-length-and-chunked': [
            raw(formatted((OK, *SIZED, 'Transfer-Encoding: chunked'), content_type, b'1234567')
                + chunk(data) + END)],
        'headers-no-content-with-body': [
            raw(formatted(('HTTP/1.1 204 No Content', *SIZED), content_type, data) + data)],
        'body-answer-twice': [raw(2 * (good_head + data))],
        'body-html': [raw(formatted((OK, *SIZED), 'text/html', data) + data)],
        'body-chunk-size-endless': [raw(chunked_head), pour(b'0' * 8000)],
        'body-trailers-endless': [raw(chunked_head + b'0\r\n'), pour(b'X-Trailer: yes\r\n' * 500)],
    }
    return faults


CALLS = generate(JSON, BODY.encode())
STREAMS = generate(EVENTS, GOOD + DONE)
