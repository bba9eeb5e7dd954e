# SPDX-License-Identifier: LGPL-2.1-or-later
"""Certificates for servers of the tests."""
import pathlib
import subprocess
import tempfile


NEW_KEY = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes')


def openssl(folder, *arguments):
    subprocess.run(['openssl', *arguments], cwd=folder, check=True, capture_output=True)


def make_authority(case):
    """The folder with ca.pem, for the time of the test case class."""
    folder = tempfile.TemporaryDirectory()
    case.addClassCleanup(folder.cleanup)
    openssl(folder.name, 'req', '-x509', *NEW_KEY, '-days', '2', '-subj',
            '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem')
    return pathlib.Path(folder.name)


def make_certificate(folder, name, days='1'):
    """By the authority of the folder, for @name: server.key and server.pem."""
    pathlib.Path(folder, 'san').write_text(f'subjectAltName={name}')
    openssl(folder, 'req', *NEW_KEY, '-subj', '/CN=server', '-keyout',
            'server.key', '-out', 'server.csr')
    openssl(folder, 'x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key',
            '-CAcreateserial', '-days', days, '-extfile', 'san', '-out', 'server.pem')
