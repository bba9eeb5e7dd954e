# SPDX-License-Identifier: LGPL-2.1-or-later
import logging
import os
import threading

import gi

gi.require_version("TaskingAI", "1")
from gi.repository import TaskingAI  # noqa: E402

from .client.constants import DEFAULT_PARENT_LOGGER_LEVEL, PARENT_LOGGER_NAME  # noqa: E402
from .client.exceptions import ApiKeyError  # noqa: E402

__all__ = ["Config", "init"]

DEFAULT_HOST = "https://api.tasking.ai"

_logger = logging.getLogger(PARENT_LOGGER_NAME)
_logger.setLevel(DEFAULT_PARENT_LOGGER_LEVEL)


class _Config:
    """The settings of the whole program, and the native client that is made with them."""

    def __init__(self):
        self._lock = threading.Lock()
        self.reset()

    def reset(self, api_key=None, host=None, proxy=None):
        with self._lock:
            self.API_KEY = api_key or os.getenv("TASKINGAI_API_KEY")
            self.HOST = host or os.getenv("TASKINGAI_HOST") or DEFAULT_HOST
            self.PROXY = proxy or os.getenv("TASKINGAI_PROXY")
            self._client = None

    def validate(self):
        if not self.API_KEY:
            raise ApiKeyError("There is no API key: pass one to init() or set TASKINGAI_API_KEY")

    def client(self):
        with self._lock:
            self.validate()
            if self._client is None:
                # A host without TLS is here only because someone asked for it, as the default has it.
                self._client = TaskingAI.Client(
                    api_key=self.API_KEY, host=self.HOST, proxy=self.PROXY,
                    allow_plain_http=self.HOST.startswith("http://"))
            return self._client


Config = _Config()


def init(api_key: str = None, host: str = None, proxy: str = None, **kwargs):
    """Sets the API key, host and proxy for all later calls; what is left out is taken from
    TASKINGAI_API_KEY, TASKINGAI_HOST and TASKINGAI_PROXY."""
    if kwargs:
        _logger.error("init() does not know: %s", ", ".join(kwargs))
    Config.reset(api_key=api_key, host=host, proxy=proxy)
