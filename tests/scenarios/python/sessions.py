# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import os
import unittest

from common import ADMIN_PASSWORD, TaskingAI, TestCase, new_admin, new_assistant

HOST = os.environ['TASKINGAI_HOST']


class Sessions(TestCase):
    def setUp(self):
        super().setUp()
        self.admin = TaskingAI.Admin(host=HOST, api_key='')

    def check_logged_out(self):
        with self.fails_with('AUTHENTICATION'):
            self.admin.sessions.verify()

    def test_blocking(self):
        self.check_logged_out()
        somebody = self.admin.sessions.login(username='admin', password=ADMIN_PASSWORD)
        self.assertEqual(somebody.username, 'admin')
        self.assertNotIn(somebody.token, repr(somebody))
        self.assertTrue(self.admin.sessions.verify())
        self.assertEqual(self.admin.sessions.refresh().admin_id, somebody.admin_id)
        self.assertTrue(self.admin.sessions.verify())
        self.assertTrue(self.admin.sessions.logout())
        self.check_logged_out()

    def test_async(self):
        async def run():
            sessions = self.admin.sessions
            await sessions.login_async(TaskingAI.LoginRequest.new('admin', ADMIN_PASSWORD))
            await sessions.refresh_async()
            self.assertTrue(await sessions.verify_async())
            self.assertTrue(await sessions.logout_async())
        asyncio.run(run())
        self.check_logged_out()

    def test_errors(self):
        with self.fails_with('AUTHENTICATION', http_status=401, server_code='INCORRECT_PASSWORD'):
            self.admin.sessions.login(username='admin', password='Canary0Canary1')
        with self.fails_with('NOT_FOUND', http_status=404):
            self.admin.sessions.login(username='nobody', password='Canary0Canary1')

    def test_one_at_a_time(self):
        first, second = new_admin(), new_admin()
        second.sessions.refresh()
        with self.fails_with('AUTHENTICATION', http_status=401):
            first.sessions.verify()
        self.assertTrue(second.sessions.verify())

    def test_token_of_an_earlier_login(self):
        token = self.admin.sessions.login(username='admin', password=ADMIN_PASSWORD).token
        self.assertTrue(TaskingAI.Admin(host=HOST, api_key=token).sessions.verify())

    def test_services_of_programs(self):
        made = new_assistant(new_admin(), name='Concierge')
        self.assertEqual(self.client.assistants.get(made.assistant_id), made)


if __name__ == '__main__':
    unittest.main()
