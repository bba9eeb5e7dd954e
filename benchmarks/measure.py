# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the load server and its clients, each on a core of its own."""

import json
import os
import re
import subprocess
import tempfile
import urllib.request
from pathlib import Path

SECONDS = 180
SLOW_SECONDS = 1200  # under valgrind or strace


def pinned(core):
    return lambda: os.sched_setaffinity(0, {core})


class LoadServer:
    def __init__(self, program, core):
        self._process = subprocess.Popen(
            [program], stdout=subprocess.PIPE, text=True, preexec_fn=pinned(core)
        )
        word, port = self._process.stdout.readline().split()
        assert word == "PORT"
        self.host = f"http://127.0.0.1:{port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

    def cpu_seconds(self):
        with urllib.request.urlopen(f"{self.host}/stats") as answer:
            return json.load(answer)["cpu_us"] / 1e6


class Clients:
    """The client programs, all of which must be there."""

    def __init__(self, folder, names, server, core):
        self._programs = {name: Path(folder, f"bench-{name}").resolve() for name in names}
        self._server = server
        self._core = core
        for program in self._programs.values():
            if not os.access(program, os.X_OK):
                raise SystemExit(f"{program} is not there: build it, or take it out of plan.py")

    def run(self, name, arguments, prefix=(), seconds=SECONDS):
        command = [*prefix, self._programs[name], "--host", self._server.host, *arguments]
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, preexec_fn=pinned(self._core)
        )
        if result.returncode != 0:
            raise SystemExit(f"{name} {' '.join(arguments)}: {result.stderr.strip()}")
        return result

    def time(self, name, arguments):
        """The program's result line, and how much of its core the server needed."""
        before = self._server.cpu_seconds()
        line = json.loads(self.run(name, arguments).stdout)
        line["server_share"] = (self._server.cpu_seconds() - before) / line["seconds"]
        return line


    def loop_delay(self, scenario):
        """The delays of the program's main loop: idle, loaded, and each turn's processor time."""
        return json.loads(self.run("loop-delay", scenario).stdout.splitlines()[-1])


def per_operation(count, scenario):
    """COUNT's totals (a dict) for one operation: start and end of the program cancel out."""
    requests = scenario.requests
    short, long = count(scenario.command(requests)), count(scenario.command(2 * requests))
    return {key: (long[key] - short.get(key, 0)) / requests for key in long}


def instructions(clients, name, scenario):
    def count(arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "callgrind.out")
            tool = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={out}")
            clients.run(name, arguments, tool, SLOW_SECONDS)
            totals = re.findall(r"^(?:totals|summary): (\d+)", out.read_text(), re.MULTILINE)
            return {"total": int(totals[-1])}

    return per_operation(count, scenario)["total"]


# perf stat counts at real speed. strace stops the program at every call, which makes it slow enough
# that other calls are made than usual; it serves where the kernel's tracepoints are not to be had.
NAMED_CALLS = (
    "epoll_wait epoll_pwait epoll_pwait2 epoll_ctl poll ppoll sendto sendmsg recvfrom recvmsg "
    "read write readv writev futex rt_sigaction rt_sigprocmask getsockopt setsockopt"
).split()
TRACEPOINTS = ["raw_syscalls:sys_enter"] + [f"syscalls:sys_enter_{call}" for call in NAMED_CALLS]


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


def system_calls(clients, name, scenario):
    """By name, with their total; 'perf' or 'strace' says how they were counted."""
    if tracepoints_work():
        tool, read = ["perf", "stat", "-x,", "-e", ",".join(TRACEPOINTS), "-o"], read_perf
    else:
        tool, read = ["strace", "-f", "-c", "-o"], read_strace

    def count(arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "calls")
            clients.run(name, arguments, (*tool, out), SLOW_SECONDS)
            return read(out.read_text())

    return per_operation(count, scenario), tool[0]
