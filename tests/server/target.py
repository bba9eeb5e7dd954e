# SPDX-License-Identifier: LGPL-2.1-or-later
"""The server that actions call in tests: it answers with what it was asked."""

import http.server
import json
import sys
import threading

FIXED = {"/err": (404, "application/json", '{"e": 1}'),
         "/text": (200, "text/plain", "plain words"),
         "/created": (201, "application/json", '{"ok": 1}'),
         "/badjson": (200, "application/json", "{bad"),
         "/big": (200, "application/json", json.dumps("x" * 70000)),
         "/list": (200, "application/json", "[1,2]"),
         "/number": (200, "application/json", "5")}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        fixed = FIXED.get(self.path.split("?")[0])
        if self.path.startswith("/elsewhere"):
            self.redirect()
            return
        if fixed is None:
            told = {"method": self.command, "path": self.path,
                    "auth": self.headers.get("Authorization"), "xk": self.headers.get("X-Key"),
                    "ct": self.headers.get("Content-Type"), "body": body}
            fixed = (200, "application/json", json.dumps(told))
        status, kind, text = fixed
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def redirect(self):
        """To this server under its other name, which is another origin."""
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.server.server_port}/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Clients may stop reading when they have seen enough."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Target:
    def __init__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
