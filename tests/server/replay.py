#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Replays recorded traffic of the service against taskingai-local and reports what differs.

TASKINGAI_LOCAL names the program, TASKINGAI_TRANSCRIPTS the file of recorded cases. Groups may be
given as arguments. Ids, times, token counts and texts that name versions are not compared. Cases
that differ for a reason are listed with it.
"""

import base64
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from target import Target  # noqa: E402

GROUPS = ["health", "auth", "providers", "model_schemas", "models", "assistants", "chats",
          "pagination", "messages", "generate", "prompt", "generate_errors", "lock",
          "disconnect", "collections", "records", "chunks", "files", "images", "tools",
          "retrieval", "static", "inference", "rerank", "openai", "actions", "bundles", "plugins",
          "bundle_instances", "ui", "admin", "apikeys"]
LOOSE = {"created_timestamp", "updated_timestamp", "timestamp", "created", "debug", "input_tokens",
         "output_tokens", "prompt_tokens", "completion_tokens", "total_tokens", "num_tokens",
         "token_count", "token", "apikey"}
# Members of answers whose values stand for those of the recorded server.
ID_NAMES = {"assistant_id", "chat_id", "message_id", "action_id", "apikey_id", "admin_id",
            "collection_id", "record_id", "chunk_id", "file_id", "url", "model_id"}
# What the service's own description files say is its business; here are other words.
CATALOG_GROUPS = {"providers", "model_schemas", "bundles", "plugins", "bundle_instances"}
CATALOG_LOOSE = {"description", "icon_url", "icon_svg_url", "num_model_schemas"}
# Models that exist here without having been made.
BUILT_IN = {"models.create.delay": "TpDelay0", "rerank.model": "TpLocalR"}
# Cases recorded elsewhere than at the two usual servers that are the same here.
HERE = {"inference service", "plugin service", "WEB role in test mode"}
# Cases that are not replayed, and why; a dot at the end stands for all that follows.
NOT_REPLAYED = {
    "auth.prefix.api_v1_on_api": "one port serves both roles here",
    "auth.api.two_spaces": "the answer names a part of the recorded key",
    "apikeys.list": "a key of its own exists here from the start",
    "models.create.delay": "it takes half a minute; a model like it exists from the start",
}
# Cases whose answers remain different, and why.
DIFFERS = {
    "providers.list": "there is one more here, local",
    "providers.list.offset": "there is one more here, local",
    "providers.list.type": "there is one more here, local",
    "providers.list.type_rerank": "there is one more here, local",
    "model_schemas.list.limit2": "there are fewer here",
    "static.icon.provider": "the pictures are others",
    "static.icon.bundle": "the pictures are others",
    "ui.code.assistant": "the sample codes are others",
    "ui.code.collection": "the sample codes are others",
    "tools.plugin.debug": "the plugin is described in other words",
    "records.create.separators_only": "the text of the recording is that of a stand-in's database",
}
GENERATE = "POST /v1/assistants/{assistant_id}/chats/{chat_id}/generate"
PATIENCE = 60
PASSWORD = "TaskingAI321"
TARGET = "http://127.0.0.1:18009"
ID = re.compile(r"((X5lM|SdEL|Mah1|DbgY|qpEa|LmK0|bFBd|P3lf|D9Js|E5dK)[A-Za-z0-9]{20}"
                r"|chatcmpl-[A-Za-z0-9]+|X3Ar[A-Za-z0-9]{12}|[a-z]+_Jde5[A-Za-z0-9]{20}"
                r"|http://[^/ ]+/imgs/u/taskingai/\w{5}/umIM[A-Za-z0-9]{8}/)")


class Server:
    def __init__(self):
        self.process = subprocess.Popen(
            [os.environ["TASKINGAI_LOCAL"], "--port", "0", "--exit-with-parent", "--quirks",
             "--admin-password", PASSWORD, "--test-mode"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        words = dict(w.split("=", 1) for w in self.process.stdout.readline().split())
        self.port = int(words["TASKINGAI_HOST"].rsplit(":", 1)[1])
        self.key = words["TASKINGAI_API_KEY"]

    def send(self, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        try:
            data = answer.read()
        except http.client.IncompleteRead as error:
            data = error.partial
        connection.close()
        headers = {k.lower(): v for k, v in answer.getheaders()}
        text = base64.b64encode(data) if headers.get("content-type", "").startswith("image/") else data
        return answer.status, headers, text.decode()

    def stats(self):
        return json.loads(self.send("GET", "/v1/local/stats", {}, None)[2])

    def send_and_close(self, method, path, headers, body):
        """Closes the connection once the server has begun to generate, and waits for the effect."""
        before = self.stats()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, headers)
        self.wait(lambda now: now["routes"][GENERATE] > before["routes"][GENERATE])
        streams = self.stats()["open_streams"] > before["open_streams"]
        connection.close()
        if streams:
            self.wait(lambda now: now["aborted_streams"] > before["aborted_streams"])

    def wait(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition(self.stats()):
            assert time.monotonic() < end, "nothing happens"

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def loosen(value):
    if isinstance(value, dict):
        return {k: loosen(v) for k, v in value.items() if k not in LOOSE}
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, list):
        return [loosen(v) for v in value]
    # Links into the validation library's manual are its own business.
    return re.sub(r", 'url': '[^']*'", "", ID.sub("<id>", value)) if isinstance(value, str) else value


def without_catalog(value):
    if isinstance(value, dict):
        return {k: sorted(v) if k == "model_types" else without_catalog(v)
                for k, v in value.items() if k not in CATALOG_LOOSE}
    return [without_catalog(v) for v in value] if isinstance(value, list) else value


def comparable(text):
    """Events of a stream one by one, else the JSON value, else the text."""
    if text.startswith("data: "):
        events = [e[6:] for e in text.split("\n\n") if e]
        return [e if e == "[DONE]" else loosen(json.loads(e)) for e in events]
    try:
        return loosen(json.loads(text))
    except ValueError:
        return text


def built_in_models(cases):
    """Ids of recorded models to those of models that are there without being made."""
    return {json.loads(case["response"]["body"])["data"]["model_id"]: BUILT_IN[case["id"]]
            for case in cases if case["id"] in BUILT_IN}


def learn_ids(recorded, found, ids):
    """Ids that the recorded server gave, and those that ours gave in their place."""
    if isinstance(recorded, dict) and isinstance(found, dict):
        for name, value in recorded.items():
            other = found.get(name)
            if name in ID_NAMES and isinstance(value, str) and isinstance(other, str):
                value, other = (urllib.parse.urlsplit(v).path or v for v in (value, other))
                ids.setdefault(value, other)
                # Beginnings of ids are filters.
                ids.setdefault(value[:8], other[:8])
            learn_ids(value, other, ids)
    elif isinstance(recorded, list) and isinstance(found, list):
        for value, other in zip(recorded, found):
            learn_ids(value, other, ids)


def multipart(parts):
    """The body of an upload."""
    body = b""
    for part in parts:
        name = f'; filename="{part["filename"]}"' if "filename" in part else ""
        kind = f"Content-Type: {part['content_type']}\r\n" if "content_type" in part else ""
        text, times = part.get("repeat", (part.get("text", ""), 1))
        content = base64.b64decode(part["base64"]) if "base64" in part else (text * times).encode()
        body += (f'--sep7XcK2\r\nContent-Disposition: form-data; name="{part["name"]}"{name}\r\n'
                 f"{kind}\r\n").encode() + content + b"\r\n"
    return body + b"--sep7XcK2--\r\n"


def request_body(request):
    if "multipart" in request:
        return multipart(request["multipart"])
    body = json.dumps(request["body"]) if "body" in request else request.get("body_text")
    return body.encode() if body is not None else None


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


class Replay:
    def __init__(self, cases):
        self.ids = built_in_models(cases)
        self.server = Server()
        self.target = Target()
        self.token = self.old_token = ""
        self.keys = {}
        self.log_in()

    def log_in(self):
        body = json.dumps({"username": "admin", "password": PASSWORD}).encode()
        _, _, data = self.server.send("POST", "/api/v1/admins/login",
                                      {"Content-Type": "application/json"}, body)
        self.token = json.loads(data)["data"]["token"]

    def translate(self, text):
        for old, new in (("$OLD_ADMIN", self.old_token), ("$ADMIN", self.token),
                         ("$PASSWORD", PASSWORD), (TARGET, self.target.url),
                         ("$KEY", self.server.key),
                         *self.keys.items(), *self.ids.items()):
            text = text.replace(old, new or old)
        return text

    def learn(self, case, text):
        recorded, found = parse(case["response"].get("body") or ""), parse(text)
        learn_ids(recorded, found, self.ids)
        data = found.get("data") if isinstance(found, dict) else None
        if not isinstance(data, dict):
            return
        if data.get("object") == "Admin":
            self.old_token, self.token = self.token, data["token"]
        key = str(data.get("apikey"))
        if data.get("object") == "Apikey" and "*" not in key:
            self.keys[recorded["data"]["apikey"]] = key

    def request(self, case):
        """Method, path, headers and body to send."""
        request = json.loads(self.translate(json.dumps(case["request"], ensure_ascii=False)))
        path = request["path"] + ("?" + request["query"] if request.get("query") else "")
        return request["method"], path, request.get("headers", {}), request_body(request)

    def differences(self, case, answer):
        """What is not as recorded, as text; empty if all is."""
        status, headers, got = answer
        want = case["response"]
        self.learn(case, got)
        body = want.get("body") or want.get("body_base64") or ""
        expected, found = comparable(self.translate(body)), comparable(got)
        if case["group"] in CATALOG_GROUPS:
            expected, found = without_catalog(expected), without_catalog(found)
        if want.get("shortened"):
            found["data"][0]["embedding"] = found["data"][0]["embedding"][:8]
        same = status == want["status"] and expected == found
        for name in ("content-type", "allow", "transfer-encoding"):
            if case["request"]["method"] != "HEAD":
                same = same and (want["headers"].get(name) or "") == (headers.get(name) or "")
        return "" if same else (f"{case['id']}: {case['note']}\n"
                                f"  want {want['status']} {str(expected)[:500]}\n"
                                f"  got  {status} {str(found)[:500]}")

    def start(self, case):
        """Sends the request beside others; returns a function that waits for the answer."""
        answers = []
        request = self.request(case)
        before = self.server.stats()["routes"][GENERATE]
        thread = threading.Thread(target=lambda: answers.append(self.server.send(*request)))
        thread.start()
        self.server.wait(lambda now: now["routes"][GENERATE] > before)

        def finish():
            thread.join()
            return answers[0]
        return finish

    def run(self, case, started):
        """TRUE if the answer is the recorded one."""
        if "client_closed_after_ms" in case["response"]:
            self.server.send_and_close(*self.request(case))
            return True
        end = time.monotonic() + PATIENCE
        while True:
            answer = started() if started else self.server.send(*self.request(case))
            difference = self.differences(case, answer)
            # An answer that nobody listens to appears when it is ready.
            if case["id"] != "disconnect.plain.list" or not difference or time.monotonic() > end:
                break
        if case["id"] in DIFFERS:
            print(f"{case['id']} {'differs' if difference else 'no longer differs'}: "
                  + DIFFERS[case["id"]])
            difference = not difference
        elif difference:
            print(difference)
        if case["id"] == "admin.verify.after_logout":
            self.log_in()
        return not difference

    def run_all(self, cases):
        """The first of several requests at once is recorded last."""
        first = {case["scope"]: case for case in cases if re.match(r"lock\..*\.first", case["id"])}
        started = {}
        results = []
        for case in cases:
            if re.match(r"lock\..*\.second", case["id"]):
                started[first[case["scope"]]["id"]] = self.start(first[case["scope"]])
            results.append(self.run(case, started.get(case["id"])))
        return results


def reason_to_skip(case):
    if case.get("deployment", "inference service") not in HERE:
        return case["deployment"]
    return next((why for start, why in NOT_REPLAYED.items()
                 if case["id"] == start or start[-1] == "." and case["id"].startswith(start)), None)


def with_depended(cases, groups):
    """The cases of the groups, and those before them that they need."""
    wanted = {case["id"] for case in cases if case["group"] in groups}
    for case in reversed(cases):
        if case["id"] in wanted:
            wanted.update(case.get("depends") or ())
    return [case for case in cases if case["id"] in wanted]


def main():
    if "TASKINGAI_TRANSCRIPTS" not in os.environ:
        print("TASKINGAI_TRANSCRIPTS is not set")
        return 77  # skipped
    with open(os.environ["TASKINGAI_TRANSCRIPTS"], encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    groups = sys.argv[1:] or GROUPS
    replay = Replay(cases)
    cases = with_depended(cases, groups)
    skipped = [case for case in cases if reason_to_skip(case)]
    results = replay.run_all([case for case in cases if not reason_to_skip(case)])
    replay.target.close()
    replay.server.close()
    for case in skipped:
        print(f"not replayed: {case['id']}: {reason_to_skip(case)}")
    print(f"{len(results)} cases replayed, {results.count(False)} differ, {len(skipped)} skipped")
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
