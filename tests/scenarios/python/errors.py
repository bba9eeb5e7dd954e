# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import os
import subprocess
import sys
import unittest

from gi.repository import Gio

from common import TaskingAI, TestCase, new_client, count_request

FAULT_HOST = os.environ['TASKINGAI_FAULT_HOST']
UNKNOWN_ID = 'X5lM00000000000000000000'


class Errors(TestCase):
    def setUp(self):
        super().setUp()
        self.faulty = new_client(host=FAULT_HOST, max_retries=0)

    def read_all(self, model_id):
        with self.faulty.inference.chat_completion_stream(count_request(50, model_id)) as stream:
            for _ in stream:
                pass

    def test_wrong_key(self):
        with self.fails_with('AUTHENTICATION'):
            new_client(api_key='tkWrongWrongWrongWrongWrong').assistants.get(UNKNOWN_ID)

    def test_unknown_id(self):
        with self.fails_with('NOT_FOUND', http_status=404, server_code='OBJECT_NOT_FOUND'):
            self.client.assistants.get(UNKNOWN_ID)

    def test_unknown_id_async(self):
        async def run():
            await self.client.assistants.get_async(UNKNOWN_ID)
        with self.fails_with('NOT_FOUND', http_status=404, server_code='OBJECT_NOT_FOUND'):
            asyncio.run(run())

    def test_null_characters(self):
        """What C would cut there, and take for another id."""
        for call in (lambda: self.client.assistants.get(UNKNOWN_ID + '\0x'),
                     lambda: self.client.assistants.get_async(UNKNOWN_ID + '\0x'),
                     lambda: self.client.chats.create('a\0', {}),
                     lambda: self.client.chats.list_all('a\0'),
                     lambda: self.client.request('GET', '/v1/assistants\0', None, None),
                     lambda: TaskingAI.Assistant(name='a\0b'),
                     lambda: TaskingAI.Client(api_key='a\0b'),
                     lambda: setattr(self.client, 'host', 'localhost\0.example'),
                     lambda: TaskingAI.Upload.new_for_stream(Gio.MemoryInputStream(), 'a.txt\0.exe')):
            with self.assertRaisesRegex(ValueError, 'null character'):
                call()

    def test_refused_connection(self):
        with self.fails_with('CONNECTION'):
            new_client(host='http://127.0.0.1:1', max_retries=0).assistants.get(UNKNOWN_ID)

    def test_html_answer(self):
        with self.fails_with('PROTOCOL'):
            self.faulty.assistants.get('html')

    def test_invalid_json(self):
        with self.fails_with('MALFORMED'):
            self.faulty.assistants.get('badjson')

    def test_event_cut_in_half(self):
        with self.fails_with('TRUNCATED'):
            self.read_all('cutEvent')

    def test_event_cut_in_half_async(self):
        async def run():
            async with await self.faulty.inference.chat_completion_stream_async(
                    count_request(50, 'cutEvent')) as stream:
                async for _ in stream:
                    pass
        with self.fails_with('TRUNCATED'):
            asyncio.run(run())

    def watch_retries(self):
        """A client of the faulty server that tries again, and what it tells of that."""
        client, told = new_client(host=FAULT_HOST, max_retries=2), []
        client.connect('retrying', lambda _, *values: told.append(values))
        return client, told

    def check_retry(self, told, name):
        method, path, attempt, delay, error = told
        self.assertEqual((method, path, attempt, delay), ('GET', f'/v1/assistants/{name}', 1, 0))
        self.assertTrue(error.matches(TaskingAI.api_error_quark(), TaskingAI.ApiError.SERVER))
        self.assertEqual(TaskingAI.error_details(error)['http_status'], 503)

    def test_retrying(self):
        client, told = self.watch_retries()
        name = f'status503once.{os.getpid()}'
        self.assertEqual(client.assistants.get(name).name, name)
        self.assertEqual(len(told), 1)
        self.check_retry(told[0], name)

    def test_retrying_async(self):
        client, told = self.watch_retries()
        name = f'status503once.{os.getpid()}.async'

        async def run():
            self.assertEqual((await client.assistants.get_async(name)).name, name)
        asyncio.run(run())
        self.assertEqual(len(told), 1)
        self.check_retry(told[0], name)

    def test_nothing_on_stderr(self):
        """Once more, alone; unittest itself is silent only without -v and about success."""
        code = 'import unittest, errors; unittest.TextTestRunner(stream=open("/dev/null", "w")).run(' \
               'unittest.defaultTestLoader.loadTestsFromNames(%r, errors))' % [
                   f'Errors.{name}' for name in dir(self)
                   if name.startswith('test_') and name != self._testMethodName]
        child = subprocess.run([sys.executable, '-c', code], cwd=os.path.dirname(__file__),
                               stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual((child.returncode, child.stderr), (0, ''))


if __name__ == '__main__':
    unittest.main()
