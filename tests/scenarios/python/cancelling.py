# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is cancelled, dropped or inherited ends, or goes on, as the server sees it."""
import asyncio
import gc
import itertools
import os
import unittest
import weakref

from common import FAULT_HOST, TestCase, count_request, new_client
from gi.repository import Gio, GLib

NUMBERS = itertools.count()


class Cancelling(TestCase):
    def setUp(self):
        self.client = new_client(host=FAULT_HOST, max_retries=0)

    def name(self, fault):
        return f'{fault}.python{next(NUMBERS)}'

    def ask(self, verb, name):
        """Of the fault server; it answers when that has happened."""
        return new_client(host=FAULT_HOST).request('GET', f'/{verb}', f'name={name}', None)

    def open(self, name):
        return self.client.inference.chat_completion_stream(count_request(3, name))

    def test_in_a_callback(self):
        name, errors, loop = self.name('hold'), [], GLib.MainLoop()
        cancellable = Gio.Cancellable()

        def held_cb(assistants, result):
            try:
                assistants.get_finish(result)
            except GLib.Error as error:
                errors.append(error)
            loop.quit()

        def other_cb(assistants, result):
            assistants.get_finish(result)
            self.ask('wait-requests', name)
            cancellable.cancel()

        self.client.assistants.get_async(name, cancellable, held_cb)
        self.client.assistants.get_async('good', None, other_cb)
        loop.run()
        self.assertEqual(len(errors), 1)
        self.assertTrue(errors[0].matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED))
        self.ask('wait-closed', name)

    def test_by_another_task(self):
        name = self.name('hold')

        async def hold():
            await self.client.assistants.get_async(name)

        async def run():
            held = asyncio.ensure_future(hold())
            await asyncio.sleep(0)
            await asyncio.to_thread(self.ask, 'wait-requests', name)
            held.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await held
            await asyncio.to_thread(self.ask, 'wait-closed', name)
        asyncio.run(run())

    def test_dropped_half_read(self):
        name = self.name('stall')
        stream = self.open(name)
        stream.read()
        gone = weakref.ref(stream)
        del stream
        gc.collect()
        self.assertIsNone(gone())
        self.ask('wait-closed', name)

    def test_dropped_in_a_cycle(self):
        name = self.name('stall')
        holder = {'stream': self.open(name)}
        holder['self'] = holder
        holder['stream'].read()
        del holder
        gc.collect()
        self.ask('wait-closed', name)

    def child(self, work):
        """Runs @work in a forked process, which ends as Python does."""
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                status = 0 if work() else 1
            finally:
                os._exit(status)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)

    def test_fork(self):
        name = self.name('holdStream')
        stream = self.open(name)
        stream.read()

        def work():
            own = new_client(host=FAULT_HOST).assistants.get('good')
            inherited = self.client.assistants.get('good')
            with self.assertRaises(GLib.Error) as caught:
                stream.read()
            del self.client
            gc.collect()
            return (own.name == inherited.name == 'good'
                    and caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CLOSED))

        self.child(work)
        self.ask('release', name)
        self.assertEqual(''.join(e.delta for e in stream if hasattr(e, 'delta')), ' water cycle')


if __name__ == '__main__':
    unittest.main()
