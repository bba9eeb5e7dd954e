#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Replays recorded traffic of the service against taskingai-local and reports what differs.

TASKINGAI_LOCAL names the program, TASKINGAI_TRANSCRIPTS the file of recorded cases. Groups may be
given as arguments. Ids, times, token counts and texts that name versions are not compared.
"""

import http.client
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from target import Target  # noqa: E402

GROUPS = ["health", "auth", "assistants", "inference", "rerank", "openai", "actions", "admin",
          "apikeys"]
LOOSE = {"created_timestamp", "updated_timestamp", "created", "debug", "input_tokens",
         "output_tokens", "prompt_tokens", "completion_tokens", "total_tokens", "token", "apikey"}
PASSWORD = "TaskingAI321"
MODELS = {"debug/debug-chat-completion": "TpEcho00", "debug/debug-error": "TpError0",
          "debug/debug-chat-completion-delay": "TpDelay0",
          "debug/debug-tool-call-hallucinations": "TpTools1",
          "debug/debug-tool-call-hallucinations-2": "TpTools2",
          "debug/debug-text-embedding-256": "TpEmb256", "debug/debug-text-embedding-384": "TpEmb384",
          "debug/debug-text-embedding-512": "TpEmb512", "debug/debug-text-embedding-768": "TpEmb768",
          "debug/debug-text-embedding-1024": "TpEm1024",
          "debug/debug-text-embedding-1536": "TpEm1536"}
TARGET = "http://127.0.0.1:18009"
LEARNED = {"assistant_id", "action_id", "apikey_id", "admin_id"}
ID = re.compile(r"(X5lM[A-Za-z0-9]{20}|bFBd[A-Za-z0-9]{20}|P3lf[A-Za-z0-9]{20}|chatcmpl-[A-Za-z0-9]+|X3Ar[A-Za-z0-9]{12})")


class Server:
    def __init__(self):
        self.process = subprocess.Popen(
            [os.environ["TASKINGAI_LOCAL"], "--port", "0", "--exit-with-parent",
             "--admin-password", PASSWORD, "--quirks"],
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
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, data.decode()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def loosen(value):
    if isinstance(value, dict):
        return {k: loosen(v) for k, v in value.items() if k not in LOOSE}
    if isinstance(value, list):
        return [loosen(v) for v in value]
    # Links into the validation library's manual are its own business.
    return re.sub(r", 'url': '[^']*'", "", ID.sub("<id>", value)) if isinstance(value, str) else value


def comparable(text):
    """Events of a stream one by one, else the JSON value, else the text."""
    if text.startswith("data: "):
        events = [e[6:] for e in text.split("\n\n") if e]
        return [e if e == "[DONE]" else loosen(json.loads(e)) for e in events]
    try:
        return loosen(json.loads(text))
    except ValueError:
        return text


def model_map(cases):
    """Ids of the recorded models to ids of the models that are built in."""
    ids = {}
    for case in cases:
        if case["group"] not in ("models", "rerank") or case["response"]["status"] != 200:
            continue
        data = json.loads(case["response"].get("body") or "{}").get("data")
        if not isinstance(data, dict) or data.get("object") != "Model":
            continue
        new = MODELS.get(data["model_schema_id"])
        properties = data["properties"]
        if data["model_schema_id"] == "debug/debug-wildcard":
            new = {"chat_completion": "TpEchoFn" if properties.get("streaming") else "TpEchoNs",
                   "rerank": "TpLocalR", "text_embedding": "TpEmb512"}[data["type"]]
        if data["name"] in ("fb", "fb2"):
            new = "TpFalls1" if data["name"] == "fb" else "TpFalls2"
        ids.setdefault(data["model_id"], new)
    return ids


def learn_ids(recorded, found, ids):
    """Ids that the recorded server gave, and those that ours gave in their place."""
    if isinstance(recorded, dict) and isinstance(found, dict):
        for name, value in recorded.items():
            other = found.get(name)
            if name in LEARNED and isinstance(other, str):
                ids.setdefault(value, other)
            learn_ids(value, other, ids)
    elif isinstance(recorded, list) and isinstance(found, list):
        for value, other in zip(recorded, found):
            learn_ids(value, other, ids)


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


class Replay:
    def __init__(self, cases):
        self.ids = model_map(cases)
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
                         ("$PASSWORD", PASSWORD), (TARGET, self.target.url), ("$KEY", self.server.key),
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

    def run(self, case):
        """TRUE if the answer is the recorded one."""
        request = json.loads(self.translate(json.dumps(case["request"], ensure_ascii=False)))
        path = request["path"] + ("?" + request["query"] if request.get("query") else "")
        body = json.dumps(request["body"]) if "body" in request else request.get("body_text")
        status, headers, got = self.server.send(request["method"], path, request.get("headers", {}),
                                                body.encode() if body is not None else None)
        want = case["response"]
        self.learn(case, got)
        expected, found = comparable(self.translate(want.get("body") or "")), comparable(got)
        if want.get("shortened"):
            found["data"][0]["embedding"] = found["data"][0]["embedding"][:8]
        same = status == want["status"] and expected == found
        for name in ("content-type", "allow", "transfer-encoding"):
            if request["method"] != "HEAD":
                same = same and (want["headers"].get(name) or "") == (headers.get(name) or "")
        if not same:
            print(f"{case['id']}: {case['note']}\n  want {want['status']} {str(expected)[:500]}"
                  f"\n  got  {status} {str(found)[:500]}")
        if case["id"] == "admin.logout.ok":
            self.log_in()
        return same


def is_wanted(case, groups):
    # One port serves both roles here, with a key of its own from the start, and without models to
    # be listed.
    return (case["group"] in groups and not case.get("deployment") and
            case["id"] not in ("auth.prefix.api_v1_on_api", "auth.api.two_spaces",
                               "auth.web.wrong", "admin.verify.after_logout", "apikeys.list"))


def main():
    if "TASKINGAI_TRANSCRIPTS" not in os.environ:
        print("TASKINGAI_TRANSCRIPTS is not set")
        return 77  # skipped
    with open(os.environ["TASKINGAI_TRANSCRIPTS"], encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    groups = sys.argv[1:] or GROUPS
    replay = Replay(cases)
    results = [replay.run(case) for case in cases if is_wanted(case, groups)]
    replay.target.close()
    replay.server.close()
    print(f"{len(results)} cases replayed, {results.count(False)} differ")
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
