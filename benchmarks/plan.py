# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is measured, and which figures of it are shown."""

from dataclasses import dataclass

from clients import CLIENTS, EMPTY


@dataclass(frozen=True)
class Scenario:
    name: str
    arguments: str
    requests: int  # of the base; see Client.share
    clients: tuple = ()  # names; none: everyone who can
    server: str = "load"  # a key of run.py's servers
    rounds: int = 99  # at most so many
    quick: bool = False  # part of a quick run

    @property
    def kind(self):
        return self.arguments.split()[0]

    def _option(self, name, default):
        words = self.arguments.split()
        return int(words[words.index(name) + 1]) if name in words else default

    @property
    def callers(self):
        return self._option("--concurrency", 1)

    @property
    def paced(self):
        return self._option("--spacing", 0) > 0

    def takes(self, client):
        if self.clients:
            return client.name in self.clients
        limit = client.paced if self.paced else client.callers
        return self.kind in client.kinds and self.callers <= limit

    def command(self, requests):
        return [*self.arguments.split(), "--requests", str(requests)]

    def rounds_of(self, client, rounds):
        """What is to be told apart by hundredths gets all, the rest few: it takes much longer."""
        close = client.group in ("floor", "library")
        few = rounds if close else 1 if self.paced or self.callers >= 1000 else 3
        return min(rounds, self.rounds, client.rounds, few)

    def requests_of(self, client, quick):
        """Small answers and streams are made fewer for who is slow; large ones take all long."""
        if self.paced or self.kind not in ("get", "chat", "stream"):
            return self.requests
        wanted = self.requests * client.share / (4 if quick else 1)
        least = 2 if self.kind == "stream" else min(self.requests, max(100, self.callers))
        return max(least, int(wanted))


@dataclass(frozen=True)
class Column:
    """A figure of the result line. BEST picks among rounds; RATIO adds that to the base."""

    title: str
    key: str
    best: object = min
    scale: float = 1
    digits: int = 0
    ratio: bool = False


@dataclass(frozen=True)
class Section:
    """A table for each scenario, with a row for each client."""

    title: str
    about: str
    scenarios: tuple
    columns: tuple
    charts: tuple = ()  # of charts.py


CORE = ("raw", "tuned", "ours")  # in whatever matters to the transport alone
TLS_PATH = "/v1/assistants/X5lMBenchmarkItem0000000"  # BENCH_ASSISTANT_ID of options.h
SURFACES = (*CORE, "ours-async", "ours-text", "ours-blocking")

CPU = Column("CPU µs/op", "cpu_us_per_op", digits=1, ratio=True)
SERVER = Column("server core", "server_share", best=max, digits=2)
UNARY = (
    Column("requests/s", "ops_per_s", best=max, ratio=True),
    Column("p50 µs", "p50_us", ratio=True),
    Column("p99 µs", "p99_us", ratio=True),
    CPU,
    Column("RSS MB", "rss_kb", scale=1e-3, digits=1, ratio=True),
    SERVER,
)

SECTIONS = (
    Section(
        "Requests",
        "An assistant of 747 bytes (get), a chat completion of 574 bytes (chat); c callers at once.",
        (
            Scenario("get c=1", "get", 5_000, quick=True),
            Scenario("get c=16", "get --concurrency 16", 20_000, quick=True),
            Scenario("get c=128", "get --concurrency 128", 20_000),
            Scenario("get c=1000", "get --concurrency 1000 --warmup 1000", 20_000),
            Scenario("chat c=1", "chat", 5_000),
            Scenario("chat c=16", "chat --concurrency 16", 20_000, quick=True),
            Scenario("chat c=128", "chat --concurrency 128", 20_000),
        ),
        UNARY,
        ("requests",),
    ),
    Section(
        "Large answers",
        "16 vectors of 1536 numbers, with 9 decimals (308 KB) or all 17 digits (530 KB); "
        "10,000 assistants in pages of 100 (72 KB each): one page is a hundredth of that.",
        (
            Scenario("embeddings", "embeddings --warmup 10", 60, quick=True),
            Scenario("embeddings, 17 digits", "embeddings --digits 17 --warmup 10", 60),
            Scenario("list of 10,000", "list-all --warmup 1", 4, quick=True),
        ),
        (
            Column("p50 ms", "p50_us", scale=1e-3, digits=2, ratio=True),
            Column("CPU ms", "cpu_us_per_op", scale=1e-3, digits=2, ratio=True),
            Column("RSS MB", "rss_kb", scale=1e-3, digits=1, ratio=True),
            SERVER,
        ),
        ("embeddings",),
    ),
    Section(
        "One stream at full speed",
        "5,000 events of 126 bytes each, one HTTP chunk an event, no delay. `ours` gets one object "
        "an event, by `try_read ()` as long as there is one; `ours-async` each by `read_async ()`; "
        "`ours-text` all text that has arrived as one string.",
        (Scenario("1 x 0 ms", "stream --events 5000", 80, quick=True),),
        (
            Column("chunks/s", "chunks_per_s", best=max, ratio=True),
            Column("CPU µs/chunk", "cpu_us_per_chunk", digits=2, ratio=True),
            Column("first chunk p50 µs", "first_p50_us", ratio=True),
            SERVER,
        ),
        ("chunks",),
    ),
    Section(
        "Many streams",
        "So many streams with an event every so many ms, for three seconds: that long it takes a "
        "client that keeps up. Lag is from the server's write to the program.",
        (
            Scenario(
                "100 x 1 ms",
                "stream --concurrency 100 --events 3000 --spacing 1",
                100,
                CORE,
                rounds=3,
            ),
            Scenario(
                "100 x 10 ms",
                "stream --concurrency 100 --events 300 --spacing 10",
                100,
                rounds=3,
                quick=True,
            ),
            Scenario(
                "100 x 100 ms",
                "stream --concurrency 100 --events 30 --spacing 100",
                100,
                CORE,
                rounds=2,
            ),
            Scenario(
                "1000 x 1 ms",
                "stream --concurrency 1000 --events 3000 --spacing 1",
                1000,
                CORE,
                rounds=4,
            ),
            Scenario(
                "1000 x 10 ms",
                "stream --concurrency 1000 --events 300 --spacing 10",
                1000,
                rounds=4,
            ),
            Scenario(
                "1000 x 100 ms",
                "stream --concurrency 1000 --events 30 --spacing 100",
                1000,
                CORE,
                rounds=4,
            ),
        ),
        (
            Column("wall s", "seconds", digits=2),
            Column("CPU µs/chunk", "cpu_us_per_chunk", digits=2, ratio=True),
            Column("lag p50 ms", "lag_p50_us", scale=1e-3, digits=2),
            Column("lag p99 ms", "lag_p99_us", scale=1e-3, digits=1, ratio=True),
            Column("first chunk p50 ms", "first_p50_us", scale=1e-3, digits=1, ratio=True),
            Column("RSS KB/stream", "rss_per_stream_kb", digits=1, ratio=True),
            SERVER,
        ),
        ("paced", "lag"),
    ),
    Section(
        "TLS",
        "GET of the same assistant from nginx, by TLS: HTTP/1.1 on as many connections as there "
        "are callers, HTTP/2 on one or as many as the client likes, and with a new connection and "
        "a whole handshake for each request. To be trusted are the system's certificates and "
        "nginx's own, as one file.",
        (
            Scenario("HTTP/1.1 c=16", "get --concurrency 16", 10_000, CORE, "H1", quick=True),
            Scenario("HTTP/2 c=16", "get --concurrency 16", 10_000, CORE, "H2", quick=True),
            Scenario("HTTP/1.1 c=128", "get --concurrency 128", 10_000, CORE, "H1"),
            Scenario("HTTP/2 c=128", "get --concurrency 128", 10_000, CORE, "H2"),
            Scenario("new connections", "get --warmup 5", 60, CORE, "NEW", 3, quick=True),
        ),
        (
            Column("requests/s", "ops_per_s", best=max, ratio=True),
            Column("p50 µs", "p50_us", ratio=True),
            CPU,
            SERVER,
        ),
    ),
)

LANGUAGES_ABOUT = (
    "What one call, or one chunk of a stream, costs in each language; requests/s with 16 at once, "
    "where a client can. p50 is of one call after the other."
)
LANGUAGE_CHARTS = ("calls", "chunk-cost")
LANGUAGE_COLUMNS = (
    ("get c=1", Column("get p50 µs", "p50_us")),
    ("get c=16", Column("gets/s", "ops_per_s", best=max, ratio=True)),
    ("get c=16", Column("CPU µs/get", "cpu_us_per_op", digits=1)),
    ("chat c=16", Column("chats/s", "ops_per_s", best=max, ratio=True)),
    ("embeddings", Column("embeddings p50 ms", "p50_us", scale=1e-3, digits=2)),
    ("list of 10,000", Column("list ms", "p50_us", scale=1e-3, digits=1)),
    ("1 x 0 ms", Column("chunks/s", "chunks_per_s", best=max, ratio=True)),
    ("1 x 0 ms", Column("CPU µs/chunk", "cpu_us_per_chunk", digits=2)),
    ("get c=1", Column("RSS MB", "rss_kb", scale=1e-3, digits=1)),
)


@dataclass(frozen=True)
class Counted:
    """Counted, not timed: the difference of two run lengths, of so many requests and twice that.
    UNITS says how many units (requests, or the chunks of a stream) one operation has."""

    name: str
    arguments: str
    requests: int
    clients: tuple
    units: int = 1
    quick: bool = False

    def command(self, requests):
        return [*self.arguments.split(), "--requests", str(requests)]


INSTRUCTIONS = (
    Counted("get c=1", "get", 300, (*CORE, "ours-blocking", "libsoup")),
    Counted("get c=16", "get --concurrency 16", 300, (*CORE, "libsoup"), quick=True),
    Counted("chat c=16", "chat --concurrency 16", 300, CORE),
    Counted("embeddings", "embeddings", 3, CORE),
    Counted("stream, per chunk", "stream --events 5000", 2, SURFACES, 5_000),
)
SYSTEM_CALLS = (
    Counted("get c=1", "get", 5_000, (*CORE, "ours-blocking", "libsoup")),
    Counted("get c=16", "get --concurrency 16", 5_000, (*CORE, "libsoup"), quick=True),
    Counted("chat c=16", "chat --concurrency 16", 5_000, CORE),
    Counted("stream, per chunk", "stream --events 5000", 40, SURFACES, 5_000),
)

# What bench-loop-delay does meanwhile; it has no warm-up of its own.
LOOP_DELAYS = (
    Counted("200 streams x 10 ms", "stream --concurrency 200 --events 300 --spacing 10", 200, ()),
    Counted("1 stream at full speed", "stream --events 5000 --warmup 0", 500, ()),
    Counted("get c=16", "get --concurrency 16 --warmup 0", 60_000, (), quick=True),
    Counted("get c=1000", "get --concurrency 1000 --warmup 0", 60_000, ()),
    Counted("embeddings c=16", "embeddings --concurrency 16 --warmup 0", 4_000, ()),
)

READING = Scenario("documents", "get", 0, quick=True)
START = Scenario("first answer", "get", 1, rounds=8, quick=True)


def clients_of(scenario):
    return [client for client in CLIENTS if scenario.takes(client)]


def starting_clients():
    return [EMPTY, *(client for client in CLIENTS if "get" in client.kinds)]
