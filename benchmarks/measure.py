# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs clients, on a core of their own."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from servers import pinned

SECONDS = 90  # the slowest peers need half of that for 1000 streams


class Failed(Exception):
    """A client did not bring a result; the text says why."""


class Runner:
    def __init__(self, places, cores):
        """PLACES: what {build}, {source} and {peers} stand for."""
        self._places = {name: str(Path(place).resolve()) for name, place in places.items()}
        self.cores = cores

    def program(self, client):
        return [word.format(**self._places) for word in client.command]

    def environment(self, client):
        own = {name: value.format(**self._places) for name, value in client.environment.items()}
        return os.environ | own

    def run(self, client, server=None, arguments=(), prefix=(), seconds=SECONDS, cores=None):
        """What the program prints. Raises Failed."""
        command = self.program(client)
        if shutil.which(command[0]) is None:
            raise Failed(f"there is no {Path(command[0]).name}")
        where = ("--host", server.host, *server.arguments) if server else ()
        try:
            result = subprocess.run(
                [*prefix, *command, *arguments, *where],
                env=self.environment(client),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=seconds,
                preexec_fn=pinned(cores or self.cores),
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"not done within {seconds} s") from None
        if result.returncode != 0:
            reason = result.stderr.strip() or f"its exit status is {result.returncode}"
            raise Failed(reason.splitlines()[-1])
        return result.stdout

    def lines(self, client, server=None, arguments=()):
        """The results that the program prints, one a line."""
        text = self.run(client, server, arguments)
        try:
            return [json.loads(line) for line in text.splitlines()]
        except ValueError:
            raise Failed("it printed no result") from None

    def line(self, client, server, arguments):
        """The last of them."""
        lines = self.lines(client, server, arguments)
        if not lines:
            raise Failed("it printed no result")
        return lines[-1]

    def time(self, client, server, arguments):
        """The program's result line, and how much of its core the server needed."""
        before = server.cpu_seconds()
        line = self.line(client, server, arguments)
        line["server_share"] = (server.cpu_seconds() - before) / line["seconds"]
        return line
