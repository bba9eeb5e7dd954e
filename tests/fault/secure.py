# SPDX-License-Identifier: LGPL-2.1-or-later
"""TLS with its records in our own hands, so that they can be cut and dripped like anything else."""

import ssl

import certificates
from connection import Over


class Secure:
    """What a connection has for its socket once it is secure."""

    def __init__(self, sock, context):
        self.socket = sock
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)

    def fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise OSError('the client has gone')
        self.incoming.write(data)

    def recv(self, size):
        while True:
            try:
                return self.tls.read(size)
            except ssl.SSLWantReadError:
                self.fill()
            except ssl.SSLZeroReturnError:
                return b''

    def sendall(self, data):
        self.tls.write(data)
        self.socket.sendall(self.outgoing.read())

    def setsockopt(self, *option):
        self.socket.setsockopt(*option)

    def shutdown(self, how):
        self.socket.shutdown(how)

    def fileno(self):
        return self.socket.fileno()

    def close(self):
        """Says so first, as TLS wants it."""
        try:
            self.tls.unwrap()
        except (OSError, ValueError):
            pass
        try:
            self.socket.sendall(self.outgoing.read())
        except OSError:
            pass
        self.socket.close()


def context_of(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificates.server(certificate))
    return context


def old_version():
    """Of a server that knows nothing newer."""
    context = context_of('good')
    context.set_ciphers('DEFAULT:@SECLEVEL=0')
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def demanding():
    """Of a server that wants to see a certificate too."""
    context = context_of('good')
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(certificates.authority('authority'))
    return context


def next_flight(secure):
    """What is to be sent now, and whether that is all."""
    try:
        secure.tls.do_handshake()
    except ssl.SSLWantReadError:
        return secure.outgoing.read(), False
    except ssl.SSLError as error:
        secure.socket.sendall(secure.outgoing.read())  # why the client is refused
        raise Over(False) from error
    return secure.outgoing.read(), True


def handshake(context, fault=None):
    """A step that makes the connection secure; a fault comes in the middle of the first answer."""
    def step(connection):
        secure, to_come, done = Secure(connection.socket, context), fault, False
        try:
            while not done:
                data, done = next_flight(secure)
                half = len(data) // 2 if to_come else len(data)
                connection.send(data[:half])
                if to_come and data:
                    to_come(connection, data[half:])
                    to_come = None
                if not done:
                    secure.fill()
        except OSError as error:
            raise Over(True) from error
        connection.socket = secure
    return step
