# SPDX-License-Identifier: LGPL-2.1-or-later
import contextlib
import json
import os
import unittest

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402

CHAT_MODEL = os.environ['TASKINGAI_TEST_CHAT_MODEL']
STREAM_MODEL = os.environ['TASKINGAI_TEST_STREAM_MODEL']
TOOLS_MODEL = os.environ['TASKINGAI_TEST_TOOLS_MODEL']
EMBEDDING_MODEL = os.environ['TASKINGAI_TEST_EMBEDDING_MODEL']
RERANK_MODEL = os.environ['TASKINGAI_TEST_RERANK_MODEL']
ERROR_MODEL = os.environ['TASKINGAI_TEST_ERROR_MODEL']
ADMIN_PASSWORD = os.environ.get('TASKINGAI_TEST_ADMIN_PASSWORD', '')
FAULT_HOST = os.environ['TASKINGAI_FAULT_HOST']


def new_client(**settings):
    settings.setdefault('api_key', os.environ['TASKINGAI_API_KEY'])
    settings.setdefault('host', os.environ['TASKINGAI_HOST'])
    return TaskingAI.Client(**settings)


def new_admin():
    admin = TaskingAI.Admin(host=os.environ['TASKINGAI_HOST'])
    admin.sessions.login(username='admin', password=ADMIN_PASSWORD)
    return admin


def new_assistant(client, **members):
    return client.assistants.create(**{
        'model_id': CHAT_MODEL, 'memory': {'type': 'zero'},
        'retrieval_configs': {'method': 'user_message'}, **members})


def new_chat(client, **members):
    """With an assistant of its own."""
    return client.chats.create(new_assistant(client, **members).assistant_id)


def say(client, chat, text):
    return client.messages.create(chat.assistant_id, chat.chat_id, role='user', content=text)


def new_collection(client, name='Harbour notes'):
    return client.collections.create(name=name, capacity=1000, embedding_model_id=EMBEDDING_MODEL)


def new_action(client, operation_id, path):
    """Asks the fault server's /tool/PATH by GET, without parameters."""
    [action] = client.actions.bulk_create(openapi_schema=openapi_document({path: {'get': {
        'operationId': operation_id, 'description': 'Asks'}}}))
    return action


def openapi_document(paths):
    """Of the fault server, which tells what it was asked."""
    responses = {'200': {'description': 'What was asked'}}
    return {'openapi': '3.1.0', 'info': {'title': 'Harbour', 'version': '1'},
            'servers': [{'url': FAULT_HOST + '/tool'}],
            'paths': {path: {method: {**operation, 'responses': responses}
                             for method, operation in operations.items()}
                      for path, operations in paths.items()}}


def count_request(last, model_id=STREAM_MODEL):
    return {'model_id': model_id, 'messages': [
        {'role': 'system', 'content': 'You are a professional assistant.'},
        {'role': 'user', 'content': f'Count from 1 to {last}'}]}


def numbers(last):
    return ' '.join(str(i) for i in range(1, last + 1))


def stats(client):
    """What taskingai-local knows of its streams."""
    return json.loads(client.request('GET', '/v1/local/stats', None, None))


def wait_until_aborted(client, before):
    """Asks until the server has noticed; each question is a round trip, so that time passes."""
    for _ in range(2000):
        now = stats(client)
        if now['aborted_streams'] == before['aborted_streams'] + 1:
            return now
    raise AssertionError(f'the server did not notice: {before} {now}')


class TestCase(unittest.TestCase):
    def setUp(self):
        self.client = new_client()

    @contextlib.contextmanager
    def fails_with(self, name, **details):
        """Fails with this code, these details, and a message to understand."""
        with self.assertRaises(GLib.Error) as caught:
            yield caught
        error = caught.exception
        code = getattr(TaskingAI.ApiError, name)
        self.assertTrue(error.matches(TaskingAI.ApiError.quark(), code), error)
        self.assertRegex(error.message, r'\w+ \w+')
        found = TaskingAI.error_details(error)
        self.assertEqual(details, {key: found.get(key) for key in details})
