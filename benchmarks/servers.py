# SPDX-License-Identifier: LGPL-2.1-or-later
"""The servers that clients are measured against, each on a core of its own."""

import json
import os
import subprocess
import urllib.request


def pinned(cores):
    return lambda: os.sched_setaffinity(0, cores)


class LoadServer:
    """Plain HTTP/1.1; answers with what it has prepared."""

    arguments = ()

    def __init__(self, program, cores):
        self._process = subprocess.Popen(
            [program], stdout=subprocess.PIPE, text=True, preexec_fn=pinned(cores)
        )
        word, port = self._process.stdout.readline().split()
        assert word == "PORT"
        self.host = f"http://127.0.0.1:{port}"

    def close(self):
        self._process.kill()
        self._process.wait()

    def cpu_seconds(self):
        with urllib.request.urlopen(f"{self.host}/stats") as answer:
            return json.load(answer)["cpu_us"] / 1e6
