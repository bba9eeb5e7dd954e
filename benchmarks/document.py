# SPDX-License-Identifier: LGPL-2.1-or-later
"""The document of one run: text, tables, plots."""

import collections

import plan
import table
import targets
from clients import BASE, CLIENTS

ABOUT = """# Performance

<!-- Written by tools/bench; edit benchmarks/document.py or benchmarks/plan.py instead. -->

All of this is of one run of `tools/bench`, which installs what it needs, builds everything, and
writes this file; anybody can repeat it. The load server runs on one core, the client on another,
over plain HTTP/1.1 on the loopback, unless said otherwise. The server's answers are prebuilt, and
its share of its core is shown: it is not the limit as long as that stays below 1. Each client does
the whole job: HTTP, JSON, typed values in the program's hands. Clients run in turns, so that what
else the machine does meets all of them; each figure is the best of up to {rounds} rounds. In
brackets: the ratio to `{base}` in the same run. In the plots, this library has full colours.
Where the time goes, and what keeps a target from being met, is in [costs.md](costs.md).
"""

CALLS = """## Instructions and system calls

Of one operation, as the difference of two run lengths: instructions by callgrind, system calls by
{counter}. `eventfd` writes would be among `write`.
"""

DELAYS = """## Delay of the main loop

How long the library keeps its owner's main loop from other work. A timer of 1 ms in the same main
loop tells how late it is served: idle, with nothing else to do; loaded, during the scenario. What
else ran on the machine is in both, and nothing is subtracted. The third line is the processor time
that one turn of the loop takes while loaded, the program's own callbacks included. Of the rounds
that with the lowest p99 of a turn is shown.
"""

COMMANDS = """## Commands

    {command}

runs each client of `benchmarks/clients.py` with these arguments, and `--host`; with fewer requests
when it is slow.
"""

DOCUMENTS = """## JSON alone

From the text of an answer to values that a program can use, freeing them included, without a
network: this library's typed reader against json-c's tree, both into plain structs.
"""

STARTS = """## Start

From the start of a process to its first answer in typed form. In brackets: the ratio to `easy`.
"""

GROUP_TITLES = {
    "floor": "libcurl by hand",
    "library": "this library in C",
    "language": "this library from other languages",
    "peer": "what others use",
}


PLACES = {"build": "_build/bench", "source": ".", "peers": "_build/bench/peers"}


def _clients():
    rows = []
    for client in CLIENTS:
        command = " ".join(client.command).format(**PLACES)
        rows.append([GROUP_TITLES[client.group], client.name, client.about, f"`{command}`"])
    return "## Clients\n\n" + table.table(["", "", "", "command"], rows)


def _machine(about):
    rows = [[name, value] for name, value in (about["machine"] | about["versions"]).items()]
    return "## Machine and versions\n\n" + table.table(["", ""], rows)


def _commands(about):
    rows = [
        [scenario.name, f"`{' '.join(scenario.command(scenario.requests))}`"]
        for section in plan.SECTIONS
        for scenario in section.scenarios
    ]
    return COMMANDS.format(command=about["command"]) + "\n" + table.table(["", ""], rows)


def _targets(results):
    rows = targets.rows(results)
    verdicts = collections.Counter(row[-1] for row in rows)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    text = table.table(["", "target", "measured", ""], rows)
    return f"## Targets\n\n{targets.ABOUT} Of {len(rows)}: {counts}.\n\n{text}"


def _pictures(names, pictures):
    drawn = [pictures[name] for name in names if name in pictures]
    return [f"![{title}]({file})\n" for file, title in drawn]


def _section(results, section, pictures):
    parts = []
    for scenario in section.scenarios:
        text = table.timed(results, section.title, scenario.name, section.columns)
        if text:
            parts.append(f"### {scenario.name}\n\n{text}")
    if not parts:
        return ""
    head = [f"## {section.title}\n\n{section.about}\n", *_pictures(section.charts, pictures)]
    return "\n".join(head + parts)


def _languages(results, pictures):
    names = [client.name for client in CLIENTS]
    text = table.pivot(results, names, plan.LANGUAGE_COLUMNS)
    if not text:
        return ""
    parts = [f"## From the languages\n\n{plan.LANGUAGES_ABOUT}\n", text]
    return "\n".join(parts + _pictures(plan.LANGUAGE_CHARTS, pictures))


def _starts(results):
    if not results.starts:
        return ""
    failures = results.failures_of("Start", plan.START.name)
    return f"{STARTS}\n{table.starts(results)}{table.reasons(failures)}"


def _counts(results):
    if not results.instructions and not results.calls:
        return ""
    parts = [CALLS.format(counter=results.about.get("call counter"))]
    if results.instructions:
        parts.append(table.instructions(results))
        for by_client in results.failures.get("Instructions", {}).values():
            parts.append(table.reasons(by_client))
    if results.calls:
        parts.append(table.system_calls(results))
    return "\n".join(part for part in parts if part)


def text(results, pictures):
    """The whole text. PICTURES: what charts.write () has written."""
    parts = [
        ABOUT.format(rounds=results.about["rounds"], base=BASE),
        _languages(results, pictures),
        *(_section(results, section, pictures) for section in plan.SECTIONS),
        DELAYS + "\n" + table.delays(results) if results.delays else "",
        DOCUMENTS + "\n" + table.documents(results) if results.documents else "",
        _starts(results),
        _counts(results),
        _clients(),
        _commands(results.about),
        _machine(results.about),
        _targets(results),
    ]
    return "\n".join(part for part in parts if part)
