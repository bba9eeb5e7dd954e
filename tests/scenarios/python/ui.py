# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TOOLS_MODEL, TestCase, new_action, new_admin, new_assistant, new_collection


class Ui(TestCase):
    def setUp(self):
        super().setUp()
        self.ui = new_admin().ui

    def test_assistants(self):
        action = new_action(self.client, 'look_around', '/around')
        collection_id = new_collection(self.client, 'Harbour notes').collection_id
        made = new_assistant(self.client, model_id=TOOLS_MODEL, name='Guide',
                             tools=[{'type': 'action', 'id': action.action_id}],
                             retrievals=[{'type': 'collection', 'id': collection_id}])
        assistant = self.ui.get_assistant(made.assistant_id)
        self.assertTrue(assistant.model_name)
        self.assertEqual([tool.name for tool in assistant.tools], ['look_around'])
        self.assertEqual([each.name for each in assistant.retrievals], ['Harbour notes'])
        self.assertEqual(self.ui.list_assistants(limit=1)[0], assistant)

        async def run():
            self.assertEqual(await self.ui.get_assistant_async(made.assistant_id), assistant)
            return (await self.ui.list_assistants_async(limit=1))[0]
        self.assertEqual(asyncio.run(run()), assistant)

    def test_collections(self):
        made = new_collection(self.client)
        collection = self.ui.get_collection(made.collection_id)
        self.assertTrue(collection.model_name)
        self.assertEqual(self.ui.list_collections(limit=1)[0], collection)

        async def run():
            self.assertEqual(await self.ui.get_collection_async(made.collection_id), collection)
            return (await self.ui.list_collections_async(limit=1))[0]
        self.assertEqual(asyncio.run(run()), collection)

    def test_list_all(self):
        assistants = [new_assistant(self.client).assistant_id for _ in range(3)]
        collections = [new_collection(self.client).collection_id for _ in range(3)]
        found = [a.assistant_id for a in self.ui.list_assistants_all(limit=2)]
        self.assertEqual(found[:3], assistants[::-1])
        found = [c.collection_id for c in self.ui.list_collections_all(limit=2)]
        self.assertEqual(found[:3], collections[::-1])

    def test_template_codes(self):
        async def run():
            return list(await self.ui.get_template_codes_async('assistant'))
        languages = {each.language_name: each for each in self.ui.get_template_codes('assistant')}
        template = languages['Python'].parts[0].templates[0]
        self.assertIn('$$ASSISTANT_ID$$', template.content)
        self.assertIn('$$ASSISTANT_ID$$', template.variables)
        self.assertEqual(asyncio.run(run()), list(languages.values()))

    def test_errors(self):
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.ui.get_template_codes('nothing')
        with self.fails_with('NOT_FOUND', http_status=404):
            self.ui.get_assistant('X5lM00000000000000000000')


if __name__ == '__main__':
    unittest.main()
