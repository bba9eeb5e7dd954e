# SPDX-License-Identifier: LGPL-2.1-or-later
"""The functions of the official client's interface that give whole answers."""
import asyncio
import inspect
import unittest

from official_common import (
    CHAT_MODEL, EMBEDDING_MODEL, MISSING_ID, STREAM_MODEL, TestCase)
from taskingai.client import apis, stream_apis
from taskingai.client.models import (
    AssistantCreateRequest, AssistantGetResponse, AssistantListRequest, AssistantUpdateRequest,
    ChatCompletionRequest, TextEmbeddingRequest)


class Apis(TestCase):
    def test_names(self):
        for name in apis.__all__:
            if name.startswith('api_'):
                twin = getattr(apis, 'async_' + name)
                self.assertTrue(inspect.iscoroutinefunction(twin))
                self.assertEqual(inspect.signature(twin), inspect.signature(getattr(apis, name)))
        self.assertEqual(list(inspect.signature(apis.api_update_record).parameters),
                         ['collection_id', 'record_id', 'payload'])
        self.assertLessEqual({'api_run_action', 'api_query_collection_chunks', 'api_delete_message',
                              'api_clean_chat_context', 'async_api_bulk_create_actions'},
                             set(apis.__all__))

    def test_whole_life(self):
        body = AssistantCreateRequest(model_id=CHAT_MODEL, name='Ada', memory={'type': 'naive'},
                                      retrieval_configs={'method': 'memory'})
        made = [apis.api_create_assistant(body).data, apis.api_create_assistant(payload=body).data]
        first = apis.api_list_assistants(AssistantListRequest(limit=1))
        self.assertEqual((first.status, first.fetched_count, first.has_more, first.data),
                         ('success', 1, True, [made[1]]))
        for assistant in made:
            id_ = assistant.assistant_id
            got = asyncio.run(apis.async_api_get_assistant(assistant_id=id_))
            self.assertIsInstance(got, AssistantGetResponse)
            self.assertEqual(got.data, assistant)
            changed = apis.api_update_assistant(id_, AssistantUpdateRequest(description='New')).data
            self.assertEqual((changed.name, changed.description), ('Ada', 'New'))
            self.assertEqual(apis.api_delete_assistant(id_).status, 'success')

    def test_inference(self):
        answer = apis.api_text_embedding(TextEmbeddingRequest(model_id=EMBEDDING_MODEL, input='a'))
        self.assertEqual((len(answer.data[0].embedding), answer.usage.input_tokens > 0), (256, True))

    def test_stream(self):
        payload = ChatCompletionRequest(model_id=STREAM_MODEL, stream=True, messages=[
            {'role': 'user', 'content': 'Count from 1 to 3'}])
        *_, final = stream_apis.stream_api_chat_completion(payload)
        self.assertEqual(final.message.content, '1 2 3')

    def test_errors(self):
        for id_, status in (MISSING_ID, 404), ('a/b', 404), ('?', 422):
            with self.fails_with(status):
                apis.api_get_assistant(id_)
        with self.assertRaises(TypeError):
            apis.api_get_assistant()


if __name__ == '__main__':
    unittest.main()
