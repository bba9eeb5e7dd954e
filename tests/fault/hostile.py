# SPDX-License-Identifier: LGPL-2.1-or-later
"""Answers that mean harm: without an end, blown up, or telling what they were sent."""

import gzip
import json

from answers import BODY, EVENTS, GOOD, TWO, assistant, event
from steps import JSON, chunk, error, head, page, raw, hang_with

STATUS = b'HTTP/1.1 200 OK\r\n'
PACKED = gzip.compress(BODY.encode())
BOMB = gzip.compress(gzip.compress(bytes(1 << 26), 1), 1)  # 64 MiB in a few hundred bytes
TWICE = 'Transfer-Encoding: gzip, gzip\r\nConnection: close\r\n\r\n'


def authorization(connection):
    return connection.headers.get('authorization', 'none')


def mirror(make):
    """What make (credential) says, which is an answer that repeats it."""
    return lambda connection: make(authorization(connection))(connection)


def repeat_code(credential):
    return error(401, credential.replace(' ', '_'), 'refused')


def repeat_text(credential):
    return page(401, 'text/plain', f'{credential} is not known here')


def repeat_title(credential):
    return page(500, 'text/html', f'<html><title>{credential}</title></html>')


def repeat_type(credential):
    return page(200, f'text/{credential}', '{}')


def repeat_member(credential):
    """In the name of a member, which may be a part of the place of a mistake."""
    body = json.dumps({'status': 'success', 'data': {**assistant('a'), 'metadata': {credential: 7}}})
    return page(200, JSON, body.replace('7}', 'nul}'))


def repeat_parts(credential):
    key = credential.removeprefix('Bearer ')
    return error(404, 'OBJECT_NOT_FOUND', f'key {key[:12]} or {key[-9:]} not found')


def repeat_event(credential):
    note = {'object': 'Error', 'code': 'PROVIDER_ERROR', 'message': f'refused: {credential}'}
    return raw(head(200, EVENTS) + chunk(TWO) + chunk(event(note)) + chunk(b''))


FAULTS = {
    'headers': [raw(STATUS), hang_with(b'X: y\r\n' * 10000)],
    'headersOnce': [raw(STATUS + b'X: y\r\n' * 50000 + b'Content-Length: 2\r\n\r\n{}')],
    'headerLine': [raw(STATUS + b'X: '), hang_with(b'x' * 60000)],
    'statusLine': [raw(b'HTTP/1.1 200 '), hang_with(b'x' * 60000)],
    'interim': [hang_with(b'HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n' * 2000)],
    'trailers': [raw(head(200, JSON) + chunk(BODY.encode()) + b'0\r\n'), hang_with(b'X: y\r\n' * 10000)],
    'emptyTrailers': [raw(head(200, JSON) + b'0\r\n'), hang_with(b'X: y\r\n' * 10000)],
    'compressed': [page(200, JSON, PACKED, 'Content-Encoding: gzip')],
    'compressedError': [page(500, JSON, PACKED, 'Content-Encoding: gzip')],
    'bomb': [raw(STATUS + b'Content-Type: application/json\r\n' + TWICE.encode() + BOMB)],
    'mirror': [mirror(lambda it: error(401, 'TOKEN_VALIDATION_FAILED', f'"{it}" is refused'))],
    'mirrorCode': [mirror(repeat_code)],
    'mirrorText': [mirror(repeat_text)],
    'mirrorTitle': [mirror(repeat_title)],
    'mirrorType': [mirror(repeat_type)],
    'mirrorMember': [mirror(repeat_member)],
    'mirrorParts': [mirror(repeat_parts)],
    'mirrorRetried': [mirror(lambda it: error(503, 'UNKNOWN_ERROR', it, 'Retry-After: 0'))],
}
STREAMS = {
    'mirrorEvent': [mirror(repeat_event)],
    'compressedStream': [page(200, EVENTS, gzip.compress(GOOD), 'Content-Encoding: gzip')],
    'streamTrailers': [raw(head(200, EVENTS) + chunk(TWO) + b'0\r\n'),
                       hang_with(b'X: y\r\n' * 10000)],
}
