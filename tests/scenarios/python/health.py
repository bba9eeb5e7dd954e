# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TestCase, new_client


class Health(TestCase):
    def test_blocking(self):
        self.assertTrue(self.client.health.check())
        info = self.client.health.get_version()
        self.assertRegex(info.version, r'^v\d')
        self.assertGreater(info.postgres_schema_version, 0)

    def test_async(self):
        async def run():
            self.assertTrue(await self.client.health.check_async())
            return await self.client.health.get_version_async()
        self.assertRegex(asyncio.run(run()).version, r'^v\d')

    def test_without_key(self):
        client = new_client(api_key='')
        self.assertTrue(client.health.check())
        with self.fails_with('AUTHENTICATION'):
            client.assistants.list()

    def test_failure(self):
        with self.fails_with('CONNECTION'):
            new_client(host='http://127.0.0.1:1', max_retries=0).health.check()


if __name__ == '__main__':
    unittest.main()
