# SPDX-License-Identifier: LGPL-2.1-or-later
"""Good answers that end after any byte: "cut-chunked-17" is the first 17 bytes of such an answer."""

import re

from answers import BODY, DONE, END, EVENTS, GOOD
from steps import JSON, chunk, chunks, close, head, raw

WHOLE = {
    'length': head(200, JSON, len(BODY)) + BODY.encode(),
    'chunked': head(200, JSON) + chunks(BODY.encode(), 100) + END,
    'unended': f'HTTP/1.0 200 OK\r\nContent-Type: {JSON}\r\n\r\n{BODY}'.encode(),
    'stream': head(200, EVENTS) + chunk(GOOD + DONE) + END,
}


def find(name):
    """The steps, or None for another name."""
    found = re.fullmatch('cut-([a-z]+)-([0-9]+)', name)
    return [raw(WHOLE[found[1]][:int(found[2])]), close] if found else None
