#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A stand-in for a model provider, with the OpenAI-compatible API: it counts, adds up by function
calls, stops at max_tokens, and gives texts that share words vectors that are near each other. As a
proxy it answers for every other host.

usage: provider.py CERTIFICATE KEY     (two files, for those hosts)

The first line on standard output is PROVIDER_URL=http://127.0.0.1:PORT/v1; it ends when its
standard input is closed.
"""
import hashlib
import http.server
import json
import math
import re
import ssl
import sys
import threading
import time

SIZE = 256


def vector(text):
    """Each word turns one number up."""
    numbers = [0.0] * SIZE
    for word in re.findall(r'\w+', text.lower()) or ['']:
        numbers[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], 'big') % SIZE] += 1
    length = math.hypot(*numbers)
    return [number / length for number in numbers]


def fill(parameters, text):
    """The arguments of a function, if all that it requires is said in @text."""
    required = parameters.get('required', [])
    numbers = [int(number) for number in re.findall(r'\d+', text)]
    types = [parameters['properties'][name]['type'] for name in required]
    if types and set(types) <= {'integer', 'number'} and len(numbers) >= len(types):
        return dict(zip(required, numbers))
    return {required[0]: text} if types == ['string'] and 'query' in required[0] else None


def say(messages):
    """What to answer, in the pieces of a stream."""
    last = messages[-1]
    if last['role'] == 'tool':
        return re.findall(r'\w+|\W+', f'The result is {last["content"]}')
    count = re.search(r'from (\d+) to (\d+)', last['content'] or '')
    if count:
        numbers = [str(n) for n in range(int(count[1]), int(count[2]) + 1)]
        return ', '.join(numbers).replace(', ', '\n,\n \n').split('\n')
    return re.findall(r'\w+|\W+', f'You have said: {last["content"]}')


def complete(request):
    messages = request['messages']
    choice = {'index': 0, 'finish_reason': 'stop'}
    for tool in request.get('tools') or []:
        function = tool['function']
        arguments = fill(function['parameters'], messages[-1]['content'] or '')
        if messages[-1]['role'] == 'user' and arguments is not None:
            call = {'id': 'call_1', 'type': 'function', 'index': 0, 'function': {
                'name': function['name'], 'arguments': json.dumps(arguments)}}
            return [], {**choice, 'finish_reason': 'tool_calls', 'tool_calls': [call]}
    pieces = say(messages)
    limit = request.get('max_tokens') or len(pieces)
    if limit < len(pieces):
        choice['finish_reason'] = 'length'
    return pieces[:limit], choice


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def send(self, content_type, body):
        self.send_response(200)
        self.send_header('Content-Type', content_type)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send('text/html', f'<p>{self.path} is interesting.</p>'.encode())

    def do_CONNECT(self):
        """The host that is asked for is played here, behind TLS."""
        self.send_response(200)
        self.end_headers()
        with self.server.tls.wrap_socket(self.connection, server_side=True) as connection:
            type(self)(connection, self.client_address, self.server)
        self.close_connection = True

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        if self.path.endswith('/embeddings'):
            texts = request['input'] if isinstance(request['input'], list) else [request['input']]
            data = [{'object': 'embedding', 'index': i, 'embedding': vector(text)}
                    for i, text in enumerate(texts)]
            self.answer(request, {'object': 'list', 'data': data})
        else:
            pieces, choice = complete(request)
            (self.stream if request.get('stream') else self.whole)(request, pieces, choice)

    def answer(self, request, members):
        usage = {'prompt_tokens': 1, 'completion_tokens': 1, 'total_tokens': 2}
        self.send('application/json', json.dumps(
            {'id': 'x', 'created': int(time.time()), 'model': request['model'], 'usage': usage,
             **members}).encode())

    def whole(self, request, pieces, choice):
        message = {'role': 'assistant', 'content': ''.join(pieces) or None}
        if 'tool_calls' in choice:
            message['tool_calls'] = choice.pop('tool_calls')
        self.answer(request, {'object': 'chat.completion',
                              'choices': [{**choice, 'message': message}]})

    def stream(self, request, pieces, choice):
        deltas = [{'role': 'assistant', 'content': piece} for piece in pieces]
        last = {'tool_calls': choice['tool_calls']} if 'tool_calls' in choice else {}
        events = [{'index': 0, 'delta': delta, 'finish_reason': None} for delta in deltas]
        events.append({'index': 0, 'delta': last, 'finish_reason': choice['finish_reason']})
        body = ''.join('data: ' + json.dumps({
            'id': 'x', 'object': 'chat.completion.chunk', 'created': int(time.time()),
            'model': request['model'], 'choices': [event]}) + '\n\n' for event in events)
        self.send('text/event-stream', (body + 'data: [DONE]\n\n').encode())


def main():
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.tls.load_cert_chain(sys.argv[1], sys.argv[2])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f'PROVIDER_URL=http://127.0.0.1:{server.server_address[1]}/v1', flush=True)
    sys.stdin.read()


if __name__ == '__main__':
    main()
