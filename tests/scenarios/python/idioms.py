# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import copy
import unittest

from common import GLib, TaskingAI, TestCase, new_assistant, new_chat


class Idioms(TestCase):
    def test_members(self):
        message = TaskingAI.Message(role='user', content='Hello', metadata={'key': 'tide'})
        self.assertEqual(message.content, TaskingAI.MessageContent.new('Hello'))
        self.assertEqual(message.to_dict(), {
            'role': 'user', 'content': {'text': 'Hello'}, 'metadata': {'key': 'tide'}})
        self.assertEqual(TaskingAI.Message.from_dict(message.to_dict()), message)
        self.assertEqual(copy.copy(message), message)
        message.content = {'text': 'Bye'}
        self.assertEqual(message.text, 'Bye')
        message.content = None
        self.assertIsNone(message.content)
        self.assertEqual(message.to_dict(), {'role': 'user', 'metadata': {'key': 'tide'}})

    def test_numbers_that_are_not_set(self):
        options = TaskingAI.ListOptions(limit=0)
        self.assertEqual((options.limit, options.offset), (0, None))
        options.limit = None
        self.assertEqual(options.to_dict(), {})

    def test_what_the_wire_calls_type(self):
        memory = TaskingAI.ChatMemory.from_dict({'type': 'naive'})
        self.assertEqual(memory.type, TaskingAI.MemoryType.NAIVE)
        tool = TaskingAI.ToolRef(type='plugin', id='a/b')
        self.assertEqual((tool.type, tool.tool_type), (TaskingAI.ToolType.PLUGIN,) * 2)
        tool.type = TaskingAI.ToolType.ACTION
        self.assertEqual(tool.to_dict()['type'], 'action')
        newer = TaskingAI.ToolRef(type='robot')
        self.assertEqual((newer.type, newer.to_dict()), ('robot', {'type': 'robot'}))

    def test_json(self):
        schema = {'type': 'object', 'properties': {'n': {'type': 'number', 'enum': None}}, 'x': [1, 2.5]}
        function = TaskingAI.ChatCompletionFunction(name='f', parameters=schema)
        self.assertEqual(function.parameters, schema)
        function.parameters = GLib.Variant('a{sv}', {'a': GLib.Variant('b', True)})
        self.assertEqual(function.parameters, {'a': True})

    def test_lists(self):
        request = TaskingAI.ChatCompletionRequest(model_id='TpEcho00', messages=[
            {'role': 'system', 'content': 'Be brief'}, TaskingAI.ChatCompletionMessage.new_user('Hi')])
        request = TaskingAI.ChatCompletionRequest(model_id='TpEcho00', messages=[
            *request.messages, TaskingAI.ChatCompletionMessage(role='assistant', content='Hello')])
        self.assertEqual([m.role.value_nick for m in request.messages], ['system', 'user', 'assistant'])
        self.assertEqual(TaskingAI.TextEmbeddingRequest(input='one').input, ['one'])
        splitter = TaskingAI.TextSplitter.new_separator(['.', '!'])
        self.assertEqual(splitter.separators, ['.', '!'])

    def test_secrets_are_not_shown(self):
        model = TaskingAI.RegisteredModel(name='m', credentials={'KEY': 'Canary0Canary1'})
        self.assertNotIn('Canary0', repr(model))
        self.assertNotIn('Canary0', str(model))
        self.assertIn('name: "m"', repr(model))

    def test_mistakes(self):
        with self.assertRaisesRegex(TypeError, 'nmae'):
            TaskingAI.Assistant(nmae='x')
        with self.assertRaisesRegex(TypeError, 'text'):
            TaskingAI.Message(role='user', text='Hello')
        with self.assertRaisesRegex(TypeError, 'memory'):
            TaskingAI.Assistant(memory='naive')
        with self.assertRaisesRegex(ValueError, 'memory'):
            TaskingAI.Assistant(memory={'type': 'naive', 'max_messages': 'many'})
        with self.assertRaisesRegex(TypeError, 'nmae'):
            self.client.chats.create('X5lM', nmae='x')
        with self.assertRaisesRegex(TypeError, 'name'):
            self.client.chats.create('X5lM', TaskingAI.Chat(), name='x')
        with self.assertRaisesRegex(TypeError, 'chat_id'):
            self.client.messages.list('X5lM')
        with self.assertRaisesRegex(TypeError, 'stranger'):
            self.client.health.check(stranger=1)

    def test_ids_that_the_model_knows(self):
        chat = new_chat(self.client)
        self.assertEqual(self.client.chats.update({
            'assistant_id': chat.assistant_id, 'chat_id': chat.chat_id, 'name': 'Dict'}).name, 'Dict')
        self.assertEqual(self.client.chats.update(
            chat_id=chat.chat_id, assistant_id=chat.assistant_id, name='Keyword').name, 'Keyword')
        with self.fails_with('INVALID_REQUEST'):
            self.client.chats.update(name='Nobody')

    def test_callback(self):
        loop, answers = GLib.MainLoop(), []

        def done(chats, result, *data):
            answers.append((chats.list_finish(result), data))
            loop.quit()
        assistant = new_assistant(self.client)
        self.client.chats.list_async(assistant.assistant_id, None, None, done)
        loop.run()
        self.assertEqual([(len(page), data) for page, data in answers], [(0, ())])

    def test_cancelled(self):
        async def run():
            call = self.client.inference.chat_completion_async(
                model_id='TpDelay0', messages=[{'role': 'user', 'content': '#20#late'}])
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(call, 0.05)
        asyncio.run(run())


if __name__ == '__main__':
    unittest.main()
