# SPDX-License-Identifier: LGPL-2.1-or-later
"""Configuration and exceptions of the official client's interface."""
import json
import os
import unittest
from unittest import mock

import taskingai
from official_common import (
    CHAT_MODEL, ERROR_MODEL, MISSING_ID, STREAM_MODEL, STREAM_READERS, TestCase, twice)
from taskingai import assistant, exceptions, inference
from taskingai.client import rest
from taskingai.client.constants import PARENT_LOGGER_NAME

HELLO = [{'role': 'user', 'content': 'Hello'}]


class Configuration(TestCase):
    def tearDown(self):
        taskingai.init()

    def test_environment(self):
        self.assertEqual(taskingai.Config.API_KEY, os.environ['TASKINGAI_API_KEY'])
        self.assertEqual(taskingai.Config.HOST, os.environ['TASKINGAI_HOST'])
        with mock.patch.dict(os.environ):
            del os.environ['TASKINGAI_HOST']
            taskingai.init()
            self.assertEqual(taskingai.Config.HOST, 'https://api.tasking.ai')

    def test_arguments_win(self):
        taskingai.init(api_key='tk' + 'x' * 30)
        for get in twice(assistant, 'get_assistant'):
            with self.fails_with(404, 'UnauthorizedException'):  # the status that the server has
                get(MISSING_ID)

    def test_no_key(self):
        with mock.patch.dict(os.environ):
            del os.environ['TASKINGAI_API_KEY']
            taskingai.init()
            for get in twice(assistant, 'get_assistant'):
                with self.assertRaisesRegex(exceptions.ApiKeyError, 'API key'):
                    get(MISSING_ID)

    def test_unknown_argument(self):
        with self.assertLogs(PARENT_LOGGER_NAME, 'ERROR') as logs:
            taskingai.init(key='x')
        self.assertIn('key', logs.output[0])

    def test_star_import(self):
        names = {}
        exec('from taskingai import *', names)
        self.assertLessEqual({'assistant', 'inference', '__version__'},
                             names.keys())


class Errors(TestCase):
    def test_not_found(self):
        for get in twice(assistant, 'get_assistant'):
            with self.fails_with(404, 'NotFoundException') as caught:
                get(MISSING_ID)
            error = caught.exception
            self.assertEqual(error.code, 'OBJECT_NOT_FOUND')
            self.assertIn(MISSING_ID, error.reason)
            self.assertEqual(json.loads(error.body)['error']['code'], error.code)

    def test_invalid(self):
        for create in twice(assistant, 'create_assistant'):
            with self.fails_with(422) as caught:
                create(model_id=CHAT_MODEL, memory={'type': 'zero'}, name='n' * 200)
            self.assertEqual(caught.exception.code, 'REQUEST_VALIDATION_ERROR')

    def test_provider(self):
        for complete in twice(inference, 'chat_completion'):
            with self.fails_with(400, 'ServiceException') as caught:
                complete(ERROR_MODEL, messages=HELLO)
            self.assertEqual(caught.exception.code, 'PROVIDER_ERROR')

    def test_no_server(self):
        taskingai.init(host='http://127.0.0.1:1')
        try:
            for get in twice(assistant, 'get_assistant'):
                with self.fails_with(0, 'TaskingAIProtocolError') as caught:
                    get(MISSING_ID)
                self.assertIsNone(caught.exception.body)
        finally:
            taskingai.init()

    def test_stream_that_does_not_start(self):
        for events in STREAM_READERS:
            for model, cls in ('zzzzzzzz', 'NotFoundException'), (ERROR_MODEL, 'ServiceException'):
                with self.assertRaises(getattr(exceptions, cls)):
                    events(inference, 'chat_completion', model, messages=HELLO, stream=True)

    def test_stream_that_fails_on_the_way(self):
        for text, cls in ('!mid', 'ServiceException'), ('!cut', 'TaskingAIProtocolError'):
            given = {'messages': [{'role': 'user', 'content': f'Count from 1 to 9 {text}'}],
                     'stream': True}
            for events in STREAM_READERS:
                with self.assertRaises(getattr(exceptions, cls)):
                    events(inference, 'chat_completion', STREAM_MODEL, **given)
            stream = inference.chat_completion(STREAM_MODEL, **given)
            self.assertEqual([next(stream).delta, next(stream).delta], ['one', 'two'])

    def test_classes(self):
        self.assertIs(rest.ApiException, exceptions.ApiException)
        self.assertTrue(issubclass(exceptions.ApiException, exceptions.OpenApiException))
        self.assertTrue(issubclass(exceptions.OpenApiException, exceptions.TaskingAIException))
        error = exceptions.ApiTypeError('Wrong', path_to_item=['data', 0])
        self.assertIsInstance(error, TypeError)
        self.assertEqual(str(error), "Wrong at ['data'][0]")
        self.assertEqual(str(exceptions.NotFoundException(status=404, reason='Gone')),
                         '(404)\nReason: Gone\n')

    def test_from_response(self):
        response = mock.Mock(status=418, reason='Teapot', data=b'{}')
        response.getheaders.return_value = {'A': 'b'}
        error = exceptions.ApiException(http_resp=response)
        self.assertEqual((error.status, error.body, error.headers), (418, b'{}', {'A': 'b'}))
        self.assertIn("headers: {'A': 'b'}", str(error))


if __name__ == '__main__':
    unittest.main()
