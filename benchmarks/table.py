# SPDX-License-Identifier: LGPL-2.1-or-later
"""Figures to Markdown tables."""

import statistics

from clients import BASE, BY_NAME


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def with_ratio(value, base, digits=0):
    if value is None or not base:
        return number(value, digits)
    ratio = value / base
    return f"{number(value, digits)} ({ratio:.{2 if ratio >= 0.095 else 3}f})"


def reasons(failures):
    """FAILURES: client to reason."""
    return "".join(f"\n`{client}` failed: {reason}\n" for client, reason in failures.items())


def _cell(results, scenario, client, column):
    if client not in results.lines.get(scenario, {}):
        return "failed"
    value = results.best(scenario, client, column.key, column.best)
    base = results.best(scenario, BASE, column.key, column.best) if column.ratio else None
    scaled = None if value is None else value * column.scale
    return with_ratio(scaled, base and base * column.scale, column.digits)


def timed(results, part, scenario, columns):
    """A row for each client, in the order of the registry; "" when nobody was measured."""
    failures = results.failures_of(part, scenario)
    seen = [name for name in BY_NAME if name in results.lines.get(scenario, {}) or name in failures]
    rows = [
        [name, *(_cell(results, scenario, name, column) for column in columns)] for name in seen
    ]
    titles = ["", *(column.title for column in columns)]
    return table(titles, rows) + reasons(failures) if rows else ""


def pivot(results, clients, columns):
    """COLUMNS: pairs of a scenario's name and a column. Clients without any figure are left out."""
    rows = []
    for client in clients:
        cells = [
            (
                _cell(results, scenario, client, column)
                if client in results.lines.get(scenario, {})
                else "-"
            )
            for scenario, column in columns
        ]
        if any(cell != "-" for cell in cells):
            rows.append([client, *cells])
    return table(["", *(column.title for _, column in columns)], rows) if rows else ""


def instructions(results):
    rows = []
    for name, counts in results.instructions.items():
        for client, count in counts.items():
            cell = "failed" if count is None else with_ratio(count, counts.get(BASE))
            rows.append([name, client, cell])
    return table(["", "", "instructions"], rows)


def _call_cells(calls, base):
    if calls is None:
        return ["failed", ""]
    named = sorted(((n, call) for call, n in calls.items() if call != "total"), reverse=True)
    detail = ", ".join(f"{call} {n:.2f}" for n, call in named if n >= 0.005)
    return [with_ratio(calls["total"], base and base["total"], 3), detail]


def system_calls(results):
    rows = []
    for name, counts in results.calls.items():
        for client, calls in counts.items():
            rows.append([name, client, *_call_cells(calls, counts.get(BASE))])
    return table(["", "", "system calls", "of these"], rows)


def delays(results):
    """Of the rounds that with the lowest p99 of the turns, whole."""
    rows = []
    for name, rounds in results.delays.items():
        lines = min(rounds, key=lambda lines: lines["turn"]["p99_us"])
        for kind in ("idle", "loaded", "turn"):
            figures = [lines[kind][key] for key in ("p50_us", "p99_us", "p999_us", "max_us")]
            rows.append([name, kind, *(number(figure) for figure in figures)])
    return table(["", "", "p50 µs", "p99 µs", "p99.9 µs", "max µs"], rows)


def starts(results):
    rows = []
    base = results.starts.get("easy")
    for client, seconds in results.starts.items():
        milliseconds = [1e3 * second for second in seconds]
        cells = [min(milliseconds), statistics.median(milliseconds)]
        bases = [1e3 * min(base), 1e3 * statistics.median(base)] if base else [None, None]
        rows.append([client, *(with_ratio(*pair, 1) for pair in zip(cells, bases))])
    return table(["", "best ms", "median ms"], rows)


def documents(results):
    rows = []
    for line in results.documents:
        size, ours, other = line["bytes"], line["ours_ns"], line["json_c_ns"]
        cells = (number(size), number(ours / 1e3, 2), number(other / 1e3, 2), f"{other / ours:.1f}")
        rows.append([line["document"], *cells, number(1e3 * size / ours)])
    return table(["", "bytes", "this library µs", "json-c µs", "times", "MB/s"], rows)
