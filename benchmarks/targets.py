# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the library is to reach, as figures of one run held against each other."""

from dataclasses import dataclass

ABOUT = (
    "What the library is to reach, each computed from the figures of this run. Ratios are `ours` to "
    "the other, unless said otherwise."
)

OURS, BASE, TUNED = ("ours",), ("raw",), ("tuned",)
AIOHTTP = ("aiohttp",)
PYTHON = ("aiohttp", "aiohttp-uvloop", "httpx", "requests", "taskingai-python", "openai-python")
NODE = ("fetch", "undici")


@dataclass(frozen=True)
class Figure:
    """Of the CLIENTS the best one's, of all rounds the best."""

    clients: tuple
    scenario: str
    key: str

    def value(self, results):
        choose = max if self.key.endswith("_per_s") else min
        values = [results.best(self.scenario, name, self.key, choose) for name in self.clients]
        known = [value for value in values if value is not None]
        return choose(known) if known else None


@dataclass(frozen=True)
class Instructions:
    clients: tuple
    scenario: str

    def value(self, results):
        return results.instructions.get(self.scenario, {}).get(self.clients[0])


@dataclass(frozen=True)
class Calls:
    clients: tuple
    scenario: str
    call: str = "total"

    def value(self, results):
        calls = results.calls.get(self.scenario, {}).get(self.clients[0])
        return None if calls is None else calls.get(self.call, 0)


@dataclass(frozen=True)
class Start:
    clients: tuple

    def value(self, results):
        return min(results.starts.get(self.clients[0], [None]))


@dataclass(frozen=True)
class Document:
    """Of reading JSON alone."""

    name: str
    key: str

    def value(self, results):
        lines = [line for line in results.documents if line["document"] == self.name]
        return lines[0][self.key] if lines else None


@dataclass(frozen=True)
class WorstTurn:
    """The longest turn of the main loop in any scenario; the best of each one's rounds."""

    def value(self, results):
        worst = [min(line["turn"]["max_us"] for line in lines) for lines in results.delays.values()]
        return max(worst) if worst else None


@dataclass(frozen=True)
class Target:
    """TOP over BOTTOM (a figure or a number), or TOP less BOTTOM, held against LIMIT."""

    row: str
    text: str
    top: object
    limit: float
    bottom: object = 1
    at_least: bool = False
    less: bool = False

    def measured(self, results):
        top = self.top.value(results)
        bottom = (
            self.bottom if isinstance(self.bottom, (int, float)) else self.bottom.value(results)
        )
        if top is None or not bottom:
            return None
        return top - bottom if self.less else top / bottom

    def met(self, value):
        return value >= self.limit if self.at_least else value <= self.limit


def compare(row, text, scenario, key, others, limit, ours=OURS):
    """OURS to OTHERS in one figure of a scenario: at least LIMIT for rates, else at most."""
    rate = key.endswith("_per_s")
    return Target(
        row, text, Figure(ours, scenario, key), limit, Figure(others, scenario, key), rate
    )


def rates(row, name, others, limits, kind="get"):
    """LIMITS: callers to the least ratio of requests/s."""
    return [
        compare(row, f"{kind}/s c={c}, to {name}", f"{kind} c={c}", "ops_per_s", others, limit)
        for c, limit in limits.items()
    ]


STREAM, PACED, FLOOD, IDLE = "1 x 0 ms", "1000 x 10 ms", "1000 x 1 ms", "1000 x 100 ms"
IDEAL = 3  # seconds that the paced streams last
BLOCKING = ("ours-blocking",)
TEXT = ("ours-text",)

TARGETS = (
    *rates("1", "raw", BASE, {16: 1.30, 128: 1.30}),
    *rates("1", "raw", BASE, {16: 1.30}, "chat"),
    *rates("2", "tuned", TUNED, {16: 0.85, 128: 0.85}),
    *rates("3", "raw", BASE, {1000: 1.6}),
    compare("3", "get p99 c=1000, to raw", "get c=1000", "p99_us", BASE, 0.5),
    compare("4", "get p50 c=1, to raw", "get c=1", "p50_us", BASE, 1.05),
    compare("4", "get p50 c=1, to easy", "get c=1", "p50_us", ("easy",), 1.0),
    *(
        Target(
            "5",
            f"instructions of {name}, to raw",
            Instructions(OURS, name),
            0.60,
            Instructions(BASE, name),
        )
        for name in ("get c=1", "get c=16", "chat c=16")
    ),
    Target(
        "5",
        "instructions of get c=16, more than tuned",
        Instructions(OURS, "get c=16"),
        15_000,
        Instructions(TUNED, "get c=16"),
        less=True,
    ),
    Target("5", "system calls of get c=16", Calls(OURS, "get c=16"), 4.5),
    Target("5", "system calls of get c=1", Calls(OURS, "get c=1"), 6.1),
    Target("5", "writes, eventfd's included, of get c=16", Calls(OURS, "get c=16", "write"), 0.005),
    *rates("6", "libsoup", ("libsoup",), {16: 4, 128: 6, 1000: 30}),
    compare("6", "get p50 c=1, to libsoup", "get c=1", "p50_us", ("libsoup",), 0.65),
    *rates("7", "aiohttp", AIOHTTP, {16: 6}),
    *rates("7", "aiohttp with uvloop", ("aiohttp-uvloop",), {16: 5}),
    *rates("7", "httpx", ("httpx",), {16: 30}),
    *rates("7", "the official client", ("taskingai-python",), {16: 40}),
    *rates("7", "undici", ("undici",), {16: 4.5}),
    *rates("7", "fetch", ("fetch",), {16: 12}),
    compare("8", "get p50 c=1, to httpx", "get c=1", "p50_us", ("httpx",), 0.20),
    compare(
        "8", "get p50 c=1, to the official client", "get c=1", "p50_us", ("taskingai-python",), 0.15
    ),
    compare("9", "embeddings p50, to raw", "embeddings", "p50_us", BASE, 0.17),
    compare("9", "embeddings p50, to libsoup", "embeddings", "p50_us", ("libsoup",), 0.12),
    compare("9", "embeddings p50, to the best in Python", "embeddings", "p50_us", PYTHON, 0.30),
    compare(
        "9",
        "embeddings p50, to the official client",
        "embeddings",
        "p50_us",
        ("taskingai-python",),
        0.25,
    ),
    compare("9", "embeddings p50, to the best in Node", "embeddings", "p50_us", NODE, 1.0),
    compare(
        "9", "embeddings of 17 digits p50, to raw", "embeddings, 17 digits", "p50_us", BASE, 0.20
    ),
    *(
        Target(
            "10",
            f"json-c's time for the JSON of {name}, to ours",
            Document(name, "json_c_ns"),
            6,
            Document(name, "ours_ns"),
            at_least=True,
        )
        for name in ("chunk", "assistant", "list", "embeddings")
    ),
    Target(
        "10",
        "bytes of embeddings in a ns (GB/s)",
        Document("embeddings", "bytes"),
        0.6,
        Document("embeddings", "ours_ns"),
        at_least=True,
    ),
    compare("11", "list of 10,000 p50, to raw", "list of 10,000", "p50_us", BASE, 0.5),
    compare(
        "11",
        "list of 10,000 p50, to the official client",
        "list of 10,000",
        "p50_us",
        ("taskingai-python",),
        0.2,
    ),
    compare("12", "chunks/s by `try_read ()`, to raw", STREAM, "chunks_per_s", BASE, 2.0),
    compare("12", "chunks/s by `read_text ()`, to raw", STREAM, "chunks_per_s", BASE, 4.0, TEXT),
    compare("13", "chunks/s, to libsoup", STREAM, "chunks_per_s", ("libsoup",), 25),
    compare("13", "chunks/s, to aiohttp", STREAM, "chunks_per_s", AIOHTTP, 10),
    compare(
        "13", "chunks/s, to the official client", STREAM, "chunks_per_s", ("taskingai-python",), 60
    ),
    compare("13", "chunks/s, to undici", STREAM, "chunks_per_s", ("undici",), 4),
    compare("14", "first chunk p50, to raw", STREAM, "first_p50_us", BASE, 1.1),
    compare("14", "first chunk p50, to libsoup", STREAM, "first_p50_us", ("libsoup",), 0.25),
    compare(
        "14",
        "first chunk p50, to the official client",
        STREAM,
        "first_p50_us",
        ("taskingai-python",),
        0.10,
    ),
    compare("15", "1000 x 10 ms: CPU/chunk, to raw", PACED, "cpu_us_per_chunk", BASE, 1.05),
    compare(
        "15", "1000 x 10 ms: CPU/chunk, to libsoup", PACED, "cpu_us_per_chunk", ("libsoup",), 0.30
    ),
    compare("15", "1000 x 10 ms: CPU/chunk, to httpx", PACED, "cpu_us_per_chunk", ("httpx",), 0.17),
    Target("15", "1000 x 10 ms: wall, to the ideal", Figure(OURS, PACED, "seconds"), 1.05, IDEAL),
    Target("16", "1000 x 1 ms: wall, to the ideal", Figure(OURS, FLOOD, "seconds"), 1.08, IDEAL),
    compare("16", "1000 x 1 ms: lag p99, to raw", FLOOD, "lag_p99_us", BASE, 0.5),
    compare("17", "RSS per stream, to raw", PACED, "rss_per_stream_kb", BASE, 1.15),
    compare("17", "RSS per stream, to libsoup", PACED, "rss_per_stream_kb", ("libsoup",), 0.55),
    compare("17", "RSS per stream, to httpx", PACED, "rss_per_stream_kb", ("httpx",), 0.65),
    compare("17", "RSS per stream, to undici", PACED, "rss_per_stream_kb", ("undici",), 0.40),
    compare("17", "1000 x 100 ms: CPU/chunk, to tuned", IDLE, "cpu_us_per_chunk", TUNED, 1.2),
    Target("18", "start, to easy", Start(OURS), 1.5, Start(("easy",))),
    Target("18", "start, to requests", Start(OURS), 0.10, Start(("requests",))),
    Target("18", "start, to the official client", Start(OURS), 0.03, Start(("taskingai-python",))),
    compare(
        "19", "CPU of a new TLS connection, to raw", "new connections", "cpu_us_per_op", BASE, 0.10
    ),
    Target("loop", "longest turn of the main loop, µs", WorstTurn(), 1000),
    *(
        compare(
            "Python",
            f"{kind}/s c=16 from Python, to the official client",
            f"{kind} c=16",
            "ops_per_s",
            ("taskingai-python",),
            6,
            ("python-package",),
        )
        for kind in ("get", "chat")
    ),
    compare(
        "Python",
        "chunks/s from Python, to the official client",
        STREAM,
        "chunks_per_s",
        ("taskingai-python",),
        8,
        ("python-package",),
    ),
    compare(
        "GJS",
        "get/s c=16 from GJS, to libsoup",
        "get c=16",
        "ops_per_s",
        ("libsoup-gjs",),
        3,
        ("gjs",),
    ),
    compare(
        "GJS",
        "chunks/s from GJS, to libsoup",
        STREAM,
        "chunks_per_s",
        ("libsoup-gjs",),
        3,
        ("gjs",),
    ),
)


def _cells(target, results):
    value = target.measured(results)
    bound = "at least" if target.at_least else "at most"
    text = f"{target.text}: {bound} {target.limit:,}"
    if value is None:
        return [target.row, text, "-", "not measured"]
    digits = 0 if abs(value) >= 100 else 2 if abs(value) >= 0.1 else 3
    return [target.row, text, f"{value:,.{digits}f}", "met" if target.met(value) else "**not met**"]


def rows(results):
    return [_cells(target, results) for target in TARGETS]


def check(names):
    """That the clients that targets speak of are among NAMES."""
    for target in TARGETS:
        for figure in (target.top, target.bottom):
            unknown = set(getattr(figure, "clients", ())) - set(names)
            if unknown:
                raise SystemExit(f"targets.py speaks of {', '.join(unknown)}, not in clients.py")
