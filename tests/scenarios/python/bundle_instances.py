# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import STREAM_MODEL, TaskingAI, TestCase, new_admin, new_assistant

CALCULATOR = {'bundle_id': 'calculator', 'name': 'Sums', 'credentials': {}}


class BundleInstances(TestCase):
    def setUp(self):
        super().setUp()
        self.admin = new_admin()
        self.instances = self.admin.bundle_instances

    def test_blocking(self):
        created = self.instances.create(**CALCULATOR)
        self.assertEqual((created.bundle_instance_id, created.name), ('calculator', 'Sums'))
        self.assertEqual((created.credentials, created.display_credentials), (None, {}))
        self.assertEqual([plugin.plugin_id for plugin in created.plugins], ['evaluate'])
        instance = self.instances.get('calculator')
        self.assertEqual(instance, created)
        instance.name, instance.credentials = 'Reckoning', {}
        updated = self.instances.update(instance)
        self.assertEqual(updated.name, 'Reckoning')
        self.assertEqual(list(self.instances.list()), [updated])
        self.assertTrue(self.instances.delete('calculator'))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.instances.get('calculator')

    def test_async(self):
        async def run():
            created = await self.instances.create_async(TaskingAI.BundleInstance(**CALCULATOR))
            self.assertEqual(await self.instances.get_async('calculator'), created)
            updated = await self.instances.update_async(
                'calculator', name='Reckoning', credentials={})
            self.assertEqual(list(await self.instances.list_async(limit=5)), [updated])
            self.assertTrue(await self.instances.delete_async('calculator'))
        asyncio.run(run())

    def test_list_all(self):
        made = [self.instances.create(bundle_id=each, credentials={}).bundle_id
                for each in ('arithmetic', 'calculator', 'time_api')]
        self.assertEqual([i.bundle_id for i in self.instances.list_all(limit=2)], made[::-1])
        for each in made:
            self.instances.delete(each)

    def test_tool_of_an_assistant(self):
        self.instances.create(**CALCULATOR)
        tool = TaskingAI.ToolRef.new_plugin('calculator', 'evaluate')
        assistant = new_assistant(self.client, model_id=STREAM_MODEL, tools=[tool])
        self.assertEqual((assistant.tools[0].type, assistant.tools[0].id),
                         (TaskingAI.ToolType.PLUGIN, 'calculator/evaluate'))
        self.instances.delete('calculator')

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.instances.create(bundle_id='nothing', credentials={})
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.instances.create(bundle_id='open_weather', credentials={})
        with self.fails_with('PROVIDER', server_code='CREDENTIALS_VALIDATION_ERROR'):
            self.instances.create(bundle_id='open_weather', credentials={
                'OPEN_WEATHER_API_KEY': 'Canary0Canary1'})
        self.instances.create(bundle_id='time_api', credentials={})
        with self.fails_with('CONFLICT', http_status=409):
            self.instances.create(bundle_id='time_api', credentials={})
        self.instances.delete('time_api')


if __name__ == '__main__':
    unittest.main()
