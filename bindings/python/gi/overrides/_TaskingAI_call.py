# SPDX-License-Identifier: LGPL-2.1-or-later
"""A GIO call as a future of asyncio."""
import asyncio
import contextlib
import weakref

from gi.repository import Gio, GLib, GObject

from . import _TaskingAI_asyncio


class Call(asyncio.Future):
    """The future of one call.

    Cancelling it cancels the call and takes effect when the call has ended, as cancelling a task
    does; so nothing is under way any more when the awaiting code goes on. A result that comes all
    the same goes to @late.
    """

    def __init__(self, source, begin, finish, args, cancellable, late=None):
        loop = asyncio.get_running_loop()
        super().__init__(loop=loop)
        self._finish, self._late, self._stop = finish, late, None
        self._cancellable = Gio.Cancellable()
        self._outer = _chain(cancellable, self) if cancellable is not None else None

        def start():
            begin(source, *args, self._cancellable, Call._ended, self)

        if isinstance(getattr(loop, '_context', None), GLib.MainContext):  # gbulb, gi.events
            start()
        else:
            _TaskingAI_asyncio.run(loop, start)

    def cancel(self, msg=None):
        if self.done():
            return False
        self._stop = (msg,)
        self._cancellable.cancel()
        _TaskingAI_asyncio.turn_soon()
        return True

    def _ended(source, result, self):  # the GAsyncReadyCallback
        value = error = None
        try:
            value = self._finish(source, result)
        except Exception as e:
            error = e.with_traceback(None)  # which would hold this frame, and that the error
        if self._outer is not None:
            GObject.Object.disconnect(*self._outer)
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            if self._stop is not None:
                if self._late is not None and error is None:
                    self._late(value)
                asyncio.Future.cancel(self, *self._stop)
            elif error is not None:
                self.set_exception(error)
            else:
                self.set_result(value)


def _chain(cancellable, call):
    """The caller's own cancellable stops the call, but is not cancelled with it."""
    reference = weakref.ref(call)

    def stop(_):
        if (target := reference()) is not None:
            target._cancellable.cancel()
            _TaskingAI_asyncio.turn_soon()
    handler = GObject.Object.connect(cancellable, 'cancelled', stop)
    if cancellable.is_cancelled():
        stop(cancellable)
    return cancellable, handler
