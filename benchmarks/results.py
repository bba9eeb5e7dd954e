# SPDX-License-Identifier: LGPL-2.1-or-later
"""All that one run has found out."""

import json
from dataclasses import dataclass, field


@dataclass
class Results:
    """Most are by the scenario's name, then by the client's."""

    lines: dict = field(default_factory=dict)  # the result lines of all rounds
    instructions: dict = field(default_factory=dict)
    calls: dict = field(default_factory=dict)  # by the call's name
    delays: dict = field(default_factory=dict)  # the lines of bench-loop-delay
    starts: dict = field(default_factory=dict)  # by the client's name alone: seconds of each
    documents: list = field(default_factory=list)  # the lines of bench-json
    failures: dict = field(default_factory=dict)  # by the part's name first: the reason
    about: dict = field(default_factory=dict)  # how and where it was measured

    def add_line(self, scenario, client, line):
        self.lines.setdefault(scenario, {}).setdefault(client, []).append(line)

    def add_failure(self, part, scenario, client, reason):
        self.failures.setdefault(part, {}).setdefault(scenario, {})[client] = reason

    def failures_of(self, part, scenario):
        return self.failures.get(part, {}).get(scenario, {})

    def best(self, scenario, client, key, choose):
        """Of all rounds; None when there is none."""
        lines = self.lines.get(scenario, {}).get(client, [])
        values = [line[key] for line in lines if line.get(key) is not None]
        return choose(values) if values else None

    def write(self, path):
        path.write_text(json.dumps(self.__dict__, indent=1) + "\n")

    @classmethod
    def read(cls, path):
        return cls(**json.loads(path.read_text()))
