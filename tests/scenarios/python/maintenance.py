# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import TestCase, new_admin, new_assistant


class Maintenance(TestCase):
    def test_clean_data(self):
        new_assistant(new_admin())
        self.assertTrue(new_admin().maintenance.clean_data())
        self.assertEqual(list(new_admin().assistants.list()), [])

    def test_clean_data_async(self):
        async def run():
            return await new_admin().maintenance.clean_data_async()
        new_assistant(new_admin())
        self.assertTrue(asyncio.run(run()))
        self.assertEqual(list(new_admin().assistants.list()), [])


if __name__ == '__main__':
    unittest.main()
