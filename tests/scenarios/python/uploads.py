# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import os
import tempfile
import threading
import unittest

from common import GLib, TaskingAI, TestCase, new_client
from gi.repository import Gio

FAULT_HOST = os.environ['TASKINGAI_FAULT_HOST']
PICTURE = b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 4


def from_bytes(data, filename):
    return TaskingAI.Upload.new_for_bytes(GLib.Bytes.new(data), filename)


def follow(upload):
    """What it tells of its progress, and in which threads."""
    told, threads = [], set()
    upload.connect('progress', lambda _, *numbers: (
        told.append(numbers), threads.add(threading.current_thread())))
    return told, threads


class Uploads(TestCase):
    def setUp(self):
        super().setUp()
        self.faulty = new_client(host=FAULT_HOST, max_retries=0)

    def test_file(self):
        with tempfile.NamedTemporaryFile(suffix='.txt') as file:
            file.write(b'The pier opens at seven.' * 20000)
            file.flush()
            upload = TaskingAI.Upload.new_for_file(Gio.File.new_for_path(file.name))
            told, threads = follow(upload)
            uploaded = self.client.files.upload(upload)
        self.assertRegex(uploaded.file_id, '^txt_')
        self.assertEqual(told[-1], (480000, 480000))
        self.assertEqual(told, sorted(told))
        self.assertEqual(threads, {threading.current_thread()})

    def test_file_async(self):
        async def run():
            stream = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(b'x' * 300000))
            upload = TaskingAI.Upload.new_for_stream(stream, 'pier.md')
            told, threads = follow(upload)
            uploaded = await self.client.files.upload_async(upload)
            self.assertRegex(uploaded.file_id, '^md_')
            self.assertEqual(told[-1], (300000, -1))
            self.assertGreater(len(told), 2)
            self.assertEqual(threads, {threading.current_thread()})
            self.assertEqual((upload.bytes_sent, upload.size), (300000, -1))
        asyncio.run(run())

    def test_image(self):
        image = self.client.images.upload(from_bytes(PICTURE, 'buoy 1.png'))
        self.assertEqual(self.client.images.get(image.url).get_data(), PICTURE)

    def test_image_async(self):
        async def run():
            image = await self.client.images.upload_async(from_bytes(PICTURE, 'buoy.png'))
            self.assertEqual((await self.client.images.get_async(image.url)).get_data(), PICTURE)
        asyncio.run(run())

    def test_refused(self):
        with self.fails_with('INVALID_REQUEST'):
            self.client.files.upload(from_bytes(b'', 'pier.exe'))
        with self.fails_with('TOO_LARGE'):
            self.client.images.upload(from_bytes(bytes(5 * 1024 * 1024 + 1), 'buoy.jpg'))
        with self.fails_with('INVALID_REQUEST'):
            self.client.images.get('https://example.org/imgs/buoy.png')

    def test_failing_source(self):
        missing = TaskingAI.Upload.new_for_file(Gio.File.new_for_path('/nowhere/pier.txt'))
        with self.assertRaises(GLib.Error) as caught:
            self.client.files.upload(missing)
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.NOT_FOUND))

    def test_cancelled(self):
        async def run():
            upload = from_bytes(bytes(15 * 1024 * 1024), 'ignored.python.txt')
            begun = asyncio.Event()
            upload.connect('progress', lambda *_: begun.set())
            call = asyncio.ensure_future(self.faulty.files.upload_async(upload))
            await begun.wait()
            call.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await call
        asyncio.run(run())
        self.faulty.request('GET', '/wait-closed', 'name=ignored.python', None)

    def test_cancelled_by_its_progress(self):
        cancellable = Gio.Cancellable()
        upload = from_bytes(bytes(15 * 1024 * 1024), 'good.txt')
        upload.connect('progress', lambda *_: cancellable.cancel())
        with self.assertRaises(GLib.Error) as caught:
            self.faulty.files.upload(upload, cancellable)
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED))


if __name__ == '__main__':
    unittest.main()
