# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TaskingAI, TestCase, new_action, openapi_document

TIDES = {'/tides/{port}': {'get': {
    'operationId': 'readTides', 'description': 'Reads tides', 'parameters': [
        {'name': 'port', 'in': 'path', 'required': True, 'description': 'The port',
         'schema': {'type': 'string'}},
        {'name': 'days', 'in': 'query', 'description': 'How many', 'schema': {'type': 'integer'}}]}}}
BERTHS = {'/berths': {'post': {
    'operationId': 'book_berth', 'description': 'Books a berth', 'requestBody': {'content': {
        'application/json': {'schema': {'type': 'object', 'properties': {
            'boat': {'type': 'string', 'description': 'The boat'}}}}}}}}}


class Actions(TestCase):
    def create(self, paths, **members):
        return list(self.client.actions.bulk_create(
            openapi_schema=openapi_document(paths), **members))

    def test_blocking(self):
        tides, berths = self.create({**TIDES, **BERTHS})
        self.assertEqual((tides.name, tides.operation_id, tides.method),
                         ('read_tides', 'readTides', TaskingAI.ActionMethod.GET))
        self.assertEqual(tides.function_def.name, 'read_tides')
        self.assertEqual(tides.path_param_schema['port']['type'], 'string')
        self.assertEqual(list(berths.openapi_schema['paths']), ['/berths'])
        self.assertEqual(berths.body_type, TaskingAI.ActionBodyType.JSON)
        action = self.client.actions.get(tides.action_id)
        self.assertEqual(action, tides)
        action.authentication = {'type': 'bearer', 'secret': 'Canary0Canary1'}
        updated = self.client.actions.update(action)
        self.assertEqual(updated.authentication.type, TaskingAI.ActionAuthenticationType.BEARER)
        self.assertNotIn('Canary0Canary1', [updated.authentication.secret, repr(action)])
        self.assertEqual(list(self.client.actions.list(limit=2)), [berths, updated])
        self.assertTrue(self.client.actions.delete(tides.action_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.actions.get(tides.action_id)

    def test_async(self):
        async def run():
            actions = self.client.actions
            [created] = await actions.bulk_create_async(
                openapi_schema=openapi_document(TIDES),
                authentication=TaskingAI.ActionAuthentication.new_basic('aGVyb246'))
            self.assertEqual(await actions.get_async(created.action_id), created)
            result = await actions.run_async(created.action_id, parameters={'port': 'Oban'})
            self.assertEqual(result.data['authorization'], 'Basic aGVyb246')
            updated = await actions.update_async(
                created.action_id, openapi_schema=openapi_document(BERTHS))
            self.assertEqual(updated.name, 'book_berth')
            self.assertIn(updated, list(await actions.list_async()))
            self.assertTrue(await actions.delete_async(created.action_id))
        asyncio.run(run())

    def test_list_all(self):
        made = [new_action(self.client, f'one_of_{i}', '/many').name for i in range(5)]
        found = [action.name for action in self.client.actions.list_all(limit=2)]
        self.assertEqual(found[:5], made[::-1])

    def test_run_get(self):
        [action] = self.create(TIDES)
        result = self.client.actions.run(action.action_id, parameters={'port': 'St Ives', 'days': 3})
        self.assertEqual((result.status, result.error), (200, None))
        self.assertEqual((result.data['method'], result.data['path'], result.data['query']),
                         ('GET', '/tool/tides/St%20Ives', {'days': '3'}))

    def test_run_post(self):
        [action] = self.create(BERTHS, authentication={'type': 'custom', 'content': {'x-key': 'k1'}})
        data = self.client.actions.run(action.action_id, parameters={'boat': 'Heron'}).data
        self.assertEqual((data['method'], data['body'], data['key']), ('POST', {'boat': 'Heron'}, 'k1'))

    def test_run_fails(self):
        action = new_action(self.client, 'find_nothing', '/status/404')
        result = self.client.actions.run(action.action_id)
        self.assertEqual((result.status, list(result.data)), (404, ['error']))

    def test_problem(self):
        self.assertIsNone(new_action(self.client, 'look', '/around').dup_problem())
        bad = TaskingAI.Action.from_dict({'action_id': 'bFBd', 'query_param_schema': {
            'ports': {'type': 'array', 'description': 'Ports', 'required': True}}})
        self.assertIn('ports', bad.dup_problem())

    def test_errors(self):
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.client.actions.bulk_create(openapi_schema={'paths': {}})
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.actions.run('bFBd00000000000000000000', parameters={})
        with self.fails_with('INVALID_REQUEST'):
            self.client.actions.update(new_action(self.client, 'look', '/around'))


if __name__ == '__main__':
    unittest.main()
