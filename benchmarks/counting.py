# SPDX-License-Identifier: LGPL-2.1-or-later
"""Instructions and system calls of one operation. These hold still, whatever else the machine does."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

SECONDS = 600  # under valgrind or strace programs are slow

# perf stat counts at real speed. strace stops the program at every call, which makes it slow enough
# that other calls are made than usual; it serves where the kernel's tracepoints are not to be had.
NAMED_CALLS = (
    "epoll_wait epoll_pwait epoll_pwait2 epoll_ctl poll ppoll sendto sendmsg recvfrom recvmsg "
    "read write readv writev futex rt_sigaction rt_sigprocmask getsockopt setsockopt"
).split()
TRACEPOINTS = ["raw_syscalls:sys_enter"] + [f"syscalls:sys_enter_{call}" for call in NAMED_CALLS]


def per_unit(count, counted):
    """COUNT's totals (a dict) for one unit: start and end of the program cancel out."""
    requests = counted.requests
    short, long = count(counted.command(requests)), count(counted.command(2 * requests))
    return {key: (long[key] - short.get(key, 0)) / requests / counted.units for key in long}


def instructions(runner, server, client, counted):
    everywhere = os.sched_getaffinity(0)

    def count(arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "callgrind.out")
            tool = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={out}")
            runner.run(client, server, arguments, tool, SECONDS, everywhere)
            totals = re.findall(r"^(?:totals|summary): (\d+)", out.read_text(), re.MULTILINE)
            return {"total": int(totals[-1])}

    return per_unit(count, counted)["total"]


def tracepoints_work():
    command = ["perf", "stat", "-x,", "-e", ",".join(TRACEPOINTS), "true"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def read_perf(text):
    rows = (line.split(",") for line in text.splitlines() if "sys_enter" in line)
    return {row[2].split("sys_enter")[1].lstrip("_") or "total": int(row[0]) for row in rows}


def read_strace(text):
    rows = [line.split() for line in text.splitlines() if re.match(r"\s*\d+\.\d+ ", line)]
    return {row[-1]: int(row[3]) for row in rows}


def call_counter():
    """The tool that counts system calls here."""
    return "perf" if tracepoints_work() else "strace"


def system_calls(runner, server, client, counted, counter):
    """By name, with their total."""
    if counter == "perf":
        tool, read = ["perf", "stat", "-x,", "-e", ",".join(TRACEPOINTS), "-o"], read_perf
    else:
        tool, read = ["strace", "-f", "-c", "-o"], read_strace

    def count(arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "calls")
            runner.run(client, server, arguments, (*tool, out), SECONDS)
            return read(out.read_text())

    return per_unit(count, counted)
