# SPDX-License-Identifier: LGPL-2.1-or-later
"""Certificates for a server on this machine, good ones and bad ones, each made when first needed."""

import functools
import pathlib
import shutil
import subprocess
import tempfile

HERE = 'IP:127.0.0.1'

# By whom it is signed, None being itself.
AUTHORITIES = {'authority': None, 'stranger': None, 'intermediate': 'authority'}

# By whom it is signed, for whom, for how many days, and what is sent with it.
SERVERS = {
    'good': ('authority', HERE, 1, []),
    'chain': ('intermediate', HERE, 1, ['intermediate']),
    'incomplete': ('intermediate', HERE, 1, []),
    'expired': ('authority', HERE, -1, []),
    'wrong-host': ('authority', 'DNS:elsewhere.example', 1, []),
    'untrusted': ('stranger', HERE, 1, []),
    'self-signed': (None, HERE, 1, []),
}


@functools.cache
def folder():
    return pathlib.Path(tempfile.mkdtemp(prefix='fault-server-'))


def remove():
    if folder.cache_info().currsize:
        shutil.rmtree(folder(), ignore_errors=True)


def openssl(*arguments):
    subprocess.run(['openssl', *arguments], cwd=folder(), check=True, capture_output=True)


def make(name, issuer, days, extensions):
    (folder() / f'{name}.ext').write_text(extensions)
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj',
            f'/CN=Test {name}', '-keyout', f'{name}.key', '-out', f'{name}.csr')
    signer = (['-CA', f'{issuer}.pem', '-CAkey', f'{issuer}.key', '-CAcreateserial'] if issuer
              else ['-signkey', f'{name}.key'])
    openssl('x509', '-req', '-in', f'{name}.csr', *signer, '-days', str(days),
            '-extfile', f'{name}.ext', '-out', f'{name}.pem')


@functools.cache
def authority(name):
    """The path of its certificate."""
    issuer = AUTHORITIES[name]
    if issuer:
        authority(issuer)
    make(name, issuer, 1, 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n')
    return folder() / f'{name}.pem'


@functools.cache
def server(name):
    """The paths of its certificates and of its key."""
    issuer, host, days, more = SERVERS[name]
    if issuer:
        authority(issuer)
    make(name, issuer, days, f'basicConstraints=CA:FALSE\nsubjectAltName={host}\n')
    chain = folder() / f'{name}.chain'
    chain.write_text(''.join((folder() / f'{part}.pem').read_text() for part in [name, *more]))
    return chain, folder() / f'{name}.key'


def find(name):
    chain, key = server(name)
    return {'ca_file': str(authority('authority')), 'chain': str(chain), 'key': str(key)}
