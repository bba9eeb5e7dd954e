# SPDX-License-Identifier: LGPL-2.1-or-later
"""Places to connect to that fail before any request, each made when first asked for."""

import functools
import select
import socket
import threading

import certificates
from connection import Connection
from phases import HANDSHAKES
from secure import context_of, demanding, handshake, old_version

OPENED = []  # sockets that stay as they are


def refusing(answer):
    """Bound, so that nobody else gets the port, but not listening."""
    sock = socket.socket()
    sock.bind(('127.0.0.1', 0))
    OPENED.append(sock)
    return sock


def silent(answer):
    """Its backlog is full, so that nobody gets an answer to a SYN."""
    listener = refusing(answer)
    listener.listen(0)
    while True:
        sock = socket.socket()
        OPENED.append(sock)
        sock.setblocking(False)
        sock.connect_ex(listener.getsockname())
        if not select.select([], [sock], [], 0.1)[1]:
            return listener


def accept(listener, answer, prepare):
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=Connection(sock).serve, args=(answer, prepare), daemon=True).start()


def listen(answer, prepare=None):
    """Plain connections, or what @prepare makes of them."""
    listener = socket.create_server(('127.0.0.1', 0), backlog=512)
    threading.Thread(target=accept, args=(listener, answer, prepare), daemon=True).start()
    return listener


def secure(context, fault=None):
    return lambda answer: listen(answer, handshake(context(), fault))


LISTENERS = {
    'connect-refusal': refusing,
    'connect-silence': silent,
    'tls-old-version': secure(old_version),
    'tls-demanding': secure(demanding),
    **{f'tls-{name}': secure(functools.partial(context_of, name)) for name in certificates.SERVERS},
    **{f'tls-{name}': secure(functools.partial(context_of, 'good'), fault)
       for name, fault in HANDSHAKES.items()},
}


@functools.cache
def find(name, answer):
    port = LISTENERS[name](answer).getsockname()[1]
    scheme, ca_file = 'http', None
    if name.startswith('tls-'):
        scheme, ca_file = 'https', str(certificates.authority('authority'))
    return {'host': f'{scheme}://127.0.0.1:{port}', 'ca_file': ca_file}
