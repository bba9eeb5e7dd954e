# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TestCase, new_admin


class Plugins(TestCase):
    def setUp(self):
        super().setUp()
        self.plugins = new_admin().plugins

    def test_list(self):
        async def run():
            return list(await self.plugins.list_async('arithmetic', lang='en'))
        plugins = {plugin.plugin_id: plugin for plugin in self.plugins.list('arithmetic')}
        self.assertEqual(list(plugins), ['add', 'divide', 'multiply', 'subtract'])
        add = plugins['add']
        self.assertEqual((add.bundle_id, add.function_def.name), ('arithmetic', 'add'))
        self.assertEqual(add.input_schema['number_1']['type'], 'number')
        self.assertEqual(add.output_schema['result']['type'], 'number')
        self.assertEqual(asyncio.run(run()), list(plugins.values()))

    def test_errors(self):
        with self.fails_with('NOT_FOUND', http_status=404):
            self.plugins.list('nothing')


if __name__ == '__main__':
    unittest.main()
