# SPDX-License-Identifier: LGPL-2.1-or-later
"""Which figures of a run are drawn, and where their files lie."""

from clients import CLIENTS
from plots import Chart, Series, draw

OURS = frozenset(client.name for client in CLIENTS if client.group in ("library", "language"))


def _values(results, scenario, key, choose, scale=1.0):
    values = {}
    for client in CLIENTS:
        best = results.best(scenario, client.name, key, choose)
        values[client.name] = None if best is None else best * scale
    return values


def _series(results, name, scenario, key, choose=min, scale=1.0, digits=0):
    return Series(name, _values(results, scenario, key, choose, scale), digits)


def _charts(results):
    """Name of the file to chart."""
    return {
        "requests": Chart(
            "GET requests per second",
            "with so many callers at once; more is better",
            tuple(
                _series(results, f"{c:,} at once", f"get c={c}", "ops_per_s", max)
                for c in (1, 16, 128, 1000)
            ),
            OURS,
        ),
        "chunks": Chart(
            "Chunks per second of one stream at full speed",
            "more is better",
            (_series(results, "chunks/s", "1 x 0 ms", "chunks_per_s", max),),
            OURS,
        ),
        "calls": Chart(
            "Processor time of one call, in µs",
            "with 16 callers; less is better",
            (
                _series(results, "get", "get c=16", "cpu_us_per_op"),
                _series(results, "chat", "chat c=16", "cpu_us_per_op"),
            ),
            OURS,
        ),
        "chunk-cost": Chart(
            "Processor time of one chunk, in µs",
            "of one stream at full speed; less is better",
            (_series(results, "chunk", "1 x 0 ms", "cpu_us_per_chunk", digits=2),),
            OURS,
        ),
        "embeddings": Chart(
            "16 embeddings of 1536 numbers, in ms",
            "one call after the other; less is better",
            (
                _series(results, "9 decimals", "embeddings", "p50_us", scale=1e-3, digits=2),
                _series(
                    results, "17 digits", "embeddings, 17 digits", "p50_us", scale=1e-3, digits=2
                ),
            ),
            OURS,
        ),
        "paced": Chart(
            "1000 streams with an event every 10 ms: processor time of one chunk, in µs",
            "less is better",
            (_series(results, "CPU", "1000 x 10 ms", "cpu_us_per_chunk", digits=1),),
            OURS,
        ),
        "lag": Chart(
            "1000 streams with an event every 10 ms: lag of 99 % of the chunks, in ms",
            "from the server's write to the program; less is better",
            (_series(results, "lag", "1000 x 10 ms", "lag_p99_us", scale=1e-3, digits=1),),
            OURS,
        ),
    }


def write(results, document):
    """Writes the files beside DOCUMENT, named after it. Name of the chart to (file, title)."""
    written = {}
    for name, chart in _charts(results).items():
        text = draw(chart)
        if text:
            file = document.with_name(f"{document.stem}-{name}.svg")
            file.write_text(text)
            written[name] = (file.name, chart.title)
    return written
