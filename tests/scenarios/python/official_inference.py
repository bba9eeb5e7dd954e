# SPDX-License-Identifier: LGPL-2.1-or-later
"""The module inference of the official client's interface."""
import asyncio
import unittest

from official_common import (
    CHAT_MODEL, EMBEDDING_MODEL, STREAM_MODEL, STREAM_READERS, TOOLS_MODEL, TestCase, twice)
from taskingai import inference
from taskingai.client.exceptions import ApiException
from taskingai.client.stream import AsyncStream, Stream
from taskingai.inference import (
    AssistantMessage, ChatCompletion, ChatCompletionChunk, ChatCompletionFunctionCall, Function,
    FunctionCall, FunctionMessage, SystemMessage, UserMessage, a_chat_completion, chat_completion)

PLOT = {'name': 'make_scatter_plot', 'description': 'Plots', 'parameters': {
    'type': 'object', 'required': ['x_values'], 'properties': {
        'x_values': {'type': 'array', 'items': {'type': 'integer'}}}}}
DIALOGUE = [SystemMessage('Be brief.'), UserMessage('Hello'), AssistantMessage('Hello!'),
            UserMessage('How tall is the tower')]


class Completion(TestCase):
    def test_functions(self):
        self.assert_both_kinds(inference)

    def test_messages_as_objects_and_as_dicts(self):
        dicts = [message.model_dump(exclude_none=True) for message in DIALOGUE]
        before = [dict(message) for message in dicts]
        for complete in twice(inference, 'chat_completion'):
            for messages in (DIALOGUE, dicts):
                answer = complete(CHAT_MODEL, messages=messages, configs={'temperature': 0.5})
                self.assertIsInstance(answer, ChatCompletion)
                self.assertEqual((answer.object, answer.finish_reason), ('ChatCompletion', 'stop'))
                self.assertEqual((answer.message.role, answer.message.content),
                                 ('assistant', 's the tower'))
                self.assertIsNone(answer.message.function_calls)
                self.assertGreater(answer.usage.input_tokens, 0)
        self.assertEqual(dicts, before)

    def test_function_call(self):
        for complete in twice(inference, 'chat_completion'):
            for function in (PLOT, Function(**PLOT)):
                question = UserMessage('Plot')
                called = complete(TOOLS_MODEL, messages=[question], functions=[function])
                self.assertEqual((called.finish_reason, called.message.content),
                                 ('function_calls', None))
                call, = called.message.function_calls
                self.assertIsInstance(call, FunctionCall)
                self.assertEqual(call.arguments, {'x_values': [1, 2], 'y_values': [3, 4]})
                for result in (FunctionMessage(id=call.id, content='done'),
                               {'role': 'function', 'id': call.id, 'content': 'done'}):
                    answer = complete(TOOLS_MODEL, functions=[function],
                                      messages=[question, called.message, result])
                    self.assertEqual(answer.message.content, 'Test Message')

    def test_refused_here(self):
        for messages in ([], [{'role': 'king', 'content': 'x'}], [{'content': 'x'}], ['x'],
                         [{'role': 'function', 'content': 'x', 'id': 5}]):
            with self.assertRaises(ValueError):
                chat_completion(CHAT_MODEL, messages=messages)
        for functions in (['x'], [{'name': 'x'}]):
            with self.assertRaises(ValueError):
                chat_completion(CHAT_MODEL, messages=DIALOGUE, functions=functions)

    def test_aliases(self):
        self.assertIs(FunctionCall, ChatCompletionFunctionCall)
        self.assertIs(Function, inference.ChatCompletionFunction)


class Streaming(TestCase):
    def test_events(self):
        for events in STREAM_READERS:
            *chunks, final = events(inference, 'chat_completion', STREAM_MODEL, stream=True,
                                    messages=[UserMessage('Count from 1 to 5')])
            self.assertTrue(all(isinstance(chunk, ChatCompletionChunk) for chunk in chunks))
            self.assertEqual([chunk.index for chunk in chunks], [0, 1, 2, 3, 4])
            self.assertEqual((chunks[0].role, chunks[0].object),
                             ('assistant', 'ChatCompletionChunk'))
            self.assertIsInstance(final, ChatCompletion)
            self.assertEqual(''.join(chunk.delta for chunk in chunks), final.message.content)

    def test_classes(self):
        given = {'messages': [UserMessage('Count from 1 to 500')], 'stream': True}
        with chat_completion(STREAM_MODEL, **given) as stream:
            self.assertIsInstance(stream, Stream)
            self.assertEqual(next(stream).delta, '1')

        async def run():
            async with await a_chat_completion(STREAM_MODEL, **given) as stream:
                self.assertIsInstance(stream, AsyncStream)
                self.assertEqual((await anext(stream)).delta, '1')
        asyncio.run(run())

    def test_closed(self):
        """What has arrived with the first event is dropped, too."""
        given = {'messages': [UserMessage('Count from 1 to 50')], 'stream': True}
        stream = chat_completion(STREAM_MODEL, **given)
        next(stream)
        stream.close()
        with self.assertRaisesRegex(ApiException, 'closed'):
            next(stream)

        async def run():
            stream = await a_chat_completion(STREAM_MODEL, **given)
            await anext(stream)
            stream.close()
            with self.assertRaisesRegex(ApiException, 'closed'):
                await anext(stream)
        asyncio.run(run())


class Embedding(TestCase):
    def test_text_and_list(self):
        for embed in twice(inference, 'text_embedding'):
            one = embed(EMBEDDING_MODEL, 'hello')
            self.assertEqual(len(one), 256)
            self.assertTrue(all(isinstance(number, float) for number in one))
            self.assertEqual(embed(model_id=EMBEDDING_MODEL, input=['anchor', 'hello'])[1], one)

    def test_refused_here(self):
        with self.assertRaises(ValueError):
            inference.text_embedding(EMBEDDING_MODEL, 5)


if __name__ == '__main__':
    unittest.main()
