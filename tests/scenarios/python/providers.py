# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TestCase, new_admin


class Providers(TestCase):
    def setUp(self):
        super().setUp()
        self.providers = new_admin().providers

    def test_get(self):
        async def run():
            return await self.providers.get_async('debug')
        provider = self.providers.get('debug')
        self.assertEqual(provider.num_model_schemas, 12)
        self.assertIn('chat_completion', provider.model_types)
        self.assertEqual(provider.credentials_schema['required'], ['DEBUG_API_KEY'])
        self.assertIsNotNone(provider.resources.official_site_url)
        self.assertEqual(asyncio.run(run()).provider_id, 'debug')

    def test_list(self):
        async def run():
            return [p.provider_id for p in await self.providers.list_async(type='rerank')]
        self.assertIn('debug', [provider.provider_id for provider in self.providers.list()])
        rerank = [provider.provider_id for provider in self.providers.list(type='rerank')]
        self.assertIn('local', rerank)
        self.assertEqual(asyncio.run(run()), rerank)

    def test_list_all(self):
        self.assertEqual([p.provider_id for p in self.providers.list_all(limit=2)],
                         [p.provider_id for p in self.providers.list()])

    def test_icon(self):
        async def run():
            return await self.providers.get_icon_async('debug')
        icon = self.providers.get_icon('debug')
        self.assertIn(b'<svg', icon.get_data())
        self.assertTrue(asyncio.run(run()).equal(icon))

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.providers.get('nobody')


if __name__ == '__main__':
    unittest.main()
