#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What was acknowledged outlives a server that is killed while it writes.

Several clients create, change and delete objects of every kind until the server is killed at a
random moment; then it is started on the same file and asked for all of them.

TASKINGAI_LOCAL names the program, SEED the first seed and LOOPS how many lives the server has.
"""

import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import unittest
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import DEBUG, PASSWORD, ask, document, log_in, operation  # noqa: E402
from local import ASSISTANT, Local, ServerCase, chat  # noqa: E402
from test_retrieval import LINES, form  # noqa: E402

CLIENTS = 4
BUNDLES = ("calculator", "arithmetic", "time_api")
GONE = object()


class Unanswered(Exception):
    """The server ended before it answered."""


class Progress:
    """Counts the answers, and tells when there are enough."""

    def __init__(self):
        self.lock = threading.Lock()
        self.total = self.wanted = 0
        self.reached = threading.Event()

    def want(self, more):
        self.wanted = self.total + more
        self.reached.clear()

    def count(self):
        with self.lock:
            self.total += 1
            if self.total >= self.wanted:
                self.reached.set()


class Client:
    """Makes requests of its own until the server is gone, and knows what has been promised to it.

    `known` has for each path what may be there now: one state once it was acknowledged, two while a
    request is on its way. A state is what its object has to contain, or GONE.
    """

    def __init__(self, name, seed, progress):
        self.name = name
        self.chance = random.Random(seed)
        self.known = {}
        self.files = {}
        self.images = {}
        self.unsaid = []
        self.settled = {}
        self.progress = progress
        self.serial = 0

    def run(self, server, token):
        self.server, self.token = server, token
        try:
            while True:
                self.chance.choice(self.ACTS)(self)
        except Unanswered:
            pass

    def ask(self, method, path, value=None):
        try:
            status, answer = ask(self.server, self.token, method, path, value)
        except (OSError, ValueError):
            raise Unanswered from None
        except Exception as error:  # pylint: disable=broad-except
            if type(error).__module__ == "http.client":
                raise Unanswered from None
            raise
        assert status == 200, (method, path, value, status, answer)
        self.progress.count()
        return answer.get("data")

    def text(self):
        self.serial += 1
        return f"{self.name} {self.serial}"

    def paths(self, kind):
        """What there is of a kind for sure."""
        return [path for path, states in self.known.items()
                if path.split("/")[-2] == kind and len(states) == 1 and states[0] is not GONE]

    def create(self, kind, path, body, expected=None, id_name=None):
        data = self.ask("POST", path, body)
        data = data[0] if isinstance(data, list) else data
        made = f"{path.replace('/bulk_create', '')}/{data[id_name or kind + '_id']}"
        self.known[made] = [{name: data[name] for name in expected or body if name in data}]
        return made

    def change(self, path, body):
        states = self.known[path]
        states.append({**states[0], **body})
        self.ask("POST", path, body)
        del states[0]

    def delete(self, path):
        if "/messages/" in path:
            self.unsaid.append(self.known[path][0]["content"]["text"])
        self.known[path].append(GONE)
        below = [other for other in self.known if other.startswith(path + "/")]
        for other in below:
            self.known[other].append(GONE)
        self.ask("DELETE", path)
        for other in [path, *below]:
            self.known[other] = [GONE]

    # One of these at a time.

    def make_assistant(self):
        self.create("assistant", "/assistants", {**ASSISTANT, "name": self.text()}, ["name"])

    def make_chat(self):
        for path in self.paths("assistants")[-1:]:
            self.create("chat", path + "/chats", {"name": self.text()})

    def make_message(self):
        for path in self.paths("chats")[-1:]:
            self.create("message", path + "/messages",
                        {"role": "user", "content": {"text": self.text()}})

    def generate(self):
        for path in self.paths("chats")[-1:]:
            self.create("message", path + "/messages",
                        {"role": "user", "content": {"text": self.text()}})
            data = self.ask("POST", path + "/generate", {})
            self.known[f"{path}/messages/{data['message_id']}"] = [{"content": data["content"]}]

    def make_collection(self):
        self.create("collection", "/collections", {
            "capacity": 1000, "embedding_model_id": "TpEmb256", "name": self.text()}, ["name"])

    def make_record(self):
        for path in self.paths("collections")[-1:]:
            content = "\n".join(self.text() for _ in range(self.chance.randrange(1, 30)))
            self.create("record", path + "/records", {
                "type": "text", "content": content, "text_splitter": LINES,
                "metadata": {"made": "first"}}, ["content", "metadata", "num_chunks"])

    def upload(self, path, purpose, part, name, content):
        headers, body = form(("purpose", None, purpose), (part, name, content))
        try:
            status, _, data = self.server.raw("POST", path, body, headers)
        except Exception:  # pylint: disable=broad-except
            raise Unanswered from None
        assert status == 200, data
        self.progress.count()
        return json.loads(data)["data"]

    def upload_file(self):
        content = self.text().encode() * self.chance.choice((1, 1000, 50_000))
        data = self.upload("/v1/files", b"record_file", "file", "a.txt", content)
        self.files[data["file_id"]] = content

    def upload_image(self):
        content = self.text().encode() * self.chance.choice((1, 1000, 50_000))
        data = self.upload("/v1/images", b"user_message_image", "image", "a.png", content)
        self.images["/" + data["url"].split("/", 3)[3]] = content

    def make_record_of_file(self):
        """The file is there until the record is."""
        for path in self.paths("collections")[-1:]:
            for file_id, content in list(self.files.items())[:1]:
                if len(content) > 5000:
                    del self.files[file_id]
                    continue
                self.files[file_id] = None
                self.create("record", path + "/records", {
                    "type": "file", "file_id": file_id, "text_splitter": LINES}, ["content"])
                del self.files[file_id]

    def make_chunk(self):
        for path in self.paths("collections")[-1:]:
            self.create("chunk", path + "/chunks", {"content": self.text()})

    def make_action(self):
        self.create("action", "/actions/bulk_create", {"openapi_schema": document(
            "http://127.0.0.1", {f"/{i}": {"get": operation("p")} for i in range(3)})},
            ["url", "name"])

    def make_model(self):
        self.create("model", "/models", {"name": self.text(), "credentials": DEBUG,
                                         "model_schema_id": "debug/debug-error"},
                    ["name", "model_schema_id"])

    def make_key(self):
        self.create("apikey", "/apikeys", {"name": self.text()}, ["name", "apikey"])

    def make_bundle(self):
        bundle = BUNDLES[self.name] if self.name < len(BUNDLES) else None
        path = f"/bundle_instances/{bundle}"
        if bundle and self.known.get(path, [GONE]) == [GONE]:
            self.known[path] = [GONE, {"bundle_id": bundle}]
            self.ask("POST", "/bundle_instances", {"bundle_id": bundle})
            self.known[path] = [{"bundle_id": bundle}]

    def change_something(self):
        kinds = {"assistants": "name", "chats": "name", "collections": "name", "models": "name",
                 "apikeys": "name", "chunks": "content"}
        kind = self.chance.choice(list(kinds))
        for path in self.paths(kind)[-1:]:
            self.change(path, {kinds[kind]: self.text()})

    def change_record(self):
        for path in self.paths("records")[-1:]:
            if self.chance.random() < 0.5:
                self.change(path, {"metadata": {"made": self.text()}})
                continue
            states = self.known[path]
            content = "\n".join(self.text() for _ in range(self.chance.randrange(1, 30)))
            states.append({"content": content, "metadata": states[0].get("metadata", {}),
                           "num_chunks": content.count("\n") + 1})
            self.ask("POST", path, {"type": "text", "content": content, "text_splitter": LINES})
            del states[0]

    def change_action(self):
        for path in self.paths("actions")[-1:]:
            place = "/" + self.text().replace(" ", "-")
            states = self.known[path]
            states.append({"url": "http://127.0.0.1" + place})
            self.ask("POST", path, {"openapi_schema": document(
                "http://127.0.0.1", {place: {"get": operation("p")}})})
            del states[0]

    def delete_something(self):
        kind = self.chance.choice(("assistants", "chats", "messages", "collections", "records",
                                   "chunks", "actions", "models", "apikeys", "bundle_instances"))
        paths = self.paths(kind)
        # Those with many below them less often, so that there is something to do.
        if paths and (kind not in ("assistants", "collections") or self.chance.random() < 0.2):
            path = self.chance.choice(paths)
            if kind == "assistants" and any(p.startswith(path + "/") for p in self.paths("chats")):
                return  # its chats outlive it, and nobody could ask for them
            if kind == "records" or kind == "chunks":
                self.forget_counters(path)
            self.delete(path)

    def forget_counters(self, path):
        """A chunk that goes leaves its record with one less."""
        if "/chunks/" in path:
            return
        self.known[path][0].pop("num_chunks", None)

    ACTS = [make_assistant, make_chat, make_chat, make_message, make_message, generate,
            make_collection, make_record, make_record, make_record, upload_file, upload_file,
            upload_image, make_record_of_file, make_record_of_file, make_chunk, make_chunk,
            make_action, make_model, make_key, make_bundle, change_something, change_something,
            change_something, change_record, change_record, change_action, delete_something,
            delete_something]

    # After the restart.

    def settle(self, server, token, everything=False):
        """Compares what is there with what may be, which then is what is there.

        Of what was so before the last life only some is looked at, until the end.
        """
        self.server, self.token = server, token
        for path, states in self.known.items():
            if not everything and self.settled.get(path) is states[0] and len(states) == 1 \
                    and self.chance.random() > 0.05:
                continue
            status, answer = ask(server, token, "GET", path)
            assert status in (200, 404), (path, status, answer)
            found = answer["data"] if status == 200 else GONE
            fits = [state for state in states if self.fits(found, state)]
            assert fits, (path, found, states)
            self.known[path] = [fits[-1]]
            self.settled[path] = fits[-1]
        self.settle_files()

    def fits(self, found, state):
        if found is GONE or state is GONE:
            return found is state
        return all(found.get(name) == value for name, value in state.items())

    def settle_files(self):
        for path, content in self.images.items():
            status, _, data = self.server.raw("GET", path)
            assert (status, data) == (200, content), path
        self.images.clear()
        for file_id, content in list(self.files.items()):
            if content is None:
                del self.files[file_id]  # checked by the database's own rules


def check_database(test, path, clients):
    """The rules that hold between objects; nobody may have the database open."""
    test.assertTrue(os.path.exists(path))
    with contextlib.closing(sqlite3.connect(path)) as database:
        test.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

        def objects(kind):
            return {row[0]: (row[1], json.loads(row[2])) for row in database.execute(
                "SELECT id, parent, body FROM objects WHERE kind = ?", (kind,))}

        def blobs(kind):
            return {row[0]: row[1] for row in database.execute(
                "SELECT id, length (bytes) FROM blobs WHERE kind = ?", (kind,))}

        chunks, records, collections = (objects(k) for k in ("chunk", "record", "collection"))
        test.assertEqual(blobs("vector"), {i: 1024 for i in chunks})
        for kind in ("file", "image"):
            test.assertEqual(set(objects(kind)), set(blobs(kind)))
        for parent, chunk in chunks.values():
            test.assertIn(parent, collections)
            test.assertTrue(chunk["record_id"] is None or chunk["record_id"] in records)
        for i, (parent, record) in records.items():
            test.assertIn(parent, collections)
            test.assertEqual(record["status"], "ready")
            test.assertEqual(record["num_chunks"],
                             sum(chunk["record_id"] == i for _, chunk in chunks.values()))
        for i, (_, collection) in collections.items():
            test.assertEqual((collection["status"], collection["num_records"],
                              collection["num_chunks"]),
                             ("ready", sum(parent == i for parent, _ in records.values()),
                              sum(parent == i for parent, _ in chunks.values())))
        test.check_messages(objects("chat"), objects("message"),
                            {text for client in clients for text in client.unsaid})
        files = blobs("file")
        for client in clients:
            for file_id, content in client.files.items():
                test.assertEqual(files.get(file_id), len(content), file_id)


class Crash(unittest.TestCase):
    def check_messages(self, chats, messages, unsaid):
        """Each message is in its chat's memory, and what a memory has was said, and kept there
        when its message was deleted."""
        for i, (_, found) in chats.items():
            said = [m["content"]["text"] for parent, m in messages.values() if parent == i]
            kept = [m["content"] for m in found["memory"]["messages"]]
            self.assertFalse(Counter(said) - Counter(kept))
            self.assertLessEqual(set(kept) - set(said), unsaid)
        for parent, _ in messages.values():
            self.assertIn(parent, chats)

    def live(self, clients, progress, chance):
        """One life of the server."""
        options = ("--database", self.path, "--admin-password", PASSWORD)
        server = Local(*options)
        token = log_in(server)
        for client in clients:
            client.settle(server, token)
        failures = []

        def work(client):
            try:
                client.run(server, token)
            except BaseException as error:  # pylint: disable=broad-except
                failures.append(error)
                progress.reached.set()

        threads = [threading.Thread(target=work, args=(client,)) for client in clients]
        progress.want(chance.randrange(1, 200))
        for thread in threads:
            thread.start()
        progress.reached.wait()
        time.sleep(chance.random() * 0.01)  # where within a request
        server.process.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join()
        server.stop()
        if failures:
            raise failures[0]

    def test_killed(self):
        seed = int(os.environ.get("SEED", "1"))
        loops = int(os.environ.get("LOOPS", "5"))
        chance = random.Random(seed)
        progress = Progress()
        clients = [Client(i, f"{seed} {i}", progress) for i in range(CLIENTS)]
        with tempfile.TemporaryDirectory() as folder:
            self.path = os.path.join(folder, "all.db")
            for i in range(loops):
                try:
                    self.live(clients, progress, chance)
                except BaseException:
                    print(f"seed {seed}, life {i}", file=sys.stderr)
                    raise
            server = Local("--database", self.path, "--admin-password", PASSWORD)
            token = log_in(server)
            for client in clients:
                client.settle(server, token, everything=True)
            self.assertEqual(server.stop(), (0, ""))
            self.assertFalse(os.path.exists(self.path + "-wal"))
            check_database(self, self.path, clients)
            known = sum(len(client.known) for client in clients)
        print(f"seed {seed}: killed {loops} times, {progress.total} requests answered, {known} "
              "objects known", file=sys.stderr)


class End(ServerCase):
    """The other way to end: asked to, while there is work."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "all.db")

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def check(self, end):
        self.server = Local("--database", self.path, "--pace", "1")
        assistant = self.call("POST", "/v1/assistants", ASSISTANT)[1]["data"]["assistant_id"]
        streams = [self.server.open("/v1/inference/chat_completion",
                                    chat("TpLocalS", "Count from 1 to 9999999", stream=True))
                   for _ in range(5)]
        plain = self.server.open("/v1/inference/chat_completion", chat("TpDelay0", "#30#x"))
        half = self.server.open("/v1/assistants", ASSISTANT)
        for stream in streams:
            self.assertIn(b" 200 ", stream.recv(100))
        end(self.server.process)
        self.assertEqual(self.server.process.wait(30), 0)
        for connection in (*streams, plain, half):
            with contextlib.suppress(ConnectionError):
                while connection.recv(65536):
                    pass
            connection.close()
        self.assertEqual(self.server.stop(), (0, ""))
        self.assertEqual(os.listdir(os.path.dirname(self.path)), ["all.db"])
        self.server = Local("--database", self.path)
        self.assertEqual(self.call("GET", "/v1/assistants/" + assistant)[0], 200)
        self.assertEqual(self.server.stop(), (0, ""))

    def test_terminated(self):
        self.check(lambda process: process.send_signal(signal.SIGTERM))

    def test_interrupted(self):
        self.check(lambda process: process.send_signal(signal.SIGINT))

    def test_parent_gone(self):
        self.check(lambda process: process.stdin.close())


if __name__ == "__main__":
    unittest.main()
