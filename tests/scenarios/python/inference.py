# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import math
import unittest

from common import (
    CHAT_MODEL, EMBEDDING_MODEL, RERANK_MODEL, TOOLS_MODEL, TaskingAI, TestCase)

QUESTION = {'role': 'user', 'content': 'How tall is the tower'}


class Inference(TestCase):
    def test_chat_completion(self):
        completion = self.client.inference.chat_completion(
            model_id=CHAT_MODEL, messages=[QUESTION], configs={'temperature': 0.5})
        self.assertEqual(completion.text, 's the tower')
        self.assertEqual(completion.finish_reason, TaskingAI.FinishReason.STOP)
        self.assertEqual(completion.message.role, TaskingAI.Role.ASSISTANT)
        self.assertGreater(completion.usage.input_tokens, 0)

    def test_chat_completion_async(self):
        request = TaskingAI.ChatCompletionRequest(model_id=CHAT_MODEL)
        request.add_user_message('How tall is the tower')

        async def run():
            return await self.client.inference.chat_completion_async(request)
        self.assertEqual(asyncio.run(run()).message.content, 's the tower')

    def test_function_call(self):
        function = {'name': 'make_scatter_plot', 'description': 'Plots',
                    'parameters': {'type': 'object', 'properties': {}}}
        completion = self.client.inference.chat_completion(
            model_id=TOOLS_MODEL, messages=[QUESTION], functions=[function])
        self.assertEqual(completion.finish_reason, TaskingAI.FinishReason.FUNCTION_CALLS)
        call = completion.message.function_calls[0]
        self.assertEqual(call.name, 'make_scatter_plot')
        self.assertEqual(call.arguments, {'x_values': [1, 2], 'y_values': [3, 4]})
        answer = self.client.inference.chat_completion(model_id=TOOLS_MODEL, messages=[
            TaskingAI.ChatCompletionMessage(**QUESTION), completion.message,
            TaskingAI.ChatCompletionMessage.new_function(call.id, 'done')])
        self.assertEqual(answer.text, 'Test Message')

    def test_text_embedding(self):
        result = self.client.inference.text_embedding(
            model_id=EMBEDDING_MODEL, input=['hello', 'anchor'], input_type='document')
        first, second = result.data
        self.assertEqual((first.index, second.index, len(first.embedding)), (0, 1, 256))
        self.assertEqual(first.embedding[0], 0.0012277639928960082)
        self.assertAlmostEqual(math.hypot(*second.embedding), 1)
        self.assertGreater(result.usage.input_tokens, 0)

    def test_rerank(self):
        documents = ['Pier opening hours', 'Fog signal schedule']
        result = self.client.inference.rerank(
            model_id=RERANK_MODEL, query='fog signal', documents=documents, top_n=1)
        self.assertEqual(len(result.results), 1)
        best = result.results[0]
        self.assertEqual(best.document.text, documents[best.index])


if __name__ == '__main__':
    unittest.main()
