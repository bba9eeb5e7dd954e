# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import json
import unittest

from common import GLib, TaskingAI, TestCase, new_assistant, stats


class Lists(TestCase):
    def setUp(self):
        super().setUp()
        self.ids = [new_assistant(self.client, name=f'A{i}').assistant_id for i in range(5)]

    def pages(self):
        return stats(self.client)['routes'].get('GET /v1/assistants', 0)

    def test_page_as_json(self):
        page = self.client.assistants.list(limit=3)
        self.assertEqual(json.loads(page.to_json()), [a.to_dict() for a in page])
        self.assertEqual(self.client.assistants.list(order='asc', after=self.ids[4]).to_json(), '[]')

    def test_every_item(self):
        found = [a.assistant_id for a in self.client.assistants.list_all(after=self.ids[4], limit=2)]
        self.assertEqual(found[:4], self.ids[3::-1])
        self.assertEqual(found, [a.assistant_id for a in self.client.assistants.list_all()][1:])

    def test_every_item_async(self):
        async def run():
            options = {'order': 'asc', 'after': self.ids[0], 'limit': 2}
            return [a.assistant_id async for a in self.client.assistants.list_all(options)]
        self.assertEqual(asyncio.run(run()), self.ids[1:])

    def test_backwards(self):
        options = TaskingAI.ListOptions(order='asc', before=self.ids[4], limit=3)
        found = []
        for assistant in self.client.assistants.list_all(options):
            found.append(assistant.assistant_id)
            if len(found) == 4:
                break
        self.assertEqual(found, self.ids[3::-1])

    def test_one_page_at_a_time(self):
        before = self.pages()
        assistants = self.client.assistants.list_all(limit=2)
        self.assertEqual(self.pages(), before)
        self.assertEqual([next(assistants).name, assistants.next().name], ['A4', 'A3'])
        self.assertEqual(self.pages(), before + 1)
        self.assertEqual(assistants.next().name, 'A2')
        self.assertEqual(self.pages(), before + 2)

    def test_end_stays(self):
        assistants = self.client.assistants.list_all(order='asc', after=self.ids[3])
        self.assertEqual(assistants.next().name, 'A4')
        self.assertIsNone(assistants.next())
        self.assertIsNone(asyncio.run(self._next(assistants)))

    async def _next(self, assistants):
        return await assistants.next_async()

    def test_deleted_cursor(self):
        assistants = self.client.assistants.list_all(limit=2)
        first, second = assistants.next(), assistants.next()
        self.client.assistants.delete(second.assistant_id)
        with self.fails_with('NOT_FOUND', http_status=404) as caught:
            assistants.next()
        self.assertIn('is gone', caught.exception.message)
        self.assertEqual(first.name, 'A4')

    def test_goes_on_after_an_error(self):
        self.client.max_retries = 0
        assistants = self.client.assistants.list_all(limit=1)
        self.assertEqual(assistants.next().name, 'A4')
        host, self.client.host = self.client.host, 'http://127.0.0.1:1'
        with self.fails_with('CONNECTION'):
            asyncio.run(self._next(assistants))
        self.client.host = host
        self.assertEqual(assistants.next().name, 'A3')

    def test_cancelled_await_loses_nothing(self):
        async def run():
            assistants = self.client.assistants.list_all(limit=1)
            task = asyncio.ensure_future(self._next(assistants))
            await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            return [(await assistants.next_async()).name for _ in range(2)]
        self.assertEqual(asyncio.run(run()), ['A4', 'A3'])

    def test_lazy_list(self):
        assistants = self.client.assistants.list_all(order='asc', after=self.ids[0], limit=2)
        lazy = TaskingAI.LazyList.new(assistants)
        changes = []
        lazy.connect('items-changed', lambda _, *change: changes.append(change))
        while not lazy.complete:
            lazy.load_more()
            while lazy.loading:
                GLib.MainContext.default().iteration(True)
        self.assertEqual(changes, [(0, 0, 2), (2, 0, 2)])
        self.assertEqual([a.assistant_id for a in lazy], self.ids[1:])
        self.assertIsNone(lazy.error)

    def test_both_directions_are_refused(self):
        assistants = self.client.assistants.list_all(after=self.ids[0], before=self.ids[1])
        for _ in range(2):
            with self.fails_with('INVALID_REQUEST'):
                assistants.next()


if __name__ == '__main__':
    unittest.main()
