# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TaskingAI, TestCase, new_assistant, new_chat, say


class Chats(TestCase):
    def test_blocking(self):
        assistant_id = new_assistant(self.client).assistant_id
        created = self.client.chats.create(assistant_id, name='Monday', metadata={'key': 'tide'})
        self.assertEqual((created.assistant_id, created.name, created.metadata),
                         (assistant_id, 'Monday', {'key': 'tide'}))
        chat = self.client.chats.get(assistant_id, created.chat_id)
        self.assertEqual(chat, created)
        chat.name = 'Tuesday'
        updated = self.client.chats.update(chat)
        self.assertEqual((updated.name, updated.metadata), ('Tuesday', {'key': 'tide'}))
        self.assertEqual(list(self.client.chats.list(assistant_id)), [updated])
        self.assertTrue(self.client.chats.delete(assistant_id, chat.chat_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.chats.get(assistant_id, chat.chat_id)

    def test_async(self):
        async def run():
            chats, assistant_id = self.client.chats, new_assistant(self.client).assistant_id
            created = await chats.create_async(assistant_id)
            self.assertEqual(await chats.get_async(assistant_id, created.chat_id), created)
            updated = await chats.update_async(assistant_id, created.chat_id, name='Late')
            self.assertEqual(updated.name, 'Late')
            self.assertEqual(list(await chats.list_async(assistant_id, limit=5)), [updated])
            self.assertTrue(await chats.delete_async(assistant_id, created.chat_id))
        asyncio.run(run())

    def test_list_all(self):
        async def run():
            chats = self.client.chats.list_all(assistant_id, order='asc', limit=2)
            return [chat.chat_id async for chat in chats]
        assistant_id = new_assistant(self.client).assistant_id
        made = [self.client.chats.create(assistant_id, name=f'C{i}').chat_id for i in range(5)]
        self.assertEqual([c.chat_id for c in self.client.chats.list_all(assistant_id, limit=2)],
                         made[::-1])
        self.assertEqual(asyncio.run(run()), made)

    def test_memory(self):
        chat = new_chat(self.client, memory={
            'type': 'message_window', 'max_messages': 2, 'max_tokens': 100})
        say(self.client, chat, 'How tall is the tower')
        memory = self.client.chats.get(chat.assistant_id, chat.chat_id).memory
        self.assertEqual((memory.type, memory.max_messages, memory.max_tokens),
                         (TaskingAI.MemoryType.MESSAGE_WINDOW, 2, 100))
        [message] = memory.messages
        self.assertEqual((message.role, message.content, message.token_count),
                         (TaskingAI.Role.USER, 'How tall is the tower', 5))

    def test_clean_context(self):
        chat = new_chat(self.client, memory={'type': 'naive'})
        say(self.client, chat, 'Forget me')
        mark = self.client.chats.clean_context(chat.assistant_id, chat.chat_id)
        self.assertIsInstance(mark, TaskingAI.Message)
        self.assertEqual(self.client.chats.get(chat.assistant_id, chat.chat_id).memory.messages, [])

        async def run():
            return await self.client.chats.clean_context_async(chat.assistant_id, chat.chat_id)
        self.assertIsInstance(asyncio.run(run()), TaskingAI.Message)

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.chats.create('X5lM00000000000000000000', name='Nobody')
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.client.chats.create(new_assistant(self.client).assistant_id, name='x' * 128)
        with self.assertRaisesRegex(TypeError, 'assistant_id'):
            self.client.chats.list(limit=2)


if __name__ == '__main__':
    unittest.main()
