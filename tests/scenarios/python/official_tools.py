# SPDX-License-Identifier: LGPL-2.1-or-later
"""The module tool of the official client's interface."""
import os
import unittest

from official_common import MISSING_ID, TestCase, twice
from taskingai import tool
from taskingai.tool import (
    Action, ActionAuthentication, ActionAuthenticationType, bulk_create_actions, delete_action,
    run_action, update_action)


def operation(name):
    return {'operationId': name, 'description': f'Gets the {name}',
            'responses': {'200': {'description': 'It'}}}


def document(*names):
    """An OpenAPI document of routes that the server itself answers without a credential."""
    return {'openapi': '3.0.0', 'info': {'title': 'Server', 'version': '1'},
            'servers': [{'url': os.environ['TASKINGAI_HOST']}],
            'paths': {f'/v1/{name}': {'get': operation(name)} for name in names}}


class Actions(TestCase):
    def make(self, *names, **members):
        made = bulk_create_actions(openapi_schema=document(*names), **members)
        for action in made:
            self.addCleanup(delete_action, action.action_id)
        return made

    def test_functions(self):
        self.assert_both_kinds(tool)

    def test_whole_life(self):
        for create, get, update, delete in zip(
                twice(tool, 'bulk_create_actions'), twice(tool, 'get_action'),
                twice(tool, 'update_action'), twice(tool, 'delete_action')):
            first, second = create(openapi_schema=document('version', 'health_check'))
            self.assertIsInstance(first, Action)
            self.assertEqual((first.object, first.name, first.method, first.body_type),
                             ('Action', 'version', 'GET', 'NONE'))
            self.assertEqual(first.authentication.type, ActionAuthenticationType.NONE)
            self.assertEqual(list(second.openapi_schema['paths']), ['/v1/health_check'])
            self.assertEqual(get(first.action_id), first)
            changed = update(action_id=first.action_id, openapi_schema=document('health_check'))
            self.assertEqual(changed.operation_id, 'health_check')
            for action in (first, second):
                self.assertIsNone(delete(action.action_id))
            with self.fails_with(404):
                get(first.action_id)

    def test_authentication(self):
        for given in (ActionAuthentication(type='bearer', secret='harbourmaster'),
                      {'type': 'bearer', 'secret': 'harbourmaster'}):
            action, = self.make('version', authentication=given)
            self.assertEqual(action.authentication.type, 'bearer')
            self.assertNotIn('harbourmaster', repr(action))
            changed = update_action(action.action_id, authentication={'type': 'none'})
            self.assertEqual(changed.authentication.type, 'none')
        for wrong in ({'type': 'magic'}, {'type': 'bearer', 'secret': ''}):
            with self.assertRaises(ValueError):
                self.make('version', authentication=wrong)

    def test_list(self):
        self.make('version', 'health_check')
        for list_ in twice(tool, 'list_actions'):
            self.assert_pages(list_, lambda action: action.action_id)

    def test_run(self):
        action, = self.make('version')
        for run in twice(tool, 'run_action'):
            result = run(action.action_id, parameters={})
            self.assertEqual((result['status'], result['data']['status']), (200, 'success'))
            self.assertIn('version', result['data']['data'])
        missing, = self.make('nowhere')
        result = run_action(missing.action_id, parameters={})
        self.assertEqual(result['status'], 404)
        self.assertIn('404', result['data']['error'])

    def test_refused(self):
        with self.fails_with(422):
            bulk_create_actions(openapi_schema={'openapi': '3.0.0'})
        with self.fails_with(404):
            run_action(MISSING_ID, parameters={})
        with self.assertRaises(ValueError):
            bulk_create_actions(openapi_schema='{}')


if __name__ == '__main__':
    unittest.main()
