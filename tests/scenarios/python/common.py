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


def new_client(**settings):
    settings.setdefault('api_key', os.environ['TASKINGAI_API_KEY'])
    settings.setdefault('host', os.environ['TASKINGAI_HOST'])
    return TaskingAI.Client(**settings)


def new_assistant(client, **members):
    return client.assistants.create(model_id=CHAT_MODEL, memory={'type': 'zero'},
                                    retrieval_configs={'method': 'user_message'}, **members)


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
