# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TaskingAI, TestCase, new_admin, new_client


class Apikeys(TestCase):
    def setUp(self):
        super().setUp()
        self.apikeys = new_admin().apikeys

    def test_blocking(self):
        created = self.apikeys.create(name='kiosk')
        self.assertRegex(created.apikey, r'^tk\*+..$')
        self.assertEqual(self.apikeys.get(created.apikey_id), created)
        key = self.apikeys.get_plain(created.apikey_id)
        self.assertNotIn(key.apikey, repr(key))
        kiosk = new_client(api_key=key.apikey)
        self.assertIsNotNone(kiosk.assistants.list())
        created.name = 'ticket office'
        updated = self.apikeys.update(created)
        self.assertEqual(updated.name, 'ticket office')
        self.assertIn(updated, list(self.apikeys.list()))
        self.assertTrue(self.apikeys.delete(created.apikey_id))
        with self.fails_with('AUTHENTICATION'):
            kiosk.assistants.list()

    def test_async(self):
        async def run():
            created = await self.apikeys.create_async(TaskingAI.Apikey(name='kiosk'))
            self.assertEqual(await self.apikeys.get_async(created.apikey_id), created)
            plain = await self.apikeys.get_plain_async(created.apikey_id)
            self.assertRegex(plain.apikey, '^tk[A-Za-z0-9]+$')
            updated = await self.apikeys.update_async(created.apikey_id, name='lift')
            self.assertIn(updated, list(await self.apikeys.list_async(limit=5)))
            self.assertTrue(await self.apikeys.delete_async(created.apikey_id))
        asyncio.run(run())

    def test_list_all(self):
        made = [self.apikeys.create(name=f'K{i}').name for i in range(5)]
        self.assertEqual([k.name for k in self.apikeys.list_all(limit=2)][:5], made[::-1])

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.apikeys.get('Qw000000')
        with self.fails_with('AUTHENTICATION'):
            TaskingAI.Admin(host=self.client.props.host, api_key='tk').apikeys.list()


if __name__ == '__main__':
    unittest.main()
