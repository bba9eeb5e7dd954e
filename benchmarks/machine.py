# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where it was measured, and the versions of what was measured."""

import json
import os
import platform
import re
import subprocess
from pathlib import Path

LIBRARIES = ("libcurl", "json-c", "glib-2.0", "libsoup-3.0", "json-glib-1.0")
PROGRAMS = (
    "gcc --version",
    "valac --version",
    "gjs --version",
    "luajit -v",
    "node --version",
    "/usr/bin/python3 --version",
    "openssl version",
)
# Of the peers' Python packages, those that are clients or that such a client stands upon.
PACKAGES = "taskingai openai httpx httpcore aiohttp uvloop requests urllib3 pydantic".split()


def _first_line(command):
    try:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    except OSError:
        return None
    if result.returncode != 0 or not result.stdout:
        return None
    return re.split(r" -- | \(Library", result.stdout.splitlines()[0])[0].strip()


def _field(path, name):
    match = re.search(rf"^{name}\s*:\s*(.*)$", Path(path).read_text(), re.MULTILINE)
    return match[1] if match else "unknown"


def describe_machine():
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 1e6
    return {
        "processor": _field("/proc/cpuinfo", "model name"),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.1f} GB",
        "kernel": f"{platform.system()} {platform.release()}",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", "unknown"),
    }


def _libraries():
    for name in LIBRARIES:
        version = _first_line(["pkg-config", "--modversion", name])
        if version:
            yield f"{name} {version}"


def _programs(nginx):
    for command in PROGRAMS:
        line = _first_line(command.split())
        if line:
            name = Path(command.split()[0]).name
            yield line if line.lower().startswith(name.rstrip("3")) else f"{name} {line}"
    yield _first_line([nginx, "-v"]) or ""


def _python_packages(peers):
    command = [peers / "python/bin/python3", "-m", "pip", "list", "--format=json"]
    try:
        result = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return
    for package in json.loads(result.stdout or "[]"):
        if package["name"].lower() in PACKAGES:
            yield f"{package['name']} {package['version']}"


def _node_packages(peers):
    for file in sorted(peers.glob("node_modules/*/package.json")):
        package = json.loads(file.read_text())
        yield f"{package['name']} {package['version']}"


def describe_versions(peers, nginx):
    return {
        "libraries": ", ".join(_libraries()),
        "programs": ", ".join(_programs(nginx)),
        "Python packages": ", ".join(_python_packages(peers)),
        "Node packages": ", ".join(_node_packages(peers)),
    }
