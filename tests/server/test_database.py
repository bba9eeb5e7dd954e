#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Disks that are full or broken, and databases that are locked, damaged or another program's.

TASKINGAI_LOCAL names the program, FAILING_DISK_LIBRARY what makes its writing fail. SEED chooses
the damage.
"""

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from admin import PASSWORD, ask, document, log_in, operation  # noqa: E402
from local import ASSISTANT, Local, events  # noqa: E402
from test_retrieval import LINES, form  # noqa: E402

DAMAGED = "The database is damaged: something in it is not as it was written"
FULL = "The disk is full; nothing was changed"
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def obey_permissions():
    """Before a program starts: the superuser is held to the permissions of files as well."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        os._exit(99)


class DatabaseCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "all.db")
        self.server = None

    def start(self, path=None):
        self.server = Local("--database", path or self.path, "--admin-password", PASSWORD)
        self.token = log_in(self.server)
        return self.server

    def stop(self):
        self.assertEqual(self.server.stop(), (0, ""))
        self.assertFalse(os.path.exists(self.path + "-wal"))

    def ask(self, method, path, value=None):
        return ask(self.server, self.token, method, path, value)

    def make(self, path, value):
        status, answer = self.ask("POST", path, value)
        self.assertEqual(status, 200, answer)
        data = answer["data"]
        return data[0] if isinstance(data, list) else data

    def upload(self, content, name="a.txt"):
        headers, body = form(("purpose", None, b"record_file"), ("file", name, content))
        return self.server.raw("POST", "/v1/files", body, headers)

    def fill(self):
        """One object of each kind; their paths."""
        assistant = "/assistants/" + self.make("/assistants", ASSISTANT)["assistant_id"]
        chat = assistant + "/chats/" + self.make(assistant + "/chats", {})["chat_id"]
        message = chat + "/messages/" + self.make(
            chat + "/messages", {"role": "user", "content": {"text": "x y"}})["message_id"]
        action = "/actions/" + self.make("/actions/bulk_create", {"openapi_schema": document(
            "http://127.0.0.1", {"/p": {"get": operation("p")}})})["action_id"]
        model = "/models/" + self.make("/models", {
            "name": "m", "model_schema_id": "debug/debug-error",
            "credentials": {"DEBUG_API_KEY": "12345678"}})["model_id"]
        key = "/apikeys/" + self.make("/apikeys", {"name": "k"})["apikey_id"]
        bundle = "/bundle_instances/" + self.make(
            "/bundle_instances", {"bundle_id": "calculator"})["bundle_instance_id"]
        collection = "/collections/" + self.make("/collections", {
            "capacity": 1000, "embedding_model_id": "TpEmb256"})["collection_id"]
        record = collection + "/records/" + self.make(collection + "/records", {
            "type": "text", "content": "one\ntwo", "text_splitter": LINES})["record_id"]
        chunk = collection + "/chunks/" + self.make(
            collection + "/chunks", {"content": "three"})["chunk_id"]
        return (message, chat, assistant, action, model, key, bundle, chunk, record, collection)

    def writes(self, paths):
        """Every kind of writing, as requests."""
        chat, assistant, key, chunk, record, collection = (paths[i] for i in (1, 2, 5, 7, 8, 9))
        splitter = {"text_splitter": LINES}
        return [*(("DELETE", path, None) for path in paths),
                ("POST", "/assistants", ASSISTANT), ("POST", assistant, {"name": "n"}),
                ("POST", assistant + "/chats", {}), ("POST", chat, {"name": "n"}),
                ("POST", chat + "/messages", {"role": "user", "content": {"text": "x"}}),
                ("POST", chat + "/generate", {}),
                ("POST", "/apikeys", {"name": "x"}), ("POST", key, {"name": "x"}),
                ("POST", collection, {"name": "n"}), ("POST", chunk, {"content": "n"}),
                ("POST", chunk, {"metadata": {"a": "b"}}),
                ("POST", record, {"content": "n", "type": "text", **splitter}),
                ("POST", collection + "/records", {"content": "n", **splitter}),
                ("POST", collection + "/chunks", {"content": "n"}),
                ("POST", "/actions/bulk_create", {"openapi_schema": document(
                    "http://127.0.0.1", {"/q": {"get": operation("q")}})}),
                ("POST", "/admins/logout", None), ("POST", "/admins/refresh_token", None)]

    def everything(self):
        """All that the database holds, as the program left it; it must not be running."""
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            return [database.execute(f"SELECT * FROM {table} ORDER BY kind, id").fetchall()
                    for table in ("objects", "blobs")]


class Disk(DatabaseCase):
    def setUp(self):
        super().setUp()
        self.fault = os.path.join(self.folder, "fault")
        given = os.environ.get("ASAN_OPTIONS", "")
        with unittest.mock.patch.dict(os.environ, {
                "LD_PRELOAD": os.environ["FAILING_DISK_LIBRARY"], "FAILING_DISK": self.fault,
                "ASAN_OPTIONS": given + ":verify_asan_link_order=0"}):
            self.start()

    @contextlib.contextmanager
    def failing(self, number):
        with open(self.fault, "w", encoding="ascii") as file:
            file.write(str(number))
        try:
            yield
        finally:
            os.unlink(self.fault)

    def check(self, number, message):
        paths = self.fill()
        before = [self.ask("GET", path) for path in paths]
        with self.failing(number):
            for method, path, body in self.writes(paths):
                status, answer = self.ask(method, path, body)
                self.assertEqual((status, answer.get("error")),
                                 (500, {"code": "INTERNAL_SERVER_ERROR", "message": message}),
                                 (method, path))
            status, _, data = self.upload(b"text")
            self.assertEqual((status, message.encode() in data), (500, True))
            status, _, data = self.server.raw("POST", "/v1" + paths[1] + "/generate",
                                              b'{"stream": true}')
            self.assertEqual((status, events(data)[-1]["message"]), (200, message))
            self.assertEqual([self.ask("GET", path) for path in paths], before)
        self.assertEqual([self.ask("GET", path) for path in paths], before)
        for method, path, body in sorted(self.writes(paths), key=lambda write: write[0] == "DELETE"):
            status, answer = self.ask(method, path, body)
            self.assertEqual(status, 200, (method, path, answer))
            if path.startswith("/admins"):
                self.token = log_in(self.server)
        self.stop()
        self.everything()

    def test_full(self):
        self.check(errno.ENOSPC, FULL)

    def test_broken(self):
        self.check(errno.EIO, "disk I/O error")

    def test_stays_full(self):
        """The end of the program cannot write either; the next start has it all."""
        paths = [path for path in self.fill() if not path.startswith("/bundle")]  # names the port
        before = [self.ask("GET", path) for path in paths]
        with self.failing(errno.ENOSPC):
            self.assertEqual(self.server.stop(), (0, ""))
        self.start()
        self.assertEqual([self.ask("GET", path) for path in paths], before)
        self.stop()

    def test_full_at_the_start(self):
        self.stop()
        other = os.path.join(self.folder, "other.db")
        with self.failing(errno.ENOSPC), unittest.mock.patch.dict(os.environ, {
                "LD_PRELOAD": os.environ["FAILING_DISK_LIBRARY"], "FAILING_DISK": self.fault,
                "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}):
            with self.assertRaisesRegex(RuntimeError, "other.db: " + FULL):
                Local("--database", other)


class Places(DatabaseCase):
    def refused(self, path, message, **options):
        result = subprocess.run([os.environ["TASKINGAI_LOCAL"], "--port", "0", "--database", path],
                                capture_output=True, text=True, timeout=60, check=False, **options)
        self.assertEqual((result.returncode, result.stdout, result.stderr),
                         (1, "", f"taskingai-local: {path}: {message}\n"))

    def size(self, path):
        return os.path.getsize(path) if os.path.exists(path) else 0

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_second_server(self):
        self.start()
        self.refused(self.path, "The database is in use by another program")
        self.fill()
        self.stop()

    def test_locked(self):
        self.start()
        self.fill()
        self.stop()
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")  # lost if this process closed the file once more
            self.refused(self.path, "The database is in use by another program")
        self.start()
        with contextlib.closing(sqlite3.connect(self.path, timeout=0)) as other:
            for statement in ("BEGIN EXCLUSIVE", "SELECT * FROM objects"):
                with self.assertRaisesRegex(sqlite3.OperationalError, "locked"):
                    other.execute(statement)
        self.fill_again()
        self.stop()

    def fill_again(self):
        self.assertEqual(self.ask("POST", "/assistants", ASSISTANT)[0], 200)

    def test_other_places(self):
        self.refused(self.folder, "Cannot be opened for writing: Is a directory")
        self.refused(os.path.join(self.folder, "none", "a.db"),
                     "Cannot be opened for writing: No such file or directory")

    def test_permissions(self):
        locked = os.path.join(self.folder, "locked")
        os.mkdir(locked, 0o500)
        message = "Cannot be opened for writing: Permission denied"
        self.refused(os.path.join(locked, "a.db"), message, preexec_fn=obey_permissions)
        self.start()
        self.stop()
        for mode in (0o400, 0o000):
            before = digest(self.path)
            os.chmod(self.path, mode)
            self.refused(self.path, message, preexec_fn=obey_permissions)
            self.assertEqual(os.stat(self.path).st_mode & 0o777, mode)
            self.assertEqual(digest(self.path), before)

    def test_other_files(self):
        other = os.path.join(self.folder, "other.db")
        with contextlib.closing(sqlite3.connect(other)) as database:
            database.execute("CREATE TABLE bookmarks (url TEXT)")
            database.commit()
        self.start()
        self.stop()
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            database.execute("UPDATE schema_version SET version = version + 1")
            database.commit()
        damaged = "The database is damaged: "
        for path, message in (
                (other, "The database is another program's"),
                (self.path, "The database was made by another version of this program"),
                (self.write("text", b"shopping list\n" * 100), damaged + "file is not a database"),
                (self.write("short", b"SQLite format 3\0"), damaged + "file is not a database")):
            before, mode = digest(path), os.stat(path).st_mode
            self.refused(path, message)
            self.assertEqual((digest(path), os.stat(path).st_mode), (before, mode))
            self.assertEqual(self.size(path + "-wal"), 0)
        empty = self.write("empty", b"")
        self.start(empty)
        self.fill()
        self.assertEqual(self.server.stop(), (0, ""))

    def test_journal_of_an_emptied_database(self):
        """What was committed may be in the journal alone."""
        self.start()
        self.fill()
        self.server.process.kill()
        self.server.stop()
        journal = self.path + "-wal"
        before = digest(journal)
        open(self.path, "wb").close()
        self.refused(self.path, f"The database is damaged: it is empty, and {journal} is not")
        self.assertEqual((digest(journal), os.path.getsize(self.path)), (before, 0))


class Damage(DatabaseCase):
    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("SEED", "1"))
        self.rounds = int(os.environ.get("ROUNDS", "20"))
        self.start()
        self.paths = self.fill()
        for _ in range(3):
            self.fill_more()
        self.stop()

    def fill_more(self):
        collection = self.paths[9]
        self.make(collection + "/records", {"type": "text", "text_splitter": LINES,
                                            "content": "\n".join(f"line {i}" for i in range(100))})
        self.assertEqual(self.upload(b"content\n" * 5000)[0], 200)

    def look(self, path):
        """Starts on it: it is refused and stays as it is, or the server answers all the same."""
        before = digest(path)
        try:
            self.server = Local("--database", path, "--admin-password", PASSWORD)
        except RuntimeError as error:
            self.server = None
            self.assertRegex(str(error), f"^no start: taskingai-local: {path}: The database is "
                             "(damaged: .+|another program's|made by another version.*)\n$")
            self.assertEqual(digest(path), before)
            return False
        status, answer = self.server.call("POST", "/api/v1/admins/login", {
            "username": "admin", "password": PASSWORD}, key=False)
        self.token = answer["data"]["token"] if status == 200 else ""
        for path in self.paths:
            for method in ("GET", "DELETE"):
                status, answer = self.ask(method, path)
                self.assertIn(status, (200, 401, 404, 500), answer)
                if status == 500:
                    self.assertRegex(answer["error"]["message"], "^The database is damaged: .")
        self.assertEqual(self.server.stop(), (0, ""))
        return True

    def test_overwritten(self):
        chance = random.Random(self.seed)
        with open(self.path, "rb") as file:
            good = file.read()
        refused = 0
        for i in range(self.rounds):
            bad = bytearray(good)
            for _ in range(chance.choice((1, 10, 100))):
                start, length = chance.randrange(len(bad)), chance.choice((1, 16, 4096))
                bad[start:start + length] = chance.randbytes(len(bad[start:start + length]))
            path = os.path.join(self.folder, f"bad{i}.db")
            with open(path, "wb") as file:
                file.write(bad)
            with self.subTest(seed=self.seed, round=i):
                refused += not self.look(path)
        self.assertGreater(refused, self.rounds // 4)

    def test_truncated(self):
        size = os.path.getsize(self.path)
        chance = random.Random(self.seed)
        for length in (2, 50, 99, 100, 512, 4095, 4096, 4097, size // 2, size - 4096, size - 1,
                       chance.randrange(size)):
            path = os.path.join(self.folder, "bad.db")
            shutil.copyfile(self.path, path)
            os.truncate(path, length)
            with self.subTest(length=length):
                self.assertFalse(self.look(path))

    def test_no_object(self):
        for body in ("", "[]", "null", "{", '"x"', "{}"):
            with contextlib.closing(sqlite3.connect(self.path)) as database:
                database.execute("UPDATE objects SET body = ? WHERE kind = 'assistant'", (body,))
                database.commit()
            self.start()
            for path in (self.paths[2], "/assistants"):
                status, answer = self.ask("GET", path)
                self.assertEqual((status, answer["error"]["message"]), (500, DAMAGED), body)
            self.stop()

    def test_other_content(self):
        """What SQLite does not see: a letter that is another one."""
        for kind, paths in (("assistant", (self.paths[2], self.paths[1] + "/messages")),
                            ("collection", (self.paths[9], self.paths[8], "/collections")),
                            ("chat", (self.paths[1],)), ("bundle_instance", (self.paths[6],)),
                            ("chunk", (self.paths[9] + "/chunks",))):
            with contextlib.closing(sqlite3.connect(self.path)) as database:
                database.execute("UPDATE objects SET body = replace (body, '_id', '_iD') "
                                 "WHERE kind = ?", (kind,))
                database.commit()
            self.start()
            for path in paths:
                status, answer = self.ask("GET", path)
                self.assertEqual((status, answer["error"]["message"]), (500, DAMAGED), path)
            self.stop()

    def test_other_bytes(self):
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            database.execute("UPDATE blobs SET bytes = zeroblob (1024) WHERE kind = 'vector'")
            database.commit()
        self.start()
        status, answer = self.ask("POST", self.paths[9] + "/chunks/query",
                                  {"query_text": "x", "top_k": 3})
        self.assertEqual((status, answer["error"]["message"]), (500, DAMAGED))
        self.stop()

    def test_model_at_the_start(self):
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            database.execute("UPDATE objects SET body = '{}' WHERE kind = 'model'")
            database.commit()
        self.assertFalse(self.look(self.path))

    def test_first_version(self):
        """It had no digests, and gets them."""
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            before = [database.execute(f"SELECT * FROM {table} ORDER BY kind, id").fetchall()
                      for table in ("objects", "blobs")]
            database.executescript("UPDATE schema_version SET version = 1;"
                                   "ALTER TABLE objects DROP COLUMN digest;"
                                   "ALTER TABLE blobs DROP COLUMN digest;")
        self.start()
        for path in self.paths:
            self.assertEqual(self.ask("GET", path)[0], 200, path)
        self.stop()
        after = self.everything()
        self.assertEqual([row for row in after[0] if row[0] != "admin"],
                         [row for row in before[0] if row[0] != "admin"])
        self.assertEqual(after[1], before[1])

    def test_while_running(self):
        self.start()
        headers, body = form(("purpose", None, b"user_message_image"),
                             ("image", "a.png", b"content\n" * 500_000))
        status, _, data = self.server.raw("POST", "/v1/images", body, headers)
        self.assertEqual(status, 200)
        image = "/" + json.loads(data)["data"]["url"].split("/", 3)[3]
        self.stop()
        self.start()
        size = os.path.getsize(self.path)
        with open(self.path, "r+b") as file:
            file.seek(4096)
            file.write(random.Random(self.seed).randbytes(size - 4096))
        for _ in range(2):  # more than what is kept in memory
            status, _, data = self.server.raw("GET", image)
            self.assertEqual((status, json.loads(data)["error"]["message"]), (
                500, "The database is damaged: database disk image is malformed"))
        self.assertEqual(self.server.call("GET", "/v1/health_check")[0], 200)
        self.assertEqual(self.server.stop(), (0, ""))


if __name__ == "__main__":
    unittest.main()
