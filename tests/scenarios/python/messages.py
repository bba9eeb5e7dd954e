# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import (ERROR_MODEL, STREAM_MODEL, TOOLS_MODEL, TaskingAI, TestCase, new_action,
                    new_chat, new_collection, numbers, say)

QUESTION = 'Please summarise the water cycle'


def names(events):
    """A word for each event; several chunks in a row count as one."""
    found = []
    for event in events:
        name = {TaskingAI.MessageChunk: 'chunk', TaskingAI.Message: 'message'}.get(type(event))
        name = name or f'{event.event.value_nick}-{event.event_step.value_nick}'
        if name not in found[-1:]:
            found.append(name)
    return found


class Messages(TestCase):
    def generate(self, chat, **request):
        return self.client.messages.generate(chat.assistant_id, chat.chat_id, **request)

    def events(self, chat, **request):
        with self.client.messages.generate_stream(chat.assistant_id, chat.chat_id, **request) as stream:
            return list(stream)

    def test_blocking(self):
        chat = new_chat(self.client)
        ids = chat.assistant_id, chat.chat_id
        created = self.client.messages.create(
            *ids, role='user', content={'text': QUESTION}, metadata={'key': 'tide'})
        self.assertEqual((created.role, created.text, created.num_tokens, created.metadata),
                         (TaskingAI.Role.USER, QUESTION, 6, {'key': 'tide'}))
        self.assertEqual(created.content.text, QUESTION)
        message = self.client.messages.get(*ids, created.message_id)
        self.assertEqual(message, created)
        message.metadata = {'key': 'ebb'}
        updated = self.client.messages.update(message)
        self.assertEqual((updated.text, updated.metadata), (QUESTION, {'key': 'ebb'}))
        self.assertEqual(list(self.client.messages.list(*ids)), [updated])
        self.assertTrue(self.client.messages.delete(*ids, message.message_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.messages.get(*ids, message.message_id)

    def test_async(self):
        chat = new_chat(self.client)
        ids = chat.assistant_id, chat.chat_id

        async def run():
            messages = self.client.messages
            created = await messages.create_async(*ids, TaskingAI.Message.new_user(QUESTION))
            self.assertEqual(await messages.get_async(*ids, created.message_id), created)
            updated = await messages.update_async(*ids, created.message_id, metadata={'a': 'b'})
            self.assertEqual(updated.metadata, {'a': 'b'})
            answer = await messages.generate_async(*ids)
            self.assertEqual(answer.text, 'the water cycle')
            self.assertEqual(list(await messages.list_async(*ids)), [answer, updated])
            self.assertTrue(await messages.delete_async(*ids, created.message_id))
        asyncio.run(run())

    def test_list_all(self):
        chat = new_chat(self.client)
        made = [say(self.client, chat, f'M{i}').text for i in range(5)]
        found = self.client.messages.list_all(chat.assistant_id, chat.chat_id, order='asc', limit=2)
        self.assertEqual([message.text for message in found], made)

    def test_generate(self):
        chat = new_chat(self.client)
        say(self.client, chat, QUESTION)
        answer = self.generate(chat, system_prompt_variables={'language': 'Dutch'})
        self.assertEqual((answer.role, answer.text), (TaskingAI.Role.ASSISTANT, 'the water cycle'))

    def test_generate_refused(self):
        chat = new_chat(self.client)
        with self.fails_with('INVALID_REQUEST', http_status=400):
            self.generate(chat)
        broken = new_chat(self.client, model_id=ERROR_MODEL)
        say(self.client, broken, 'Hello')
        with self.fails_with('GENERATION', http_status=500, server_code='GENERATION_ERROR'):
            self.generate(broken)

    def test_stream(self):
        chat = new_chat(self.client, model_id=STREAM_MODEL)
        say(self.client, chat, 'Count from 1 to 5')
        *chunks, message = self.events(chat)
        self.assertEqual([chunk.index for chunk in chunks], list(range(len(chunks))))
        self.assertEqual(''.join(chunk.delta for chunk in chunks), numbers(5))
        self.assertEqual(message.text, numbers(5))
        self.assertEqual(message, self.client.messages.get(
            chat.assistant_id, chat.chat_id, message.message_id))

    def test_stream_async(self):
        chat = new_chat(self.client, model_id=STREAM_MODEL)

        async def run():
            async with await self.client.messages.generate_stream_async(
                    chat.assistant_id, chat.chat_id) as stream:
                events = [event async for event in stream]
                self.assertEqual(names(events), ['chunk', 'message'])
                self.assertEqual((stream.text, stream.result), (numbers(5), events[-1]))
        say(self.client, chat, 'Count from 1 to 5')
        asyncio.run(run())

    def test_stream_fails(self):
        chat = new_chat(self.client, model_id=ERROR_MODEL)
        say(self.client, chat, 'Hello')
        with self.fails_with('GENERATION', server_code='GENERATION_ERROR'):
            self.events(chat)

    def test_logs(self):
        template = ['Answer in {{language}}.', 'Be {{mood}}.', 'Be brief.']
        chat = new_chat(self.client, system_prompt_template=template)
        say(self.client, chat, QUESTION)
        events = self.events(chat, debug=True, system_prompt_variables={'language': 'Dutch'})
        self.assertEqual(names(events), ['chat_completion-input', 'chunk', 'chat_completion-output',
                                         'message'])
        log = events[0]
        self.assertEqual(log.event, TaskingAI.MessageGenerationEvent.CHAT_COMPLETION)
        self.assertGreater(log.timestamp, 1_600_000_000_000)
        self.assertEqual(log.content['messages'][0]['content'], 'Answer in Dutch.\n\nBe brief.')

    def test_tools(self):
        action = new_action(self.client, 'make_scatter_plot', '/plot')
        chat = new_chat(self.client, model_id=TOOLS_MODEL, tools=[
            {'type': 'action', 'id': action.action_id}])
        say(self.client, chat, 'Draw it')
        events = self.events(chat, debug=True)
        self.assertEqual(names(events), [
            'chat_completion-input', 'chat_completion-output', 'tool-input', 'tool-output',
            'chat_completion-input', 'chat_completion-output', 'message'])
        [output] = [e for e in events if names([e]) == ['tool-output']]
        self.assertEqual(output.content['tool_id'], action.action_id)
        self.assertEqual(output.content['data']['path'], '/tool/plot')
        self.assertEqual(events[-1].text, 'Test Message')

    def test_retrieval(self):
        collection_id = new_collection(self.client).collection_id
        fact = 'The pier opens at seven.'
        self.client.chunks.create(collection_id, content=fact)
        chat = new_chat(self.client, retrievals=[
            TaskingAI.RetrievalRef.new_collection(collection_id)])
        say(self.client, chat, fact)
        events = self.events(chat, debug=True)
        self.assertEqual(names(events)[:2], ['retrieval-input', 'retrieval-output'])
        self.assertEqual(events[1].content['result'][0]['content'], fact)

    def test_memory_is_full(self):
        chat = new_chat(self.client, memory={'type': 'naive'})
        say(self.client, chat, 'x' * 60000)
        with self.fails_with('RESOURCE_LIMIT', http_status=429):
            say(self.client, chat, 'y' * 6000)


if __name__ == '__main__':
    unittest.main()
