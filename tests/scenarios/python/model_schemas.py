# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TaskingAI, TestCase, new_admin


class ModelSchemas(TestCase):
    def setUp(self):
        super().setUp()
        self.schemas = new_admin().model_schemas

    def test_get(self):
        async def run():
            return await self.schemas.get_async('debug/debug-chat-completion')
        schema = self.schemas.get('debug/debug-chat-completion')
        self.assertEqual((schema.provider_id, schema.provider_model_id, schema.type),
                         ('debug', 'debug-chat-completion', TaskingAI.ModelType.CHAT_COMPLETION))
        self.assertEqual(schema.properties['streaming'], True)
        self.assertIn('temperature', schema.allowed_configs)
        self.assertEqual(schema.config_schemas[0]['config_id'], schema.allowed_configs[0])
        self.assertEqual(schema.pricing['currency'], 'USD')
        self.assertEqual(asyncio.run(run()), schema)

    def test_list(self):
        async def run():
            return list(await self.schemas.list_async(provider_id='debug', type='text_embedding'))
        vectors = list(self.schemas.list(provider_id='debug', type='text_embedding'))
        self.assertIn('debug/debug-text-embedding-256', [s.model_schema_id for s in vectors])
        self.assertEqual({s.type.value_nick for s in vectors}, {'text_embedding', 'wildcard'})
        self.assertEqual(asyncio.run(run()), vectors)

    def test_list_all(self):
        ids = [schema.model_schema_id for schema in self.schemas.list_all(limit=5)]
        self.assertEqual(ids, [s.model_schema_id for s in self.schemas.list(limit=100)])
        self.assertEqual([s.model_schema_id for s in self.schemas.list(offset=5, limit=2)], ids[5:7])

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.schemas.get('debug/none')


if __name__ == '__main__':
    unittest.main()
