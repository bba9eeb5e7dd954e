# SPDX-License-Identifier: LGPL-2.1-or-later
"""The scenarios of scenario.c for clients in Python: the same options, the same line of JSON.

A client is a class with a `name` and `open (options)`, one method for each scenario it has (`get`,
`chat`, `embeddings`, `list_all`, `stream`) and `close ()`. A method does the whole job of one
operation and returns how much it got: 1 for get and chat, numbers for embeddings, items for
list_all. `stream` is given a function to call for each chunk with its created_timestamp, and
returns the number of chunks. All of them are coroutines (run), or none is (run_blocking).
"""

import argparse
import array
import asyncio
import json
import math
import resource
import sys
import time

API_KEY = "tkBenchmarkOnly0123456789abcdefgh"
ASSISTANT_ID = "X5lMBenchmarkItem0000000"
CHAT_MODEL_ID = "TpKq3vXa"
EMBEDDING_MODEL_ID = "TpEm8dRz"
SYSTEM_TEXT = "You are the guide of a harbour museum. Answer in two sentences."
PAGE_LIMIT = 100
ITEMS = 10000
INPUTS = 16
DIMENSIONS = 1536

STAMP_WRAP = 10**12
PAGE_KB = resource.getpagesize() // 1024
MISSING = 3  # exit status: the client does not have this scenario


def default_warmup(options):
    """Those of options.c."""
    if options.scenario in ("get", "chat"):
        return 2 * options.concurrency + 100
    if options.scenario == "stream":
        return 0 if options.spacing > 0 else options.concurrency
    return 2


def message_text(options):
    """The user's message, or each embedding input: tells the server what to answer."""
    if options.scenario == "stream":
        return f"events={options.events} spacing={options.spacing}"
    if options.scenario == "embeddings":
        return f"digits={options.digits}"
    return "How tall is the old light tower?"


def parse_options():
    def count(text):
        value = int(text)
        if value < 1:
            raise ValueError
        return value

    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", choices=["get", "chat", "embeddings", "list-all", "stream"])
    parser.add_argument("--host", required=True)
    parser.add_argument("--concurrency", type=count, default=1)
    parser.add_argument("--requests", type=count, default=1000)
    parser.add_argument("--warmup", type=int, default=-1)
    parser.add_argument("--events", type=count, default=1000)
    parser.add_argument("--spacing", type=int, default=0)
    parser.add_argument("--digits", type=int, default=9)
    options = parser.parse_args()
    if options.warmup < 0:
        options.warmup = default_warmup(options)
    options.text = message_text(options)
    return options


def expected_amount(options):
    amounts = {
        "embeddings": INPUTS * DIMENSIONS,
        "list-all": ITEMS,
        "stream": options.events,
    }
    return amounts.get(options.scenario, 1)


def rss_kb():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * PAGE_KB


def cpu_us():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e6


def percentile_us(durations_ns, percent):
    if not durations_ns:
        return None
    place = max(math.ceil(percent / 100 * len(durations_ns)), 1)
    return sorted(durations_ns)[place - 1] / 1000


class Run:
    """So many operations of a client, and what they took."""

    def __init__(self, client, options, count):
        self.client = client
        self.options = options
        self.left = count  # not yet started
        self.latency = array.array("q")
        self.first = array.array("q")
        self.lag = array.array("q")
        self.rss_flowing_kb = 0
        self.rss_before_kb = rss_kb()
        self._operation = getattr(client, options.scenario.replace("-", "_"))
        self._expected = expected_amount(options)

    def callers(self):
        return [self._caller() for _ in range(self.options.concurrency)]

    async def _caller(self):
        while self.left > 0:
            self.left -= 1
            started_ns = time.monotonic_ns()
            self._done(started_ns, await self._operation(*self._arguments(started_ns)))

    def block(self):
        while self.left > 0:
            self.left -= 1
            started_ns = time.monotonic_ns()
            self._done(started_ns, self._operation(*self._arguments(started_ns)))

    def _arguments(self, started_ns):
        return (self._chunk_function(started_ns),) if self.options.scenario == "stream" else ()

    def _done(self, started_ns, amount):
        if amount != self._expected:
            raise SystemExit(
                f"{self.client.name}: {self.options.scenario} gave {amount}, not {self._expected}"
            )
        self.latency.append(time.monotonic_ns() - started_ns)

    def _note_first(self, started_ns):
        self.first.append(time.monotonic_ns() - started_ns)
        if len(self.first) == self.options.concurrency:
            self.rss_flowing_kb = rss_kb()

    def _chunk_function(self, started_ns):
        """The clock is read for paced chunks only: at full speed it would be much of the cost."""
        is_first = True

        def count(_created_timestamp):
            nonlocal is_first
            if is_first:
                is_first = False
                self._note_first(started_ns)

        def measure(created_timestamp):
            count(created_timestamp)
            now = time.monotonic_ns() // 1000 - created_timestamp
            self.lag.append(now % STAMP_WRAP * 1000)

        return measure if self.options.spacing > 0 else count


def stream_figures(run, seconds, cpu):
    options = run.options
    chunks = options.requests * options.events
    per_stream = None
    if options.concurrency > 1 and run.rss_flowing_kb > 0:
        per_stream = (run.rss_flowing_kb - run.rss_before_kb) / options.concurrency
    return {
        "chunks_per_s": chunks / seconds,
        "cpu_us_per_chunk": cpu / chunks,
        "first_p50_us": percentile_us(run.first, 50),
        "first_p99_us": percentile_us(run.first, 99),
        "lag_p50_us": percentile_us(run.lag, 50),
        "lag_p99_us": percentile_us(run.lag, 99),
        "rss_per_stream_kb": per_stream,
    }


NO_STREAM = dict.fromkeys(
    "chunks_per_s cpu_us_per_chunk first_p50_us first_p99_us lag_p50_us lag_p99_us "
    "rss_per_stream_kb".split()
)


def report(run, seconds, cpu):
    options = run.options
    streams = options.scenario == "stream"
    rss = rss_kb()
    line = {
        "scenario": options.scenario,
        "client": run.client.name,
        "concurrency": options.concurrency,
        "ops": options.requests,
        "events": options.events if streams else 0,
        "spacing_ms": options.spacing if streams else 0,
        "seconds": seconds,
        "ops_per_s": options.requests / seconds,
        "p50_us": percentile_us(run.latency, 50),
        "p99_us": percentile_us(run.latency, 99),
        "cpu_us_per_op": cpu / options.requests,
        "rss_kb": rss,
        **(stream_figures(run, seconds, cpu) if streams else NO_STREAM),
    }
    rounded = {k: round(v, 3) if isinstance(v, float) else v for k, v in line.items()}
    print(json.dumps(rounded), flush=True)


def prepare(client):
    options = parse_options()
    if not hasattr(client, options.scenario.replace("-", "_")):
        print(f"{client.name}: does not have {options.scenario}", file=sys.stderr)
        sys.exit(MISSING)
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    return options


async def measure(client, options):
    await client.open(options)
    await asyncio.gather(*Run(client, options, options.warmup).callers())
    clock, cpu = time.monotonic(), cpu_us()
    run = Run(client, options, options.requests)
    await asyncio.gather(*run.callers())
    cpu, clock = cpu_us() - cpu, time.monotonic() - clock
    report(run, clock, cpu)
    await client.close()


def run(client, runner=asyncio.run):
    """RUNNER runs a coroutine to its end in an event loop."""
    runner(measure(client, prepare(client)))


def run_blocking(client):
    options = prepare(client)
    if options.concurrency > 1:
        print(f"{client.name}: makes one call at a time", file=sys.stderr)
        sys.exit(MISSING)
    client.open(options)
    Run(client, options, options.warmup).block()
    clock, cpu = time.monotonic(), cpu_us()
    run = Run(client, options, options.requests)
    run.block()
    cpu, clock = cpu_us() - cpu, time.monotonic() - clock
    report(run, clock, cpu)
    client.close()
