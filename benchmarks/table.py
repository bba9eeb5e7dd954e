# SPDX-License-Identifier: LGPL-2.1-or-later
"""Figures to Markdown."""


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def with_ratio(value, base, digits=0):
    if value is None or not base:
        return number(value, digits)
    return f"{number(value, digits)} ({value / base:.2f})"


def best(column, lines):
    values = [line[column.key] for line in lines if line[column.key] is not None]
    return column.best(values) * column.scale if values else None


def cell(column, lines, base_lines):
    value = best(column, lines)
    if not column.ratio:
        return number(value, column.digits)
    return with_ratio(value, best(column, base_lines), column.digits)


def timed(section, base, results):
    """RESULTS: scenario name to client to its result lines."""
    rows = []
    for scenario in section.scenarios:
        lines = results.get(scenario.name)
        if lines is None:
            continue
        for client, own_lines in lines.items():
            cells = [cell(column, own_lines, lines[base]) for column in section.columns]
            rows.append([scenario.name, client, *cells])
    if not rows:
        return ""
    titles = ["", "client", *(column.title for column in section.columns)]
    return f"## {section.title}\n\n{section.about}\n\n{table(titles, rows)}"


def counted_instructions(base, counts):
    rows = []
    for name, by_client in counts.items():
        rows += [[name, c, with_ratio(count, by_client[base])] for c, count in by_client.items()]
    return table(["", "client", "instructions"], rows)


def counted_calls(base, counts):
    rows = []
    for name, by_client in counts.items():
        for client, calls in by_client.items():
            named = sorted(((n, c) for c, n in calls.items() if c != "total"), reverse=True)
            detail = ", ".join(f"{c} {n:.2f}" for n, c in named if n >= 0.005)
            total = with_ratio(calls["total"], by_client[base]["total"], 3)
            rows.append([name, client, total, detail])
    return table(["", "client", "system calls", "of these"], rows)


def delays(results):
    """RESULTS: scenario name to the rounds of loop_delay (). The round with the lowest p99 of the
    turns is shown, whole."""
    rows = []
    for name, rounds in results.items():
        lines = min(rounds, key=lambda lines: lines["turn"]["p99_us"])
        for kind in ("idle", "loaded", "turn"):
            figures = [lines[kind][key] for key in ("p50_us", "p99_us", "p999_us", "max_us")]
            rows.append([name, kind, *(number(figure) for figure in figures)])
    return table(["", "", "p50 µs", "p99 µs", "p99.9 µs", "max µs"], rows)
