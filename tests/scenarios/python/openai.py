# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import (CHAT_MODEL, EMBEDDING_MODEL, ERROR_MODEL, STREAM_MODEL, TOOLS_MODEL, TaskingAI,
                    TestCase, new_assistant, numbers)


def ask(text, model=CHAT_MODEL, **members):
    return {'model': model, 'messages': [{'role': 'user', 'content': text}], **members}


class Openai(TestCase):
    def check(self, completion):
        self.assertEqual((completion.text, completion.model), ('the water cycle', CHAT_MODEL))
        [choice] = completion.choices
        self.assertEqual((choice.index, choice.finish_reason), (0, 'stop'))
        self.assertEqual(choice.message.role, 'assistant')
        self.assertGreater(completion.usage.total_tokens, 0)

    def test_chat_completion(self):
        request = ask('Please summarise the water cycle')
        self.check(self.client.openai.chat_completion(**request))

        async def run():
            return await self.client.openai.chat_completion_async(request)
        self.check(asyncio.run(run()))

    def test_assistant(self):
        assistant_id = new_assistant(self.client).assistant_id
        completion = self.client.openai.chat_completion(ask('abcd', assistant_id))
        self.assertEqual(completion.text, 'cd')

    def test_tool_calls(self):
        completion = self.client.openai.chat_completion(ask('Draw it', TOOLS_MODEL, tools=[
            {'type': 'function', 'function': {
                'name': 'make_scatter_plot', 'description': 'Draws',
                'parameters': {'type': 'object', 'properties': {}}}}]))
        [choice] = completion.choices
        self.assertEqual(choice.finish_reason, 'tool_calls')
        [call] = choice.message.tool_calls
        self.assertEqual(call['function']['name'], 'make_scatter_plot')

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.openai.chat_completion(ask('Hello', 'Tp000000'))
        with self.fails_with('PROVIDER', http_status=400):
            self.client.openai.chat_completion(ask('Hello', ERROR_MODEL))

    def test_stream(self):
        request = ask('Count from 1 to 5', STREAM_MODEL)
        with self.client.openai.chat_completion_stream(**request) as stream:
            chunks = list(stream)
        self.assertTrue(all(isinstance(c, TaskingAI.OpenaiChatCompletionChunk) for c in chunks))
        self.assertEqual(''.join(chunk.delta or '' for chunk in chunks), numbers(5))

        async def run():
            async with await self.client.openai.chat_completion_stream_async(request) as stream:
                return [chunk.delta async for chunk in stream]
        self.assertEqual(asyncio.run(run()), [chunk.delta for chunk in chunks])

    def test_embeddings(self):
        texts = ['low tide', 'high tide']
        vectors = self.client.openai.embeddings(model=EMBEDDING_MODEL, input=texts)
        self.assertEqual([(v.index, len(v.embedding)) for v in vectors.data], [(0, 256), (1, 256)])
        self.assertGreater(vectors.usage.prompt_tokens, 0)

        async def run():
            return await self.client.openai.embeddings_async(model=EMBEDDING_MODEL, input=texts[0])
        self.assertEqual(asyncio.run(run()).data[0].embedding, vectors.data[0].embedding)


if __name__ == '__main__':
    unittest.main()
