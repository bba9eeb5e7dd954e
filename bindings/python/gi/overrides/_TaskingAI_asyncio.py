# SPDX-License-Identifier: LGPL-2.1-or-later
"""GIO calls in any asyncio loop.

A plain asyncio loop does not iterate GLib, so the calls run in a thread of their own, which iterates
a private main context. Both ways the work is handed over in batches: what is submitted while the
thread is busy costs no further wake-up, nor do the calls that end in one turn of the main context.
"""
import asyncio
import atexit
import contextlib
import os
import threading
import weakref
from collections import deque

from gi.repository import Gio, GLib, GObject


class _Worker:
    """A thread that iterates a private GMainContext."""

    _current, _lock = None, threading.Lock()

    def __init__(self):
        self.jobs, self.woken = deque(), False
        self.context = GLib.MainContext.new()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.thread = threading.Thread(target=self._run, name='taskingai', daemon=True)
        self.thread.start()
        atexit.register(self._stop)

    @classmethod
    def get(cls):
        if cls._current is None:
            with cls._lock:
                cls._current = cls._current or cls()
        return cls._current

    @classmethod
    def forget(cls):
        """After a fork: the thread stayed with the parent."""
        if cls._current is not None:
            atexit.unregister(cls._current._stop)
        cls._current, cls._lock = None, threading.Lock()

    def _run(self):
        self.context.push_thread_default()
        super(GLib.MainLoop, self.loop).run()  # the Python run () takes over SIGINT

    def _stop(self):
        self.submit(self.loop.quit)
        self.thread.join(5)

    def submit(self, job):
        """Runs @job in a later turn of the context; from any thread."""
        self.jobs.append(job)
        if not self.woken:
            self.woken = True
            source = GLib.Idle(priority=GLib.PRIORITY_DEFAULT)
            source.set_callback(self._work)
            source.attach(self.context)

    def _work(self, *_):
        self.woken = False  # before the first look: who comes later wakes us again
        while self.jobs:
            self.jobs.popleft()()
        return False


os.register_at_fork(after_in_child=_Worker.forget)


class _Outbox:
    """The finished calls of one asyncio loop, on their way to its thread."""

    _all = weakref.WeakKeyDictionary()

    def __init__(self, loop):
        self.loop, self.ended, self.woken = weakref.ref(loop), deque(), False

    @classmethod
    def of(cls, loop):
        if (outbox := cls._all.get(loop)) is None:
            outbox = cls._all[loop] = cls(loop)
        return outbox

    def post(self, *ending):
        self.ended.append(ending)
        if not self.woken:
            self.woken = True
            _Worker.get().submit(self._send)  # after the other calls that end in this turn

    def _send(self):
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            if (loop := self.loop()) is not None:
                loop.call_soon_threadsafe(self._deliver)

    def _deliver(self):
        self.woken = False
        while self.ended:
            call, value, error = self.ended.popleft()
            call.settle(value, error)


class Call(asyncio.Future):
    """The future of one call.

    Cancelling it cancels the call and takes effect when the call has ended, as cancelling a task
    does; so nothing is under way any more when the awaiting code goes on. A result that comes all
    the same goes to @late.
    """

    def __init__(self, source, begin, finish, args, cancellable, late=None):
        loop = asyncio.get_running_loop()
        super().__init__(loop=loop)
        self._begin, self._finish, self._call = begin, finish, (source, *args)
        self._late, self._stop, self._cancellable = late, None, Gio.Cancellable()
        self._outer = _chain(cancellable, self) if cancellable is not None else None
        if isinstance(getattr(loop, '_context', None), GLib.MainContext):  # gbulb, gi.events
            self._outbox = None
            self._start()
        else:
            self._outbox = _Outbox.of(loop)
            _Worker.get().submit(self._start)

    def cancel(self, msg=None):
        if self.done():
            return False
        self._stop = (msg,)
        self._cancellable.cancel()
        return True

    def _start(self):
        try:
            self._begin(*self._call, self._cancellable, Call._ended, self)
        except Exception as e:
            self._end(None, e)

    def _ended(source, result, self):  # the GAsyncReadyCallback
        try:
            value = self._finish(source, result)
        except Exception as e:
            self._end(None, e)
        else:
            self._end(value, None)

    def _end(self, value, error):
        if error is not None:
            error = error.with_traceback(None)  # which would hold this frame, and that the error
        if self._outbox is None:
            self.settle(value, error)
        else:
            self._outbox.post(self, value, error)

    def settle(self, value, error):
        self._call = None
        if self._outer is not None:
            GObject.Object.disconnect(*self._outer)
            self._outer = None
        if self.done():
            return
        if self._stop is not None:
            if self._late is not None and error is None:
                self._late(value)
            super().cancel(*self._stop)
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
    handler = GObject.Object.connect(cancellable, 'cancelled', stop)
    if cancellable.is_cancelled():
        stop(cancellable)
    return cancellable, handler
