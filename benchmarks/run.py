#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures every client of plan.py in every scenario, side by side, and writes the figures down.

    benchmarks/run.py --build-dir build/benchmarks --output docs/performance.md

Times on a shared machine move by a tenth and sometimes by a third; ratios between clients that ran
in turns within the same minutes move much less, and counted instructions and system calls hardly at
all. Judge by those.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import measure
import plan
import table

ABOUT = """# Performance

<!-- Written by benchmarks/run.py; edit plan.py or table.py instead. -->

The load server runs on one core, the client on another, over plain HTTP/1.1 on the loopback; the
server's answers are prebuilt, and its share of its core is shown: it is not the limit as long as
that stays below 1. Clients run in turns; each figure is the best of {rounds} rounds. In brackets:
the ratio to {base} in the same run.

`raw` is what a careful C programmer writes with libcurl and json-c alone: one multi handle driven
by epoll, pooled easy handles, a reused tokener, plain structs. `ours` is this library in a GLib
main loop, by its asynchronous calls; `ours-blocking` makes its blocking calls, without a loop.

Measured on {machine}, {cores} cores, {system}, {libraries},
with other work on the machine, so that times are longer than they need be, by

    meson setup --buildtype=release build && ninja -C build
    benchmarks/run.py --build-dir build/benchmarks --rounds {rounds}
"""

DELAYS = """## Delay of the main loop

How long the library keeps its owner's main loop from other work. A timer of 1 ms in the same main
loop tells how late it is served: idle, with nothing else to do; loaded, during the scenario. What
else ran on the machine is in both, and nothing is subtracted. The third line is the processor time
that one turn of the loop takes while loaded, the program's own callbacks included. Of the rounds,
up to five, that with the lowest p99 of a turn is shown.
"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--build-dir", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--output", type=Path, help="the Markdown file to write (default: print)")
    parser.add_argument("--lines", type=Path, help="a file for all result lines (JSON lines)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="two rounds, shorter, nothing counted")
    parser.add_argument("--only", default="", help="only scenarios with this in their names")
    return parser.parse_args()


def time_scenario(clients, scenario, rounds, quick):
    requests = scenario.quick_requests if quick else 0
    command = scenario.command(requests or scenario.requests)
    lines = {name: [] for name in scenario.clients}
    for _ in range(rounds):
        for name in scenario.clients:
            lines[name].append(clients.time(name, command))
    return lines


def time_all(clients, arguments):
    results = {}
    for section in plan.SECTIONS:
        for scenario in section.scenarios:
            if arguments.only in scenario.name:
                print(f"{section.title}: {scenario.name}", file=sys.stderr)
                results[scenario.name] = time_scenario(
                    clients, scenario, arguments.rounds, arguments.quick
                )
    return results


def count_all(count, scenarios, only):
    counts = {}
    for scenario, units in scenarios:
        if only in scenario.name:
            print(f"{count.__name__}: {scenario.name}", file=sys.stderr)
            counts[scenario.name] = {
                name: count(name, scenario, units) for name in scenario.clients
            }
    return counts


def count_sections(clients, only):
    tools = set()

    def instructions(name, scenario, units):
        return measure.instructions(clients, name, scenario) / units

    def system_calls(name, scenario, units):
        calls, tool = measure.system_calls(clients, name, scenario)
        tools.add(tool)
        return {call: count / units for call, count in calls.items()}

    ir = count_all(instructions, plan.INSTRUCTIONS, only)
    calls = count_all(system_calls, plan.SYSTEM_CALLS, only)
    yield (
        "## Instructions\n\nOf one operation, by callgrind, as the difference of two run lengths."
        f"\n\n{table.counted_instructions(plan.CLIENTS[0], ir)}"
    )
    yield (
        f"## System calls\n\nOf one operation, counted by {' and '.join(tools)} as the difference "
        f"of two run lengths.\n\n{table.counted_calls(plan.CLIENTS[0], calls)}"
    )


def delay_section(clients, arguments):
    results = {}
    for scenario in plan.LOOP_DELAYS:
        if arguments.only in scenario.name:
            print(f"Loop delay: {scenario.name}", file=sys.stderr)
            command = scenario.command(scenario.requests)
            results[scenario.name] = [
                clients.loop_delay(command) for _ in range(min(arguments.rounds, 5))
            ]
    return f"{DELAYS}\n{table.delays(results)}" if results else ""


def library_versions():
    names = ("libcurl", "json-c", "glib-2.0")
    versions = subprocess.run(
        ["pkg-config", "--modversion", *names], capture_output=True, text=True
    ).stdout.split()
    return ", ".join(f"{name} {version}" for name, version in zip(names, versions))


def describe(rounds):
    return ABOUT.format(
        rounds=rounds,
        base=plan.CLIENTS[0],
        machine=platform.machine(),
        cores=os.cpu_count(),
        system=platform.system(),
        libraries=library_versions(),
    )


def write_lines(path, results):
    lines = (line for clients in results.values() for lines in clients.values() for line in lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def main():
    arguments = parse_arguments()
    if arguments.quick:
        arguments.rounds = 2
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("The server and the client need a core each.")
    with measure.LoadServer(arguments.build_dir.resolve() / "load-server", cores[0]) as server:
        clients = measure.Clients(
            arguments.build_dir, (*plan.CLIENTS, "loop-delay"), server, cores[1]
        )
        results = time_all(clients, arguments)
        parts = [describe(arguments.rounds)]
        parts += [table.timed(section, plan.CLIENTS[0], results) for section in plan.SECTIONS]
        parts.append(delay_section(clients, arguments))
        if not arguments.quick:
            parts += count_sections(clients, arguments.only)
    if arguments.lines:
        write_lines(arguments.lines, results)
    text = "\n".join(part for part in parts if part)
    if arguments.output:
        arguments.output.write_text(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
