# SPDX-License-Identifier: LGPL-2.1-or-later
"""Certificates for servers of the tests, which the fault server makes."""
import json

from common import FAULT_HOST, new_client


def find(name):
    """The paths `chain` and `key` of one for this machine, and `ca_file` of the authority to trust.

    Not all are by that authority, or good: see tests/fault/certificates.py.
    """
    return json.loads(new_client(host=FAULT_HOST).request('GET', '/certificate', f'name={name}', None))
