# SPDX-License-Identifier: LGPL-2.1-or-later
"""How long it takes from the start of a process to its first answer in typed form."""

import os
import subprocess
import time

from measure import Failed

ARGUMENTS = ["get", "--requests", "1", "--warmup", "0"]


def first_line_seconds(runner, server, client):
    """Until the program prints its result, which it does before it cleans up. Raises Failed."""
    command = [*runner.program(client), *ARGUMENTS, "--host", server.host]
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, runner.cores)  # inherited: anything else here makes starting slower
    try:
        start = time.monotonic()
        with subprocess.Popen(
            command,
            env=runner.environment(client),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=False,
        ) as process:
            line = process.stdout.readline()
            seconds = time.monotonic() - start
    finally:
        os.sched_setaffinity(0, before)
    if not line or process.returncode != 0:
        raise Failed("it printed no result")
    return seconds
