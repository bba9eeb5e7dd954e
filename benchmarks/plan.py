# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is measured, with whom, and which figures of it are shown."""

from dataclasses import dataclass, field

# Each is the program bench-NAME. The first is the base of all ratios.
CLIENTS = ("raw", "ours", "ours-text", "ours-blocking")
LOOPED = ("raw", "ours")
ONE_CALLER = ("raw", "ours", "ours-blocking")


@dataclass(frozen=True)
class Scenario:
    name: str
    arguments: str
    requests: int
    quick_requests: int = 0  # 0: the same
    clients: tuple = LOOPED

    def command(self, requests):
        return [*self.arguments.split(), "--requests", str(requests)]


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
    title: str
    about: str
    scenarios: tuple
    columns: tuple = field(default_factory=tuple)


CPU = Column("CPU µs/op", "cpu_us_per_op", digits=1, ratio=True)
SERVER = Column("server core", "server_share", best=max, digits=2)

SECTIONS = (
    Section(
        "Requests",
        "An assistant of 747 bytes (get), a chat completion of 574 bytes (chat); c callers.",
        (
            Scenario("get c=1", "get", 5_000, 3_000, ONE_CALLER),
            Scenario("get c=16", "get --concurrency 16", 20_000, 10_000),
            Scenario("get c=128", "get --concurrency 128", 20_000, 10_000),
            Scenario("get c=1000", "get --concurrency 1000", 20_000, 10_000),
            Scenario("chat c=1", "chat", 5_000, 3_000, ONE_CALLER),
            Scenario("chat c=16", "chat --concurrency 16", 20_000, 10_000),
        ),
        (
            Column("requests/s", "ops_per_s", best=max, ratio=True),
            Column("p50 µs", "p50_us", ratio=True),
            Column("p99 µs", "p99_us", ratio=True),
            CPU,
            Column("RSS KB", "rss_kb", ratio=True),
            SERVER,
        ),
    ),
    Section(
        "Large answers",
        "16 vectors of 1536 numbers, with 9 decimals (308 KB) or all 17 digits (530 KB); "
        "10,000 assistants in pages of 100 (72 KB each).",
        (
            Scenario("embeddings", "embeddings", 60, 60, ONE_CALLER),
            Scenario("embeddings, 17 digits", "embeddings --digits 17", 60, 60),
            Scenario("list of 10,000", "list-all", 4, 4, ONE_CALLER),
        ),
        (
            Column("p50 ms", "p50_us", scale=1e-3, digits=2, ratio=True),
            Column("CPU ms", "cpu_us_per_op", scale=1e-3, digits=2, ratio=True),
            SERVER,
        ),
    ),
    Section(
        "One stream at full speed",
        "5,000 events of 126 bytes each, one HTTP chunk an event, no delay. `ours` gets one object "
        "an event, `ours-text` all text that has arrived as one string.",
        (Scenario("1 x 0 ms", "stream --events 5000", 80, 80, CLIENTS),),
        (
            Column("chunks/s", "chunks_per_s", best=max, ratio=True),
            Column("CPU µs/chunk", "cpu_us_per_chunk", digits=2, ratio=True),
            Column("first chunk p50 µs", "first_p50_us", ratio=True),
            SERVER,
        ),
    ),
    Section(
        "Many streams",
        "So many streams with an event every so many ms, for three seconds: that long it takes a "
        "client that keeps up. Lag is from the server's write to the callback.",
        (
            Scenario(
                "100 x 10 ms", "stream --concurrency 100 --events 300 --spacing 10", 100
            ),
            Scenario(
                "1000 x 10 ms", "stream --concurrency 1000 --events 300 --spacing 10", 1000
            ),
            Scenario(
                "1000 x 1 ms", "stream --concurrency 1000 --events 3000 --spacing 1", 1000
            ),
            Scenario(
                "1000 x 100 ms", "stream --concurrency 1000 --events 30 --spacing 100", 1000
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
    ),
)

# Counted, not timed: the difference of two run lengths. The second number says how many units
# (requests, or the chunks of a stream) one operation has.
INSTRUCTIONS = (
    (Scenario("get c=1", "get", 2_000, clients=ONE_CALLER), 1),
    (Scenario("get c=16", "get --concurrency 16", 2_000), 1),
    (Scenario("chat c=16", "chat --concurrency 16", 2_000), 1),
    (Scenario("embeddings", "embeddings", 10), 1),
    (Scenario("stream, per chunk", "stream --events 5000", 4, clients=CLIENTS), 5_000),
)
SYSTEM_CALLS = (
    (Scenario("get c=1", "get", 5_000, clients=ONE_CALLER), 1),
    (Scenario("get c=16", "get --concurrency 16", 20_000), 1),
    (Scenario("chat c=16", "chat --concurrency 16", 20_000), 1),
    (Scenario("stream, per chunk", "stream --events 5000", 50, clients=CLIENTS), 5_000),
)

# What bench-loop-delay does meanwhile; it has no warm-up of its own.
LOOP_DELAYS = (
    Scenario(
        "200 streams x 10 ms", "stream --concurrency 200 --events 300 --spacing 10", 200
    ),
    Scenario("get c=16", "get --concurrency 16 --warmup 0", 60_000),
    Scenario("get c=1000", "get --concurrency 1000 --warmup 0", 60_000),
    Scenario("embeddings c=16", "embeddings --concurrency 16 --warmup 0", 4_000),
)
