# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import CHAT_MODEL, TaskingAI, TestCase, new_admin

ECHO = {'model_schema_id': 'debug/debug-chat-completion', 'name': 'Echo',
        'credentials': {'DEBUG_API_KEY': 'Canary0Canary1'}}


class Models(TestCase):
    def setUp(self):
        super().setUp()
        self.models = new_admin().models

    def ask(self, model):
        return self.client.inference.chat_completion(model_id=model.model_id, messages=[
            {'role': 'user', 'content': 'abcd'}]).text

    def test_blocking(self):
        created = self.models.create(**ECHO, configs={'temperature': 0.5})
        self.assertEqual((created.type, created.provider_id, created.configs.temperature),
                         (TaskingAI.ModelType.CHAT_COMPLETION, 'debug', 0.5))
        self.assertEqual((created.properties['function_call'], created.credentials), (False, None))
        self.assertRegex(created.display_credentials['DEBUG_API_KEY'], r'^Ca\*+y1$')
        model = self.models.get(created.model_id)
        self.assertEqual(model, created)
        self.assertEqual(self.ask(model), 'cd')
        model.name = 'Renamed'
        updated = self.models.update(model)
        self.assertEqual((updated.name, updated.model_schema_id), ('Renamed', ECHO['model_schema_id']))
        self.assertIn(updated, list(self.models.list()))
        self.assertTrue(self.models.delete(model.model_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.models.get(model.model_id)

    def test_async(self):
        async def run():
            created = await self.models.create_async(TaskingAI.RegisteredModel(**ECHO))
            self.assertEqual(await self.models.get_async(created.model_id), created)
            updated = await self.models.update_async(created.model_id, name='Renamed')
            self.assertEqual(updated.name, 'Renamed')
            page = await self.models.list_async(equal_filter='{"type":"chat_completion"}')
            self.assertIn(updated, list(page))
            self.assertTrue(await self.models.delete_async(created.model_id))
        asyncio.run(run())

    def test_list_all(self):
        made = [self.models.create(**ECHO).model_id for _ in range(5)]
        self.assertEqual([m.model_id for m in self.models.list_all(limit=2)][:5], made[::-1])

    def test_wildcard(self):
        model = self.models.create(
            name='Wild', model_schema_id='debug/debug-wildcard', provider_model_id='debug-x',
            type='chat_completion', credentials=ECHO['credentials'],
            properties={'function_call': False, 'streaming': True})
        self.assertEqual((model.type, model.properties['streaming'], model.provider_model_id),
                         (TaskingAI.ModelType.CHAT_COMPLETION, True, 'debug-x'))

    def test_fallbacks(self):
        model = self.models.create(
            name='Careful', model_schema_id='debug/debug-error', credentials=ECHO['credentials'],
            fallbacks={'model_list': [{'model_id': CHAT_MODEL}]})
        self.assertEqual([f.model_id for f in model.fallbacks.model_list], [CHAT_MODEL])
        self.assertEqual(self.ask(model), 'cd')

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.models.create(name='x', model_schema_id='debug/none', credentials={})
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.models.create(name='x', model_schema_id=ECHO['model_schema_id'])


if __name__ == '__main__':
    unittest.main()
