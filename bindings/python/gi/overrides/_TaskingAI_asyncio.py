# SPDX-License-Identifier: LGPL-2.1-or-later
"""GIO calls in any asyncio loop.

A plain asyncio loop does not iterate GLib. So each thread that awaits has a main context, which its
running loop iterates: in the steps that GLib has for foreign loops, prepare, query, check, dispatch
(introspection cannot call query, hence ctypes). No other thread is involved: a call costs no switch
between threads, and no wait for the interpreter's lock.
"""
import asyncio
import contextlib
import ctypes
import os
import select
import threading
import weakref

_MAX_FDS = 64
_FOR_EVER = 2 ** 31 - 1


class _PollFD(ctypes.Structure):
    _fields_ = [('fd', ctypes.c_int), ('events', ctypes.c_ushort), ('revents', ctypes.c_ushort)]


def _function(name, result, *arguments, releases_lock=False):
    library = (ctypes.CDLL if releases_lock else ctypes.PyDLL)('libglib-2.0.so.0')
    function = getattr(library, 'g_main_context_' + name)
    function.restype, function.argtypes = result, arguments
    return function


_int_p = ctypes.POINTER(ctypes.c_int)
_new = _function('new', ctypes.c_void_p)
_unref = _function('unref', None, ctypes.c_void_p)
_acquire = _function('acquire', ctypes.c_int, ctypes.c_void_p)
_push = _function('push_thread_default', None, ctypes.c_void_p)
_pop = _function('pop_thread_default', None, ctypes.c_void_p)
_prepare = _function('prepare', ctypes.c_int, ctypes.c_void_p, _int_p)
_query = _function('query', ctypes.c_int, ctypes.c_void_p, ctypes.c_int, _int_p,
                   ctypes.POINTER(_PollFD), ctypes.c_int)
_check = _function('check', ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_PollFD),
                   ctypes.c_int)
_dispatch = _function('dispatch', None, ctypes.c_void_p, releases_lock=True)


class _Pump:
    """A main context that is iterated by the asyncio loop that runs in this thread just now.

    It outlives the loops, so that connections are kept between one asyncio.run () and the next. The
    thread owns it all the time, as one that sits in g_main_loop_run () does: others have to wake it,
    and what this thread does to its calls has to be followed by a turn.
    """

    def __init__(self):
        self._context = _new()
        _acquire(self._context)
        weakref.finalize(self, _unref, self._context)
        reference = weakref.ref(self)  # no cycle: the context goes with its thread
        self._callback = lambda: reference() and reference()._turn()
        self._epoll, self._watched = select.epoll(), set()
        self._fds, self._n_fds = (_PollFD * _MAX_FDS)(), 0
        self._priority, self._timeout = ctypes.c_int(), ctypes.c_int()
        self._loop = self._timer = self._soon = None
        self._prepared = False

    def attach(self, loop):
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._epoll.fileno())
        self._loop, self._timer, self._soon = loop, None, None
        loop.add_reader(self._epoll.fileno(), self._callback)
        self.turn_soon()

    def run(self, start):
        """Calls @start, whose callbacks will come from this context."""
        _push(self._context)
        try:
            start()
        finally:
            _pop(self._context)
        self.turn_soon()

    def turn_soon(self):
        if self._soon is None and not self._loop.is_closed():
            self._soon = self._loop.call_soon(self._callback)

    def _turn(self):
        """What has become ready is dispatched, then the loop is told what to wait for."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        _push(self._context)
        try:
            if self._prepared:
                self._take_ready()
                if _check(self._context, self._priority, self._fds, self._n_fds):
                    _dispatch(self._context)
            _prepare(self._context, self._priority)
            self._n_fds = _query(self._context, self._priority, self._timeout, self._fds, _MAX_FDS)
            self._prepared = True
        finally:
            _pop(self._context)
        self._watch()
        self._wait(self._timeout.value)

    def _take_ready(self):
        ready = dict(self._epoll.poll(0))
        for i in range(self._n_fds):
            self._fds[i].revents = ready.get(self._fds[i].fd, 0)

    def _watch(self):
        """Each time anew: a number may have gone from a file that was closed to another one."""
        wanted = {}
        for i in range(self._n_fds):
            wanted[self._fds[i].fd] = wanted.get(self._fds[i].fd, 0) | self._fds[i].events
        for fd in self._watched - wanted.keys():
            with contextlib.suppress(OSError):
                self._epoll.unregister(fd)
        for fd, events in wanted.items():
            try:
                self._epoll.modify(fd, events)
            except FileNotFoundError:
                self._epoll.register(fd, events)
        self._watched = wanted.keys()

    def _wait(self, timeout):
        """Timers only ever get earlier; one that comes too early does no harm."""
        if timeout == 0:
            self.turn_soon()
        elif timeout > 0:
            when = self._loop.time() + timeout / 1000
            if self._timer is None or self._timer.when() > when or self._timer.when() < self._loop.time():
                if self._timer is not None:
                    self._timer.cancel()
                self._timer = self._loop.call_at(when, self._callback)


class _Local(threading.local):
    pump = None

    def get(self, loop):
        if self.pump is None:
            self.pump = _Pump()
        if self.pump._loop is not loop:
            self.pump.attach(loop)
        return self.pump


_local = _Local()


def run(loop, start):
    """Calls @start, whose callbacks will come while @loop runs in this thread."""
    _local.get(loop).run(start)


def turn_soon():
    """After something was done to a call of this thread, from this thread."""
    if _local.pump is not None:
        _local.pump.turn_soon()
