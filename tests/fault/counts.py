# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the fault server has seen, by name, and waiting for it."""

import collections
import threading

PATIENCE = 60


class Counts:
    """What has happened, by name; every change wakes those who wait for one."""

    def __init__(self):
        self.changed = threading.Condition()
        self.names = collections.defaultdict(collections.Counter)
        self.total = collections.Counter()

    def add(self, name, what, number=1):
        with self.changed:
            self.names[name][what] += number
            self.total[what] += number
            self.changed.notify_all()

    def count(self, what, number=1):
        with self.changed:
            self.total[what] += number
            self.changed.notify_all()

    def get(self, name):
        with self.changed:
            return dict(self.names[name])

    def wait(self, name, what, number):
        """The counts of the name once it has so many, or None."""
        with self.changed:
            reached = self.changed.wait_for(lambda: self.names[name][what] >= number, PATIENCE)
            return dict(self.names[name]) if reached else None

    def all(self):
        with self.changed:
            return {'total': dict(self.total),
                    'names': {name: dict(counts) for name, counts in self.names.items()}}


COUNTS = Counts()
