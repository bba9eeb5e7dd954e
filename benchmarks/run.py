#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures every client of clients.py in every scenario of plan.py, side by side, and writes the
figures down. tools/bench calls it when all that it needs is there.

Times on a shared machine move by a tenth and sometimes by a third; ratios between clients that ran
in turns within the same minutes move much less, and counted instructions and system calls hardly at
all. Judge by those.
"""

import argparse
import contextlib
import os
from pathlib import Path

import charts
import document
import machine
import measure
import plan
import session
import targets
from clients import BY_NAME
from results import Results
from servers import LoadServer, Nginx

SOURCE = Path(__file__).resolve().parent.parent


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--build-dir", type=Path, default=SOURCE / "_build/bench")
    parser.add_argument("--peers-dir", type=Path, default=SOURCE / "_build/bench/peers")
    parser.add_argument("--nginx", type=Path, default="nginx", help="the program")
    parser.add_argument("--output", type=Path, required=True, help="the Markdown file to write")
    parser.add_argument(
        "--results", type=Path, required=True, help="all that was measured, as JSON"
    )
    parser.add_argument("--again", action="store_true", help="only write again what --results has")
    parser.add_argument("--rounds", type=int, help="of each client (default 6; quick: 1)")
    parser.add_argument("--quick", action="store_true", help="fewer scenarios and requests")
    parser.add_argument("--only", default="", help="only what has this in its name")
    arguments = parser.parse_args()
    arguments.rounds = arguments.rounds or (1 if arguments.quick else 6)
    return arguments


def describe(arguments):
    return {
        "rounds": arguments.rounds,
        "command": f"tools/bench --rounds {arguments.rounds}" + " --quick" * arguments.quick,
        "machine": machine.describe_machine(),
        "versions": machine.describe_versions(arguments.peers_dir, arguments.nginx),
    }


def run(arguments):
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("The server and the client need a core each.")
    places = {"build": arguments.build_dir, "source": SOURCE, "peers": arguments.peers_dir}
    runner = measure.Runner(places, {cores[1]})
    with contextlib.ExitStack() as stack:
        load = LoadServer(arguments.build_dir / "benchmarks/load-server", {cores[0]})
        stack.callback(load.close)
        nginx = Nginx(arguments.nginx, load, plan.TLS_PATH, {cores[0]})
        stack.callback(nginx.close)
        servers = {"load": load, **nginx.doors}
        return session.Session(runner, servers, arguments, describe(arguments)).run()


def main():
    arguments = parse_arguments()
    targets.check(BY_NAME)
    if arguments.again:
        results = Results.read(arguments.results)
    else:
        results = run(arguments)
        results.write(arguments.results)
    pictures = charts.write(results, arguments.output)
    arguments.output.write_text(document.text(results, pictures))


if __name__ == "__main__":
    main()
