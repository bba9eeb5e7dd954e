# SPDX-License-Identifier: LGPL-2.1-or-later
"""Good answers, and what they hold."""

import hashlib
import json
import urllib.parse

from counts import COUNTS
from steps import JSON, chunk, head, page, raw


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
BODY = json.dumps({'status': 'success', 'data': assistant('fault')})
EVENTS = 'text/event-stream; charset=utf-8'
END = chunk(b'')


def stream(*data, end=END):
    """A stream that ends properly as HTTP goes, unless told otherwise."""
    return raw(head(200, EVENTS) + b''.join(chunk(part) for part in data if part) + end)


def good(connection):
    (good_completion if connection.is_inference else good_assistant)(connection)


def good_assistant(connection):
    page(200, JSON, json.dumps({'status': 'success',
                                              'data': assistant(connection.name)}))(connection)


def good_completion(connection):
    page(200, JSON, json.dumps({'status': 'success', 'data': FINAL}))(connection)


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
    page(200, JSON, json.dumps({'status': 'success', 'data': data}))(connection)


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
