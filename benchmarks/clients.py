# SPDX-License-Identifier: LGPL-2.1-or-later
"""Who is measured. To take part, a client needs one entry here.

A client is a command that takes the options of options.c, does the whole job of each operation, and
prints the one line of report.c with the same keys. In commands and environments, {build} is the
build folder, {source} the source tree, {peers} the folder that peers/setup has filled. One that is
not there, or fails, is shown as failed with its reason.
"""

from dataclasses import dataclass, field

KINDS = ("get", "chat", "embeddings", "list-all", "stream")

BASE = "raw"  # of all ratios


@dataclass(frozen=True)
class Client:
    name: str
    about: str
    command: tuple
    group: str  # floor, library, language or peer
    environment: dict = field(default_factory=dict)
    # Roughly its speed, as a share of the base's: it makes so much fewer requests. No figure
    # depends on it, only how long the whole run takes.
    share: float = 1
    rounds: int = 99  # at most so many
    kinds: tuple = KINDS
    callers: int = 1_000  # at most so many at once: 1 for one that blocks
    paced: int = 0  # at most so many paced streams at once


# What programs in other languages need to find the library that was just built.
OURS = {
    "LD_LIBRARY_PATH": "{build}/libtaskingai",
    "GI_TYPELIB_PATH": "{build}/gir",
    "PYTHONPATH": "{source}/bindings/python",
    "GJS_PATH": "{source}/bindings/gjs",
    "LUA_PATH": "{source}/bindings/lua/?.lua;;",
}
NODE = {"NODE_PATH": "{peers}/node_modules"}


def program(name, about, group, **more):
    """bench-NAME of this build."""
    return Client(name, about, ("{build}/benchmarks/bench-" + name,), group, **more)


def language(name, about, command, **more):
    """COMMAND ends in a file of benchmarks/languages/."""
    *interpreter, file = command.split()
    words = (*interpreter, "{source}/benchmarks/languages/" + file)
    return Client(name, about, words, "language", environment=OURS, **more)


def peer(name, about, command, **more):
    """In COMMAND, peer-… is a file of benchmarks/peers/, "python" that of the peers' packages."""

    def place(word):
        if word.startswith("peer-"):
            return "{source}/benchmarks/peers/" + word
        return "{peers}/python/bin/python3" if word == "python" else word

    words = tuple(map(place, command.split()))
    return Client(name, about, words, "peer", environment=NODE, **more)


CLIENTS = (
    program("raw", "libcurl's multi interface on epoll, and json-c", "floor", paced=1_000),
    program("tuned", "the same with every trick, and a typed reader", "floor", paced=1_000),
    program("easy", "one easy handle used again, and json-c", "floor", kinds=("get",), callers=1),
    program("ours", "asynchronous calls in a GLib main loop", "library", paced=1_000),
    program("ours-async", "streams by `read_async ()` alone", "library", kinds=("stream",)),
    program("ours-text", "streams by `read_text_async ()`", "library", kinds=("stream",)),
    program("ours-blocking", "blocking calls, without a main loop", "library", callers=1),
    # From other languages, by files of benchmarks/languages/.
    language("gjs", "GJS, promises", "gjs -m gjs.js", share=0.2, paced=100, rounds=3),
    language("lua", "LuaJIT, coroutines", "luajit -joff lua.lua", share=0.2, paced=100, rounds=3),
    program("vala", "Vala, `yield`", "language", share=0.8, paced=1_000),
    language(
        "python-package",
        "package `taskingai`, asynchronous functions",
        "/usr/bin/python3 python-package.py",
        share=0.2,
    ),
    language(
        "python-package-blocking",
        "package `taskingai`, blocking functions",
        "/usr/bin/python3 python-package-blocking.py",
        share=0.2,
        callers=1,
    ),
    language(
        "python-raw",
        "Python by introspection, `await`",
        "/usr/bin/python3 python-raw.py",
        share=0.2,
    ),
    # Other people's, by files of benchmarks/peers/.
    Client(
        "libsoup-gjs",
        "libsoup 3 from GJS, `JSON.parse`",
        ("gjs", "-m", "{source}/benchmarks/languages/gjs-libsoup.js"),
        "peer",
        share=0.03,  # it is slower with each stream: gjs 1.74 looks through all objects that it has
        rounds=2,
    ),
    program("libsoup", "libsoup 3 and json-glib", "peer", share=0.1, paced=1_000, rounds=2),
    peer("aiohttp", "aiohttp", "python peer-aiohttp.py", share=0.15, paced=1_000, rounds=3),
    peer(
        "aiohttp-uvloop",
        "aiohttp in uvloop's event loop",
        "python peer-aiohttp.py --uvloop",
        share=0.2,
        paced=1_000,
        rounds=3,
    ),
    peer(
        "httpx", "httpx, asynchronously", "python peer-httpx.py", share=0.03, paced=1_000, rounds=2
    ),
    peer("requests", "requests", "python peer-requests.py", share=0.15, callers=1, rounds=2),
    peer(
        "taskingai-python",
        "the official Python client, asynchronously",
        "python peer-taskingai-python.py",
        share=0.02,
        paced=100,
        rounds=2,
    ),
    peer(
        "openai-python",
        "openai, asynchronously, on the OpenAI-compatible routes",
        "python peer-openai.py",
        kinds=("chat", "embeddings", "stream"),
        share=0.015,
        paced=100,
        rounds=2,
    ),
    peer("fetch", "Node's `fetch ()`", "node peer-fetch.mjs", share=0.2, paced=1_000, rounds=3),
    peer("undici", "undici in Node", "node peer-undici.mjs", share=0.3, paced=1_000, rounds=3),
)

BY_NAME = {client.name: client for client in CLIENTS}

# Programs with figures of their own.
EMPTY = program("empty", "a C program that does nothing", "floor")
JSON = program("json", "reading JSON alone", "library")
LOOP_DELAY = program("loop-delay", "how long the library keeps a main loop", "library")
