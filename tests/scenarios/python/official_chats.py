# SPDX-License-Identifier: LGPL-2.1-or-later
"""The chats and messages of the official client's interface."""
import unittest

import taskingai
from official_common import MISSING_ID, STREAM_MODEL, TestCase, STREAM_READERS, twice
from taskingai import assistant
from taskingai.assistant import (
    Chat, Message, MessageChunk, create_assistant, create_chat, create_message, delete_assistant,
    get_chat, list_chats, list_messages, update_chat, update_message)
from taskingai.client import apis
from taskingai.client.models import MessageContent, MessageListRequest


class ChatCase(TestCase):
    def setUp(self):
        self.assistant_id = create_assistant(
            model_id=STREAM_MODEL, memory={'type': 'naive'},
            system_prompt_template=['Answer in {{language}}.']).assistant_id
        self.addCleanup(delete_assistant, self.assistant_id)

    def new_chat(self, *texts):
        ids = self.assistant_id, create_chat(self.assistant_id).chat_id
        for text in texts:
            create_message(*ids, text=text)
        return ids


class Chats(ChatCase):
    def test_whole_life(self):
        for create, get, update, delete in zip(*(
                twice(assistant, verb + '_chat') for verb in ('create', 'get', 'update', 'delete'))):
            chat = create(self.assistant_id, name='Tides', metadata={'a': 'b'})
            self.assertIsInstance(chat, Chat)
            self.assertEqual((chat.object, chat.assistant_id, chat.name, chat.metadata),
                             ('Chat', self.assistant_id, 'Tides', {'a': 'b'}))
            ids = {'assistant_id': self.assistant_id, 'chat_id': chat.chat_id}
            self.assertEqual(get(**ids), chat)
            self.assertEqual(update(**ids, name='Ebb').metadata, {'a': 'b'})
            self.assertEqual(update(**ids, metadata={}).metadata, {})
            self.assertEqual(get(**ids).name, 'Ebb')
            self.assertIsNone(delete(**ids))
            with self.fails_with(404):
                get(**ids)

    def test_list(self):
        for _ in range(3):
            create_chat(assistant_id=self.assistant_id)
        for list_ in twice(assistant, 'list_chats'):
            self.assert_pages(list_, lambda chat: chat.chat_id, self.assistant_id)

    def test_unknown(self):
        for call in (lambda: create_chat(MISSING_ID), lambda: list_chats(MISSING_ID),
                     lambda: get_chat(self.assistant_id, MISSING_ID),
                     lambda: update_chat(self.assistant_id, MISSING_ID, name='x')):
            with self.fails_with(404, 'NotFoundException'):
                call()

    def test_update_of_nothing(self):
        for update in twice(assistant, 'update_chat'):
            with self.fails_with(0):  # the server cannot
                update(*self.new_chat())

    def test_clean_context(self):
        for clean in twice(assistant, 'clean_chat_context'):
            ids = self.new_chat('Count from 1 to 4')
            try:
                message = clean(*ids)
            except taskingai.exceptions.ApiException as e:
                self.assertEqual(e.status, 404)  # a server without that call
                continue
            self.assertIsInstance(message, Message)
            self.assertEqual((message.role, message.content.text), ('system', 'context_cleaned'))
            self.assertEqual((message.assistant_id, message.chat_id), ids)
            with self.fails_with(400):
                assistant.generate_message(*ids)  # there is nothing left to answer


class Messages(ChatCase):
    def test_whole_life(self):
        ids = self.new_chat()
        for create, get, update in zip(*(
                twice(assistant, verb + '_message') for verb in ('create', 'get', 'update'))):
            message = create(*ids, text='Ahoy', metadata={'a': 'b'})
            self.assertIsInstance(message, Message)
            self.assertEqual((message.role, message.content), ('user', MessageContent(text='Ahoy')))
            self.assertEqual((message.assistant_id, message.chat_id), ids)
            self.assertEqual(get(*ids, message_id=message.message_id), message)
            self.assertEqual(update(*ids, message.message_id, metadata={'c': 'd'}).metadata,
                             {'c': 'd'})
            self.assertEqual(update(*ids, message.message_id, metadata={}).metadata, {})
        with self.fails_with(404):
            update_message(*ids, MISSING_ID, metadata={})

    def test_list(self):
        ids = self.new_chat('one', 'two', 'three')
        for list_ in twice(assistant, 'list_messages'):
            self.assert_pages(list_, lambda message: message.message_id, *ids)
        page = apis.api_list_messages(*ids, MessageListRequest(limit=2, order='asc'))
        self.assertEqual([m.content.text for m in page.data], ['one', 'two'])
        self.assertTrue(page.has_more)

    def test_generate(self):
        for generate in twice(assistant, 'generate_message'):
            ids = self.new_chat('Count from 1 to 4')
            answer = generate(*ids, system_prompt_variables={'language': 'English'})
            self.assertIsInstance(answer, Message)
            self.assertEqual((answer.role, answer.content.text), ('assistant', '1 2 3 4'))
            self.assertEqual(list_messages(*ids)[0], answer)

    def test_generate_stream(self):
        for events in STREAM_READERS:
            *chunks, final = events(assistant, 'generate_message', *self.new_chat('Count from 1 to 4'),
                                    stream=True)
            self.assertTrue(all(isinstance(chunk, MessageChunk) for chunk in chunks))
            self.assertEqual((chunks[0].role, chunks[0].index), ('assistant', 0))
            self.assertIsInstance(final, Message)
            self.assertEqual(''.join(chunk.delta for chunk in chunks), final.content.text)
            self.assertEqual(final.content.text, '1 2 3 4')

    def test_generate_fails(self):
        empty = self.new_chat()
        for generate in twice(assistant, 'generate_message'):
            with self.fails_with(400):
                generate(*empty)
            with self.fails_with(404):
                generate(self.assistant_id, MISSING_ID)
        with self.assertRaises(taskingai.exceptions.ApiException) as caught:
            list(assistant.generate_message(*empty, stream=True))
        self.assertEqual(caught.exception.code, 'INVALID_REQUEST')
        with self.assertRaises(taskingai.exceptions.NotFoundException):
            assistant.generate_message(self.assistant_id, MISSING_ID, stream=True)

    def test_refused_here(self):
        ids = self.new_chat()
        for call in (lambda: create_message(*ids, text=5),
                     lambda: assistant.generate_message(*ids, system_prompt_variables={'a': 1}),
                     lambda: update_message(*ids, MISSING_ID, metadata='x')):
            with self.assertRaises(ValueError):
                call()


if __name__ == '__main__':
    unittest.main()
