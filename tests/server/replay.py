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

GROUPS = ["health", "auth", "assistants", "inference", "rerank", "openai", "admin", "apikeys"]
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
ID = re.compile(r"(X5lM[A-Za-z0-9]{20}|P3lf[A-Za-z0-9]{20}|chatcmpl-[A-Za-z0-9]+|X3Ar[A-Za-z0-9]{12})")


class Server:
    def __init__(self):
        self.process = subprocess.Popen(
            [os.environ["TASKINGAI_LOCAL"], "--port", "0", "--exit-with-parent",
             "--admin-password", PASSWORD],
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


def main():
    with open(os.environ["TASKINGAI_TRANSCRIPTS"], encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    groups = sys.argv[1:] or GROUPS
    ids = model_map(cases)
    server = Server()
    recorded_key = next(c["response"]["body"] for c in cases if c["id"] == "apikeys.get.plain")
    recorded_key = json.loads(recorded_key)["data"]["apikey_id"] if recorded_key else ""
    ids[recorded_key] = server.key[2:10]
    done = wrong = 0
    for case in cases:
        if case["group"] not in groups or case.get("deployment") or case["role"] == "web":
            continue
        text = json.dumps(case["request"], ensure_ascii=False).replace("$KEY", server.key)
        for old, new in ids.items():
            text = text.replace(old, new or old)
        request = json.loads(text)
        path = request["path"] + ("?" + request["query"] if request.get("query") else "")
        body = json.dumps(request["body"]) if "body" in request else request.get("body_text")
        status, headers, got = server.send(request["method"], path, request.get("headers", {}),
                                           body.encode() if body is not None else None)
        want = case["response"]
        for a, b in zip(ID.findall(want.get("body") or ""), ID.findall(got)):
            ids.setdefault(a, b)
        wanted = want.get("body") or ""
        for old, new in ids.items():
            wanted = wanted.replace(old, new or old)
        expected, found = comparable(wanted), comparable(got)
        if want.get("shortened"):
            found["data"][0]["embedding"] = found["data"][0]["embedding"][:8]
        differs = status != want["status"] or expected != found
        for name in ("content-type", "allow", "transfer-encoding"):
            if request["method"] != "HEAD":
                differs |= (want["headers"].get(name) or "") != (headers.get(name) or "")
        done += 1
        if differs:
            wrong += 1
            print(f"{case['id']}: {case['note']}\n  want {want['status']} {str(expected)[:500]}"
                  f"\n  got  {status} {str(found)[:500]}")
    server.close()
    print(f"{done} cases replayed, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
