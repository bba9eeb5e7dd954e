# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import CHAT_MODEL, TaskingAI, TestCase, new_assistant


class Assistants(TestCase):
    def test_create_and_get(self):
        created = self.client.assistants.create(
            model_id=CHAT_MODEL, name='Guide', description='Shows the way',
            system_prompt_template=['Be brief.', 'Answer in {{language}}.'],
            memory={'type': 'message_window', 'max_messages': 20, 'max_tokens': 2000},
            retrieval_configs=TaskingAI.RetrievalConfig(method='memory', top_k=5),
            metadata={'colour': 'blue'})
        assistant = self.client.assistants.get(created.assistant_id)
        self.assertEqual(assistant, created)
        self.assertEqual(assistant.name, 'Guide')
        self.assertEqual(assistant.system_prompt_template, ['Be brief.', 'Answer in {{language}}.'])
        self.assertEqual(assistant.memory.type, TaskingAI.MemoryType.MESSAGE_WINDOW)
        self.assertEqual(assistant.memory.max_messages, 20)
        self.assertEqual(assistant.retrieval_configs.top_k, 5)
        self.assertIsNone(assistant.retrieval_configs.score_threshold)
        self.assertEqual(assistant.metadata, {'colour': 'blue'})
        self.assertGreater(assistant.created_timestamp, 1_600_000_000_000)

    def test_create_and_get_async(self):
        async def run():
            model = TaskingAI.Assistant(
                model_id=CHAT_MODEL, memory=TaskingAI.AssistantMemory.new_naive(),
                retrieval_configs={'method': 'user_message'})
            created = await self.client.assistants.create_async(model)
            many = await asyncio.gather(*(
                self.client.assistants.get_async(created.assistant_id) for _ in range(10)))
            self.assertEqual(many, [created] * 10)
        asyncio.run(run())

    def test_update_sends_only_what_was_set(self):
        assistant = new_assistant(self.client, name='Old', description='Stays')
        assistant.name = 'New'
        assistant.metadata = {'k': 'v'}
        updated = self.client.assistants.update(assistant)
        self.assertEqual((updated.name, updated.description), ('New', 'Stays'))
        by_id = self.client.assistants.update(assistant_id=assistant.assistant_id, name='Newer')
        self.assertEqual((by_id.name, by_id.description, by_id.metadata),
                         ('Newer', 'Stays', {'k': 'v'}))

    def test_list(self):
        made = [new_assistant(self.client, name=f'A{i}').assistant_id for i in range(3)]
        page = self.client.assistants.list(limit=2)
        self.assertEqual([a.assistant_id for a in page], [made[2], made[1]])
        self.assertEqual((len(page), page[-1].name, page[0:1][0].name), (2, 'A1', 'A2'))
        self.assertTrue(page.has_more)
        rest = asyncio.run(self._list_async(after=made[1], limit=1, order='desc'))
        self.assertEqual([a.assistant_id for a in rest], [made[0]])

    async def _list_async(self, **options):
        return await self.client.assistants.list_async(options)

    def test_delete(self):
        assistant_id = new_assistant(self.client).assistant_id
        self.assertTrue(self.client.assistants.delete(assistant_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.assistants.get(assistant_id)


if __name__ == '__main__':
    unittest.main()
