# SPDX-License-Identifier: LGPL-2.1-or-later
import json

from gi.repository import GLib

from . import models

__all__ = ["Stream", "AsyncStream"]


def _cast(event):
    """An event as the class of its name; as a dictionary if there is none."""
    cls = getattr(models, event.object or "", None)
    data = json.loads(event.to_json())
    return cls.load(data) if cls else data


class _Base:
    def __init__(self, native, to_exception):
        self._native, self._to_exception = native, to_exception

    def close(self):
        """Ends the transfer; the server stops generating."""
        self._native.close()


class Stream(_Base):
    """The events of an answer, as they arrive."""

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return _cast(next(self._native))
        except GLib.Error as e:
            raise self._to_exception(e) from e

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class AsyncStream(_Base):
    """The events of an answer, as they arrive."""

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return _cast(await anext(self._native))
        except GLib.Error as e:
            raise self._to_exception(e) from e

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.close()
