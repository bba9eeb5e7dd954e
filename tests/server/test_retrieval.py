#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Collections, records, chunks, files and images of taskingai-local.

TASKINGAI_LOCAL names the program.
"""

import http.server
import io
import json
import os
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from local import Local, ServerCase, edited  # noqa: E402

SPLITTER = {"type": "token", "chunk_size": 50, "chunk_overlap": 10}
LINES = {"type": "separator", "separators": ["\n"]}
NOTES = ("The pier opens at seven and closes at nine.",
         "Fog signals are tested on Mondays.",
         "Tide tables hang in the office next to the map.",
         "Dogs have to be kept on a leash.")


def archive(*members, compression=zipfile.ZIP_DEFLATED):
    """A ZIP file of names and contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
        made.comment = b"PK of the office"
    return file.getvalue()


PARAGRAPHS = ('<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body><w:p><w:pPr/>'
              '<w:r><w:t>Pier &amp; </w:t></w:r><w:r><w:delText>not</w:delText><w:t>dock</w:t>'
              '</w:r></w:p><w:p><w:r><w:t>Opens</w:t><w:tab/><w:t>at seven.</w:t></w:r></w:p></w:body>'
              '</w:document>')
DOCX = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", PARAGRAPHS))
DOCX_STORED = archive(("word/document.xml", PARAGRAPHS), compression=zipfile.ZIP_STORED)
XLSX = archive(
    ("xl/sharedStrings.xml", "<sst><si><t>question</t></si><si><t>answer</t></si><si><r>"
     "<t>When does the</t></r><r><t> pier open?</t></r></si><si><t>At 7 &amp; 9</t></si></sst>"),
    ("xl/worksheets/sheet1.xml", '<worksheet><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c>'
     '<c r="D1" t="s"><v>1</v></c></row><row r="2"/><row r="3"><c r="B3" t="s"><v>2</v></c>'
     '<c r="C3"><v>5</v></c><c r="D3" t="s"><v>3</v></c><c r="ZZZ3"><v>1</v></c></row></sheetData>'
     '</worksheet>'))
XLSX_INLINE = archive(
    ("xl/worksheets/sheet1.xml", '<worksheet><row><c t="inlineStr"><is><t>answer</t></is></c>'
     '<c t="str"><v>question</v></c></row><row><c t="inlineStr"><is><t>At 7 &amp; 9</t></is></c>'
     '<c t="str"><v>When does the pier open?</v></c></row></worksheet>'))


def form(*parts, boundary="sep7"):
    """Headers and body of an upload; parts are (name, file name or None, content)."""
    body = b""
    for name, file_name, content in parts:
        file = f'; filename="{file_name}"' if file_name is not None else ""
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
                 ).encode() + content + b"\r\n"
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, \
        body + f"--{boundary}--\r\n".encode()


class Retrieval(ServerCase):
    """What all these tests need."""

    def collection(self, model="TpLocalV", **more):
        status, answer = self.call("POST", "/v1/collections", {
            "capacity": 1000, "embedding_model_id": model, **more})
        self.assertEqual(status, 200, answer)
        return "/v1/collections/" + answer["data"]["collection_id"]

    def record(self, collection, content=None, splitter=SPLITTER, **more):
        status, answer = self.call("POST", collection + "/records", {
            "content": content, "text_splitter": splitter, **more})
        self.assertEqual(status, 200, answer)
        return answer["data"]

    def chunks(self, collection, record=None):
        path = collection + (f"/records/{record['record_id']}" if record else "") + "/chunks"
        return self.call("GET", path + "?order=asc&limit=100")[1]["data"]

    def counts(self, collection):
        data = self.call("GET", collection)[1]["data"]
        return data["num_records"], data["num_chunks"]

    def query(self, collection, text, top_k=3, **more):
        status, answer = self.call("POST", collection + "/chunks/query",
                                   {"query_text": text, "top_k": top_k, **more})
        self.assertEqual(status, 200, answer)
        self.assertEqual((answer["fetched_count"], answer["total_count"], answer["has_more"]),
                         (len(answer["data"]), None, False))
        return answer["data"]

    def upload(self, name, content, purpose="record_file", path="/v1/files", part="file"):
        headers, body = form(("purpose", None, purpose.encode()), (part, name, content))
        status, _, data = self.server.raw("POST", path, body, headers)
        return status, json.loads(data)

    def file(self, name, content, **more):
        status, answer = self.upload(name, content, **more)
        self.assertEqual(status, 200, answer)
        return answer["data"]["file_id"]

    def refuse_record(self, collection, status, code, message, **fields):
        self.refused(self.call("POST", collection + "/records",
                               {"text_splitter": SPLITTER, **fields}), status, code, message)


class Search(Retrieval):
    def test_finds_what_is_written(self):
        collection = self.collection()
        for note in NOTES:
            self.record(collection, note)
        for text, note in (("When is the pier OPENED?", NOTES[0]), ("signal tests", NOTES[1]),
                           ("the map of tides in our offices", NOTES[2]), ("my dog", NOTES[3]),
                           ("which day is fog tested", NOTES[1])):
            found = self.query(collection, text)
            self.assertEqual(found[0]["content"], note, text)
            self.assertEqual([c["score"] for c in found],
                             sorted((c["score"] for c in found), reverse=True))
        found = self.query(collection, NOTES[2], 1)[0]
        self.assertEqual((found["content"], found["score"]), (NOTES[2], 1.0))

    def test_limits(self):
        collection = self.collection()
        self.record(collection, "\n".join(NOTES), LINES)
        self.assertEqual(len(self.query(collection, "pier fog", 20)), 4)
        self.assertEqual(len(self.query(collection, "pier fog", 2)), 2)
        best = self.query(collection, "pier fog", 4)
        budget = best[1]["num_tokens"]
        fitting = self.query(collection, "pier fog", 4, max_tokens=budget)
        self.assertTrue(fitting)
        self.assertLessEqual(sum(c["num_tokens"] for c in fitting), budget)
        self.assertEqual(self.query(collection, "pier fog", max_tokens=1), [])
        self.assertEqual([c["content"] for c in self.query(collection, NOTES[0], 20,
                                                            score_threshold=0.99)], [NOTES[0]])
        self.assertEqual(self.query(collection, "zzz", score_threshold=0.9), [])

    def test_rerank(self):
        collection = self.collection("TpEmb256")
        self.record(collection, "\n".join(NOTES), LINES)
        found = self.query(collection, "leash dogs kept", 2, rerank_model_id="TpLocalR")
        self.assertEqual((len(found), found[0]["content"]), (2, NOTES[3]))
        query = {"query_text": "!fail", "top_k": 1, "rerank_model_id": "TpLocalR"}
        self.refused(self.call("POST", collection + "/chunks/query", query), 500,
                     "INTERNAL_SERVER_ERROR", "'data'")

    def test_texts_without_words(self):
        collection = self.collection()
        self.call("POST", collection + "/chunks", {"content": ""})
        self.assertEqual(self.query(collection, "pier")[0]["score"], 0)
        self.assertEqual(self.query(collection, "?!")[0]["score"], 0)

    def test_text_that_would_end_early(self):
        self.refused(self.call("POST", self.collection() + "/chunks", {"content": "a\0b"}), 422,
                     "REQUEST_VALIDATION_ERROR",
                     "body/content: Input should be a string without the character U+0000")

    def test_failing_model(self):
        collection = self.collection("TpLocalE")
        failure = (400, "PROVIDER_ERROR", "Model TpLocalE failed to respond: Local embedding failure")
        self.refuse_record(collection, *failure, content="x")
        self.refused(self.call("POST", collection + "/chunks", {"content": "x"}), *failure)
        self.refused(self.call("POST", collection + "/chunks/query",
                               {"query_text": "x", "top_k": 1}), *failure)
        self.assertEqual(self.counts(collection), (0, 0))


class Records(Retrieval):
    def test_token_splitter(self):
        collection = self.collection()
        text = " ".join(f"word{i} and" for i in range(200))
        record = self.record(collection, text, title="Numbers")
        chunks = self.chunks(collection, record)
        self.assertEqual(record["num_chunks"], len(chunks))
        self.assertGreater(len(chunks), 10)
        self.assertTrue(all(c["content"].startswith("Numbers\n\n") for c in chunks))
        texts = [c["content"].removeprefix("Numbers\n\n") for c in chunks]
        self.assertTrue(texts[0].startswith("word0 and") and texts[-1].endswith("word199 and"))
        for left, right in zip(texts, texts[1:]):
            self.assertIn(right[:20], left)
        sizes = [c["num_tokens"] for c in chunks]
        self.assertLess(max(sizes) - min(sizes), 15)
        stamps = [c["created_timestamp"] for c in chunks]
        self.assertEqual(stamps, sorted(set(stamps)))

    def test_separator_splitter(self):
        collection = self.collection()
        record = self.record(collection, " One;;two |\n three;; | ;four",
                             {"type": "separator", "separators": ["|", ";;"]})
        self.assertEqual([c["content"] for c in self.chunks(collection, record)],
                         ["One", "two", "three", ";four"])
        record = self.record(collection, "short|" + "long words " * 40,
                             {"type": "separator", "separators": ["|"], "chunk_size": 50})
        self.assertGreater(record["num_chunks"], 2)
        self.refuse_record(collection, 422, "REQUEST_VALIDATION_ERROR",
                           "Nothing is left of the content after splitting it.",
                           content="...", text_splitter={"type": "separator", "separators": ["."]})

    def test_update(self):
        collection = self.collection()
        record = self.record(collection, "\n".join(NOTES), LINES, metadata={"a": "b"})
        path = f"{collection}/records/{record['record_id']}"
        self.refused(self.call("POST", path, {"title": "x"}), 422, "REQUEST_VALIDATION_ERROR",
                     "The text_splitter is required to change the type, title or content.")
        changed = self.call("POST", path, {"title": "Harbour", "text_splitter": LINES})[1]["data"]
        self.assertEqual((changed["content"], changed["num_chunks"], changed["metadata"]),
                         ("\n".join(NOTES), 4, {"a": "b"}))
        self.assertEqual(self.chunks(collection)[0]["content"], "Harbour\n\n" + NOTES[0])
        self.call("POST", path, {"content": NOTES[0], "text_splitter": LINES})
        self.assertEqual(self.counts(collection), (1, 1))
        self.assertEqual(self.call("GET", path)[1]["data"]["created_timestamp"],
                         record["created_timestamp"])

    def test_chunks_of_a_record(self):
        collection = self.collection()
        first, second = (self.record(collection, text, LINES)
                         for text in ("\n".join(NOTES), NOTES[0]))
        self.assertEqual(len(self.chunks(collection, first)), 4)
        self.assertEqual(len(self.chunks(collection)), 5)
        page = self.call("GET", f"{collection}/records/{first['record_id']}/chunks?limit=3")[1]
        self.assertEqual((page["fetched_count"], page["has_more"], page["total_count"]),
                         (3, True, None))
        chunk = self.chunks(collection, first)[0]
        self.call("DELETE", f"{collection}/chunks/{chunk['chunk_id']}")
        self.assertEqual(self.counts(collection), (2, 4))
        self.assertEqual(self.call("GET", f"{collection}/records/{first['record_id']}"
                                   )[1]["data"]["num_chunks"], 3)
        self.call("DELETE", f"{collection}/records/{first['record_id']}")
        self.assertEqual(self.counts(collection), (1, 1))
        self.assertEqual([c["record_id"] for c in self.query(collection, NOTES[0], 20)],
                         [second["record_id"]])

    def test_capacity(self):
        collection = self.collection("TpEmb256")
        lines = "\n".join(f"line {i}" for i in range(999))
        self.record(collection, lines, LINES)
        self.refused(self.call("POST", collection + "/records", {
            "content": "a\nb", "text_splitter": LINES}), 429, "RESOURCE_LIMIT_REACHED")
        self.assertEqual(self.call("POST", collection + "/chunks", {"content": "x"})[0], 200)
        self.refused(self.call("POST", collection + "/chunks", {"content": "x"}), 429,
                     "RESOURCE_LIMIT_REACHED")
        self.assertEqual(self.counts(collection), (1, 1000))
        record = self.call("GET", collection + "/records")[1]["data"][0]
        status, _ = self.call("POST", f"{collection}/records/{record['record_id']}",
                              {"content": lines, "text_splitter": LINES})
        self.assertEqual((status, self.counts(collection)), (200, (1, 1000)))
        self.call("DELETE", collection)
        self.assertEqual(self.call("GET", collection + "/chunks")[0], 404)

    def test_another_collection(self):
        collection, other = self.collection(), self.collection()
        record = self.record(collection, "x")
        chunk = self.chunks(collection)[0]
        for path, kind in ((f"records/{record['record_id']}", "record"),
                           (f"chunks/{chunk['chunk_id']}", "chunk")):
            for method, body in (("GET", None), ("POST", {}), ("DELETE", None)):
                self.refused(self.call(method, f"{other}/{path}", body), 404, "OBJECT_NOT_FOUND",
                             f"{kind} {path.split('/')[1]} not found")


class Files(Retrieval):
    def test_kinds(self):
        collection = self.collection()
        page = (b"<html><head><title>T</title><style>p{}</style></head><body><h1>Pier &amp; dock</h1>"
                b"<p>Opens at <b>seven</b>.<!-- <p>no --><script>var a = '<p>no'</script>"
                b"<ul><li>Fog<li>T&#105;de</ul></body></html>")
        for name, content, texts in (
                ("a.txt", b"\xef\xbb\xbf Opens at seven. ", ["Opens at seven."]),
                ("b.MD", b"# Pier\nOpens.", ["# Pier", "Opens."]),
                ("c.htm", page, ["Pier & dock", "Opens at seven.", "Fog", "Tide"]),
                ("d.docx", DOCX, ["Pier & dock", "Opens\tat seven."]),
                ("e.docx", DOCX_STORED, ["Pier & dock", "Opens\tat seven."])):
            file_id = self.file(name, content)
            record = self.record(collection, type="file", file_id=file_id, splitter=LINES)
            self.assertEqual(json.loads(record["content"]),
                             {"file_id": file_id, "file_name": name, "file_size": len(content)})
            self.assertEqual([c["content"] for c in self.chunks(collection, record)], texts)

    def test_once_only(self):
        collection = self.collection()
        file_id = self.file("a.txt", b"text")
        self.record(collection, type="file", file_id=file_id)
        self.refuse_record(collection, 404, "OBJECT_NOT_FOUND", f"File {file_id} not found",
                           type="file", file_id=file_id)

    def test_unusable(self):
        collection = self.collection()
        invalid = "REQUEST_VALIDATION_ERROR"
        for name, content, status, code, message in (
                ("a.pdf", b"%PDF", 400, "INVALID_REQUEST",
                 "This server cannot read pdf files, only docx, txt, md and html."),
                ("a.docx", b"PK", 400, "INVALID_REQUEST",
                 "The file a.docx is not a whole DOCX document."),
                ("a.docx", archive(("word/document.xml", "<w:document><w:p>")), 400,
                 "INVALID_REQUEST", "The file a.docx is not a whole DOCX document."),
                ("a.docx", archive(("word/document.xml", "<w:document/>")), 422, invalid,
                 "File content is empty"),
                ("a.txt", b"\xff\xfe", 400, "INVALID_REQUEST", "The file a.txt is not UTF-8 text."),
                ("a.html", b"<p> </p>", 422, invalid, "File content is empty"),
                ("a.txt", b"", 422, invalid, "File content is empty")):
            self.refuse_record(collection, status, code, message, type="file",
                               file_id=self.file(name, content))
        self.refuse_record(collection, 422, invalid, "The file_id is missing", type="file")
        for file_id in ("txt", "txt_a_b"):
            self.refuse_record(collection, 422, invalid, f"Invalid file id: {file_id}",
                               type="file", file_id=file_id)

    def test_sizes(self):
        limit = 15 * 1024 * 1024
        self.refused(self.upload("a.txt", b"x" * (limit + 1)), 422, "REQUEST_VALIDATION_ERROR",
                     "File size is too large.")
        self.assertEqual(self.upload("a.txt", b"x" * limit)[0], 200)
        self.refused(self.upload("a.png", b"x" * (5 * 1024 * 1024 + 1), "user_message_image",
                                 "/v1/images", "image"), 422, "REQUEST_VALIDATION_ERROR",
                     "File size is too large.")

    def test_hostile_forms(self):
        for headers, body in (
                ({"Content-Type": "multipart/form-data"}, b"--\r\n\r\n--"),
                ({"Content-Type": "multipart/form-data; boundary="}, b"--\r\n\r\n----"),
                ({"Content-Type": "multipart/form-data; boundary=a"}, b"--a"),
                ({"Content-Type": "multipart/form-data; boundary=a"}, b"--a\r\n\0\r\n\r\n--a--"),
                ({"Content-Type": "multipart/form-data; boundary=" + "a" * 5000}, b"--a\r\n"),
                ({"Content-Type": "application/x-www-form-urlencoded"}, b"purpose=record_file")):
            status, _, data = self.server.raw("POST", "/v1/files", body, headers)
            self.refused((status, json.loads(data)), 422, "REQUEST_VALIDATION_ERROR",
                         "body/purpose: Field required")
        for name in ("../../etc/passwd.txt", "C:\\\\x\\\\passwd.txt"):
            record = self.record(self.collection(), type="file", file_id=self.file(name, b"x"))
            self.assertEqual(json.loads(record["content"])["file_name"], "passwd.txt")

    def test_images(self):
        status, answer = self.upload("my pic ü.PNG", b"\x89PNG", "user_message_image",
                                     "/v1/images", "image")
        self.assertEqual(status, 200, answer)
        url = answer["data"]["url"]
        self.assertTrue(url.startswith(self.server.host + "/imgs/u/taskingai/"), url)
        path = url.removeprefix(self.server.host)
        status, headers, data = self.server.raw("GET", path, key=False)
        self.assertEqual((status, headers["content-type"], data), (200, "image/png", b"\x89PNG"))
        self.assertTrue(headers["last-modified"].endswith(" GMT"))
        status, again, data = self.server.raw("HEAD", path, key=False)
        self.assertEqual((status, again["content-length"], data), (200, "4", b""))
        status, again, data = self.server.raw("GET", path, headers={"If-None-Match": headers["etag"]},
                                              key=False)
        self.assertEqual((status, again["etag"], data), (304, headers["etag"], b""))
        for other in (path + "x", path.replace("taskingai", "other"), "/imgs/u", "/imgs/../v1"):
            self.assertEqual(self.server.raw("GET", other, key=False)[0], 404, other)


class Newer(Retrieval):
    """Questions and answers, of a newer service."""

    def test_sheet(self):
        collection = self.collection(type="qa")
        self.assertEqual(self.call("GET", collection)[1]["data"]["type"], "qa")
        sheet = ('Answer,Question,note\r\n"At seven, or ""soon""",When does the pier open?,\r\n'
                 'On Mondays,Which day are signals tested?,x\n\n').encode()
        record = self.record(collection, type="qa_sheet", splitter=None,
                             file_id=self.file("qa.csv", sheet, purpose="qa_record_file"))
        self.assertEqual((record["type"], record["num_chunks"]), ("qa_sheet", 2))
        found = self.query(collection, "pier open", 1)[0]
        self.assertEqual((found["question"], found["answer"]),
                         ("When does the pier open?", 'At seven, or "soon"'))
        path = f"{collection}/chunks/{found['chunk_id']}"
        self.assertNotIn("question", self.call("POST", path, {"content": "x"})[1]["data"])

    def test_new_file_for_a_record(self):
        collection = self.collection(type="qa")
        sheet = b"question,answer\nWhen?,Now\n"
        record = self.record(collection, type="qa_sheet", splitter=None,
                             file_id=self.file("a.csv", sheet, purpose="qa_record_file"))
        path = f"{collection}/records/{record['record_id']}"
        changed = self.call("POST", path, {
            "type": "qa_sheet", "metadata": {"k": "v"},
            "file_id": self.file("b.csv", sheet + b"Where?,Here\n", purpose="qa_record_file")})
        self.assertEqual((changed[1]["data"]["num_chunks"], changed[1]["data"]["metadata"]),
                         (2, {"k": "v"}))
        self.refused(self.call("POST", path, {"title": "x"}), 422, "REQUEST_VALIDATION_ERROR",
                     "The file_id is missing")
        self.assertEqual(len(self.chunks(collection, record)), 2)

        record = self.record(collection, type="file", file_id=self.file("a.txt", b"one"))
        path = f"{collection}/records/{record['record_id']}"
        changed = self.call("POST", path, {"type": "file", "text_splitter": LINES,
                                           "file_id": self.file("b.txt", b"two\nthree")})
        self.assertEqual((changed[0], changed[1]["data"]["num_chunks"]), (200, 2))
        self.assertEqual(self.call("POST", path, {"metadata": {"k": "v"}})[0], 200)

    def test_office_sheets(self):
        for content in (XLSX, XLSX_INLINE):
            collection = self.collection()
            self.record(collection, type="qa_sheet", splitter=None,
                        file_id=self.file("a.xlsx", content, purpose="qa_record_file"))
            found = self.query(collection, "pier open", 1)[0]
            self.assertEqual((found["question"], found["answer"]),
                             ("When does the pier open?", "At 7 & 9"))

    def test_bad_sheets(self):
        collection = self.collection()
        for name, content, message in (
                ("a.xlsx", b"PK", "The file a.xlsx is not a whole XLSX document."),
                ("a.xlsx", archive(("xl/worksheets/sheet1.xml", "<worksheet/>x")),
                 "The file a.xlsx is not a whole XLSX document."),
                ("a.csv", b"\xff", "The file a.csv is not UTF-8 text in CSV format."),
                ("a.csv", b'question,answer\n"a,b\n', "The file a.csv is not UTF-8 text in CSV format."),
                ("a.csv", b"a,b\nc,d\n", "The first row must name question and answer."),
                ("a.csv", b"question,answer\na,b\nc\n", "Row 3 has not both a question and an answer.")):
            self.refuse_record(collection, 400, "INVALID_REQUEST", message, type="qa_sheet",
                               file_id=self.file(name, content, purpose="qa_record_file"))
        self.refuse_record(collection, 400, "INVALID_REQUEST",
                           "The file was uploaded for the purpose qa_record_file.", type="file",
                           file_id=self.file("a.csv", b"", purpose="qa_record_file"))

    def test_not_with_quirks(self):
        server = Local("--quirks")
        try:
            status, answer = server.call("POST", "/v1/collections", {
                "capacity": 1000, "embedding_model_id": "TpLocalV", "type": "other"})
            self.assertEqual(status, 200)
            self.assertNotIn("type", answer["data"])
            path = f"/v1/collections/{answer['data']['collection_id']}/records"
            self.refused(server.call("POST", path, {"type": "qa_sheet"}), 422,
                         "REQUEST_VALIDATION_ERROR",
                         "body/type: Input should be 'text', 'file' or 'web'")
            self.refused(server.call("GET", path + "/qpEa/chunks"), 422, "REQUEST_VALIDATION_ERROR",
                         "Prefix filter is not supported")
            self.assertEqual(server.call("GET", path + "/qpEa/chunks?prefix_filter=")[0], 200)
        finally:
            self.assertEqual(server.stop(), (0, ""))


class Plain(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.set()
        self.send_response(204)
        self.end_headers()


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, kind, body, to = {
            "/page": (200, "text/html; charset=iso-8859-1", "<p>Die T\u00fcr &ouml;ffnet", None),
            "/text": (200, "text/plain", "a < b", None),
            "/moved": (302, "text/html", "", "/text"),
            "/down": (302, "text/html", "", self.server.plain),
            "/empty": (200, "text/html", "<p> </p>", None),
            "/image": (200, "image/png", "x", None),
            "/slow": (200, "text/plain", "late", None),
        }.get(self.path, (404, "text/html", "no", None))
        if self.path == "/slow":
            self.server.asked.set()
            self.server.go_on.wait(30)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if to:
            self.send_header("Location", to)
        self.end_headers()
        self.wfile.write(body.encode("latin-1"))

    def log_message(self, *args):
        pass


class Web(Retrieval):
    """Records of pages, from a server with a certificate made here."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cert, key = (os.path.join(cls.folder.name, name) for name in ("cert.pem", "key.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", key, "-out", cert], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        cls.pages = http.server.ThreadingHTTPServer(("localhost", 0), Pages)
        cls.pages.socket = context.wrap_socket(cls.pages.socket, server_side=True)
        cls.plain = http.server.ThreadingHTTPServer(("localhost", 0), Plain)
        cls.plain.asked = threading.Event()
        cls.pages.plain = f"http://localhost:{cls.plain.server_port}/"
        for server in (cls.pages, cls.plain):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.pages.asked, cls.pages.go_on = threading.Event(), threading.Event()
        cls.url = f"https://localhost:{cls.pages.server_port}"
        cls.options = ("--ca-file", cert)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        for server in (cls.pages, cls.plain):
            server.shutdown()
            server.server_close()
        cls.folder.cleanup()

    def test_pages(self):
        collection = self.collection()
        for path, text in (("/page", "Die T\u00fcr \u00f6ffnet"), ("/text", "a < b"),
                           ("/moved", "a < b")):
            record = self.record(collection, type="web", url=self.url + path)
            self.assertEqual(json.loads(record["content"]), {"url": self.url + path})
            self.assertEqual(self.chunks(collection, record)[0]["content"], text)
        path = f"{collection}/records/{record['record_id']}"
        change = {"title": "T", "text_splitter": SPLITTER}
        self.refused(self.call("POST", path, change), 422, "REQUEST_VALIDATION_ERROR",
                     "Web URL must be https://")
        self.assertEqual(self.call("POST", path, {**change, "url": self.url + "/text"})[0], 200)
        self.assertEqual(self.chunks(collection, record)[0]["content"], "T\n\na < b")

    def test_failures(self):
        collection = self.collection()
        network = "Failed to load the web content due to network error."
        for path, message in (
                ("/down", network), ("/empty", "The web content is empty."),
                ("/image", "The web content is no text."),
                ("/none", "Failed to load the web content, status code: 404.")):
            self.refuse_record(collection, 400, "INVALID_REQUEST", message, type="web",
                               url=self.url + path)
        self.assertFalse(self.plain.asked.is_set())
        for url in ("https://localhost:1/", "https://", "https://[x/"):
            self.refuse_record(collection, 400, "INVALID_REQUEST", network, type="web", url=url)

    def test_what_is_gone_meanwhile(self):
        """A client that leaves, and a collection that is deleted, while a page loads."""
        collection = self.collection()
        body = {"type": "web", "url": self.url + "/slow", "text_splitter": SPLITTER}
        left = self.server.open(collection + "/records", body)
        self.assertTrue(self.pages.asked.wait(30))
        left.close()
        self.pages.asked.clear()
        waiting = self.server.open(collection + "/records", body)
        self.assertTrue(self.pages.asked.wait(30))
        self.call("DELETE", collection)
        self.pages.go_on.set()
        self.assertTrue(waiting.recv(100).startswith(b"HTTP/1.1 404 "))
        waiting.close()

    def test_nobody_else_is_trusted(self):
        server = Local()
        try:
            _, answer = server.call("POST", "/v1/collections", {
                "capacity": 1000, "embedding_model_id": "TpLocalV"})
            path = f"/v1/collections/{answer['data']['collection_id']}/records"
            self.refused(server.call("POST", path, {"type": "web", "url": self.url + "/page",
                                                    "text_splitter": SPLITTER}),
                         400, "INVALID_REQUEST")
        finally:
            self.assertEqual(server.stop(), (0, ""))


class Storage(Retrieval):
    """What outlives the program."""

    def test_survives_being_killed(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--database", os.path.join(folder, "a.db"))
            type(self).server, first = Local(*options), self.server
            try:
                collection = self.collection()
                for note in NOTES:
                    self.record(collection, note)
                file_id = self.file("a.txt", b"Kept in a file.")
                url = self.upload("a.png", b"PNG", "user_message_image", "/v1/images",
                                  "image")[1]["data"]["url"]
                before = self.query(collection, "pier fog tide", 20)
                self.server.process.send_signal(signal.SIGKILL)
                self.server.stop()
                type(self).server = Local(*options)
                self.assertEqual(self.counts(collection), (4, 4))
                self.assertEqual(self.query(collection, "pier fog tide", 20), before)
                self.record(collection, type="file", file_id=file_id)
                self.assertEqual(self.query(collection, "kept files", 1)[0]["content"],
                                 "Kept in a file.")
                image = self.server.raw("GET", "/" + url.split("/", 3)[3], key=False)
                self.assertEqual(image[2], b"PNG")
                self.assertEqual(self.server.stop(), (0, ""))
            finally:
                type(self).server = first


    def test_files_of_another_day(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.db")
            type(self).server, first = Local("--database", path), self.server
            try:
                collection = self.collection()
                old = self.file("a.txt", b"text")
                self.assertEqual(self.server.stop(), (0, ""))
                with edited(path) as database:
                    database.execute("UPDATE objects SET parent = 1, body = "
                                     "json_set (body, '$.day', '1') WHERE kind = 'file'")
                    database.execute("UPDATE blobs SET parent = 1 WHERE kind = 'file'")
                type(self).server = Local("--database", path)
                self.refuse_record(collection, 404, "OBJECT_NOT_FOUND", f"File {old} not found",
                                   type="file", file_id=old)
                self.file("b.txt", b"text")
                self.assertEqual(self.server.stop(), (0, ""))
                database = sqlite3.connect(path)
                kept = database.execute("SELECT count (*) FROM blobs WHERE kind = 'file'").fetchone()
                self.assertEqual(kept, (1,))
                database.close()
            finally:
                type(self).server = first


class Upstream(Retrieval):
    """A collection on a model whose vectors have a length that only the model knows."""

    @classmethod
    def setUpClass(cls):
        cls.behind = Local()
        cls.key_file = tempfile.NamedTemporaryFile("w", encoding="ascii")
        cls.key_file.write(cls.behind.key)
        cls.key_file.flush()
        cls.options = ("--upstream", cls.behind.host + "/v1", "--upstream-key-file",
                       cls.key_file.name, "--upstream-embedding-model", "TpLocalV",
                       "--upstream-embedding-model", "TpLocalE")
        listed = subprocess.run([os.environ["TASKINGAI_LOCAL"], *cls.options, "--list-models"],
                                check=True, capture_output=True, text=True).stdout
        cls.ids = {line.split()[2].split("/", 1)[1]: line.split()[0]
                   for line in listed.splitlines() if " upstream/" in line}
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        assert cls.behind.stop() == (0, "")
        cls.key_file.close()

    def test_search(self):
        collection = self.collection(self.ids["TpLocalV"])
        self.assertEqual(self.call("GET", collection)[1]["data"]["embedding_size"], 512)
        self.record(collection, "\n".join(NOTES * 20), LINES)
        self.assertEqual(self.counts(collection), (1, 80))
        self.assertEqual(self.query(collection, "dogs", 1)[0]["content"], NOTES[3])
        self.refused(self.call("POST", "/v1/collections", {
            "capacity": 1000, "embedding_model_id": self.ids["TpLocalE"]}), 400, "PROVIDER_ERROR")


if __name__ == "__main__":
    unittest.main()
