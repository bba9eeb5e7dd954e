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


def timed(section, clients, results):
    """RESULTS: scenario name to client to its result lines."""
    rows = []
    for scenario in section.scenarios:
        lines = results.get(scenario.name)
        if lines is None:
            continue
        for client in clients:
            cells = [cell(column, lines[client], lines[clients[0]]) for column in section.columns]
            rows.append([scenario.name, client, *cells])
    if not rows:
        return ""
    titles = ["", "client", *(column.title for column in section.columns)]
    return f"## {section.title}\n\n{section.about}\n\n{table(titles, rows)}"


def counted_instructions(clients, counts):
    rows = []
    for name, by_client in counts.items():
        base = by_client[clients[0]]
        rows += [[name, c, with_ratio(by_client[c], base)] for c in clients]
    return table(["", "client", "instructions"], rows)


def counted_calls(clients, counts):
    rows = []
    for name, by_client in counts.items():
        base = by_client[clients[0]]["total"]
        for client in clients:
            calls = by_client[client]
            named = sorted(((n, c) for c, n in calls.items() if c != "total"), reverse=True)
            detail = ", ".join(f"{c} {n:.2f}" for n, c in named if n >= 0.005)
            rows.append([name, client, with_ratio(calls["total"], base, 3), detail])
    return table(["", "client", "system calls", "of these"], rows)
