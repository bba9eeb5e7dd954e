# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TestCase, new_admin


class Bundles(TestCase):
    def setUp(self):
        super().setUp()
        self.admin = new_admin()

    def test_list(self):
        async def run():
            return list(await self.admin.bundles.list_async(limit=100, lang='en'))
        bundles = {bundle.bundle_id: bundle for bundle in self.admin.bundles.list()}
        calculator = bundles['calculator']
        self.assertEqual((calculator.registered, calculator.num_plugins), (False, 1))
        self.assertEqual([plugin.plugin_id for plugin in calculator.plugins], ['evaluate'])
        weather = bundles['open_weather'].credentials_schema['OPEN_WEATHER_API_KEY']
        self.assertEqual((weather['secret'], weather['required']), (True, True))
        self.assertEqual(asyncio.run(run()), list(bundles.values()))

    def test_list_all(self):
        self.assertEqual(list(self.admin.bundles.list_all(limit=2)), list(self.admin.bundles.list()))

    def test_icon(self):
        async def run():
            return await self.admin.bundles.get_icon_async('calculator')
        icon = self.admin.bundles.get_icon('calculator')
        self.assertEqual(icon.get_data()[1:4], b'PNG')
        self.assertTrue(asyncio.run(run()).equal(icon))


if __name__ == '__main__':
    unittest.main()
