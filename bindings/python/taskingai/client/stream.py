# SPDX-License-Identifier: LGPL-2.1-or-later
import functools
import json

from gi.repository import GLib

from . import models

__all__ = ["Stream", "AsyncStream"]


@functools.cache
def _loader(name):
    """Makes an object of the class of that NAME; leaves the dictionary if there is none."""
    cls = getattr(models, name, None)
    return cls.load if cls else lambda event: event


def _cast(event):
    return _loader(event["object"])(event)


class _Base:
    """Events come in batches, as many as have arrived, since the way out of the native library costs
    more than what an event does."""

    def __init__(self, native, to_exception):
        self._native, self._to_exception = native, to_exception
        self._events = iter(())

    def _take(self, batch):
        """The first event of a batch, None after the last batch."""
        self._events = map(_cast, json.loads(batch or "[]"))
        return next(self._events, None)

    def close(self):
        """Ends the transfer; the server stops generating."""
        self._events = iter(())
        self._native.close()


class Stream(_Base):
    """The events of an answer, as they arrive."""

    def __iter__(self):
        return self

    def __next__(self):
        if (event := next(self._events, None)) is not None:
            return event
        try:
            event = self._take(self._native.read_json())
        except GLib.Error as e:
            raise self._to_exception(e) from e
        if event is None:
            raise StopIteration
        return event

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class AsyncStream(_Base):
    """The events of an answer, as they arrive."""

    def __aiter__(self):
        return self

    async def __anext__(self):
        if (event := next(self._events, None)) is not None:
            return event
        try:
            event = self._take(await self._native.read_json_async())
        except GLib.Error as e:
            raise self._to_exception(e) from e
        if event is None:
            raise StopAsyncIteration
        return event

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.close()
