# SPDX-License-Identifier: LGPL-2.1-or-later
"""The servers that clients are measured against, all on one core."""

import json
import os
import re
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
    "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
)
SECONDS = 10


def pinned(cores):
    return lambda: os.sched_setaffinity(0, cores)


class LoadServer:
    """Plain HTTP/1.1; answers with what it has prepared."""

    arguments = ()

    def __init__(self, program, cores):
        self._process = subprocess.Popen(
            [program], stdout=subprocess.PIPE, text=True, preexec_fn=pinned(cores)
        )
        word, port = self._process.stdout.readline().split()
        assert word == "PORT"
        self.host = f"http://127.0.0.1:{port}"

    def close(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def get(self, path):
        with urllib.request.urlopen(f"{self.host}{path}") as answer:
            return answer.read().decode()

    def cpu_seconds(self):
        return json.loads(self.get("/stats"))["cpu_us"] / 1e6


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for(port, process):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
    raise SystemExit("nginx does not start")


class Door:
    """One port of nginx, as a server of its own."""

    def __init__(self, nginx, port):
        self._nginx = nginx
        self.host = f"https://127.0.0.1:{port}"
        self.arguments = ("--ca", nginx.ca_file)

    def cpu_seconds(self):
        return self._nginx.cpu_seconds()


class Nginx:
    """nginx with TLS, which gives the answer that the load server gives for PATH: by HTTP/1.1, by
    HTTP/2 if the client can, and with a new connection for each request."""

    NAMES = ("H1", "H2", "NEW")

    def __init__(self, program, load_server, path, cores):
        self._folder = tempfile.TemporaryDirectory()
        ports = dict(zip(self.NAMES, free_ports(len(self.NAMES))))
        subprocess.run(CERTIFICATE.split(), cwd=self._folder.name, check=True, capture_output=True)
        self.ca_file = self._write_ca_file()
        self._write_configuration(ports, path, load_server.get(path))
        self._process = subprocess.Popen(
            [program, "-p", self._folder.name, "-e", "stderr", "-c", "nginx.conf"],
            preexec_fn=pinned(cores),
        )
        wait_for(ports["NEW"], self._process)
        self.doors = {name: Door(self, port) for name, port in ports.items()}

    def _write_ca_file(self):
        """The system's certificates and ours: what a program has to read in real life."""
        file = Path(self._folder.name, "trusted.pem")
        system = Path(ssl.get_default_verify_paths().cafile).read_text()
        file.write_text(system + Path(self._folder.name, "certificate.pem").read_text())
        return str(file)

    def _write_configuration(self, ports, path, body):
        values = {"PATH": path, "BODY": body} | {name: str(port) for name, port in ports.items()}
        template = Path(__file__).with_name("nginx.conf.in").read_text()
        text = re.sub("@(\\w+)@", lambda match: values[match[1]], template)
        Path(self._folder.name, "nginx.conf").write_text(text)

    def close(self):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def cpu_seconds(self):
        """In nanoseconds, which is why it is not read from stat."""
        schedule = Path(f"/proc/{self._process.pid}/schedstat").read_text()
        return int(schedule.split()[0]) / 1e9
