# SPDX-License-Identifier: LGPL-2.1-or-later
"""Requests that a server refuses, forgets or drops over HTTP/2: what is tried again, and what never."""
import asyncio
import collections
import json
import os
import random
import unittest

import certificates
from common import GLib, TestCase, new_client
from http2_server import Server

ANSWER = json.dumps({'status': 'success', 'data': {'object': 'Message', 'message_id': 'Mah1'}})


class Http2(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.certificate = certificates.find('good')

    def serve(self, *plan, choose=None, **settings):
        """A server, and a client that tells when it tries again."""
        server = Server(self.certificate, ANSWER.encode(), list(plan), choose)
        self.addCleanup(server.close)
        client = new_client(host=f'https://127.0.0.1:{server.port}',
                            ca_file=self.certificate['ca_file'], **settings)
        told = []
        client.connect('retrying', lambda _, method, path, attempt, *_rest: told.append(attempt))
        return server, client, told

    def say(self, client, text='hello'):
        return client.messages.create('X5lM', 'SdEL', role='user', content=text)

    def read(self, client):
        return client.messages.get('X5lM', 'SdEL', 'Mah1')

    def check_seen(self, server, *words):
        self.assertEqual([word for word, _ in server.seen], list(words))

    def test_refused(self):
        """Of a connection that was made for it, that is certain."""
        server, client, told = self.serve('refuse', max_retries=1)
        self.say(client)
        self.check_seen(server, 'refuse', 'answer')
        self.assertEqual((told, server.n_connections), ([1], 2))

    def test_refused_without_retries(self):
        server, client, told = self.serve('refuse', max_retries=0)
        with self.fails_with('CONNECTION') as caught:
            self.say(client)
        self.assertIn('refused the request before doing anything', caught.exception.message)
        self.check_seen(server, 'refuse')
        self.assertEqual(told, [])

    def check_kept(self, word):
        """On a kept connection nobody can say what became of it: a POST stays what it was."""
        server, client, told = self.serve('answer', word, 'answer', word, max_retries=5)
        self.say(client, 'first')
        with self.fails_with('CONNECTION'):
            self.say(client, 'second')
        self.assertEqual(self.read(client).message_id, 'Mah1')
        self.assertEqual(self.read(client).message_id, 'Mah1')  # at no charge, on a new connection
        self.check_seen(server, 'answer', word, 'answer', word, 'answer')
        self.assertEqual((told, server.n_connections), ([1], 3))

    def test_refused_on_kept_connection(self):
        self.check_kept('refuse')

    def test_go_away_on_kept_connection(self):
        self.check_kept('go_away')

    def test_hang_up_on_kept_connection(self):
        self.check_kept('hang_up')

    def check_new(self, word):
        server, client, told = self.serve(word, word, max_retries=1)
        with self.fails_with('CONNECTION'):
            self.say(client)
        self.assertEqual(self.read(client).message_id, 'Mah1')
        self.check_seen(server, word, word, 'answer')
        self.assertEqual(told, [1])

    def test_go_away(self):
        self.check_new('go_away')

    def test_hang_up(self):
        self.check_new('hang_up')

    def test_cancelled_stream(self):
        self.check_new('cancel')

    def test_no_turn_twice(self):
        """Many on few connections, of which many die at random."""
        seed = os.environ.get('TASKINGAI_TEST_SEED') or str(random.randrange(1 << 32))
        print(f'TASKINGAI_TEST_SEED={seed}')
        chance = random.Random(seed)
        words = ['answer'] * 6 + ['refuse', 'go_away', 'hang_up', 'cancel']
        server, client, _ = self.serve(choose=lambda: chance.choice(words), max_retries=2)
        results = collections.Counter()

        async def say(number):
            try:
                await client.messages.create_async('X5lM', f'SdEL{number}', role='user',
                                                   content=f'turn {number}')
                results[number, 'good'] += 1
            except GLib.Error:
                results[number, 'bad'] += 1

        async def run():
            for start in range(0, 400, 100):
                await asyncio.gather(*(say(number) for number in range(start, start + 100)))
        asyncio.run(run())
        processed = collections.Counter(json.loads(body)['content']['text']
                                        for body in server.processed)
        self.assertEqual({count for count in processed.values()}, {1})
        self.assertEqual(sum(results.values()), 400)
        for number, outcome in results:
            if outcome == 'good':
                self.assertEqual(processed[f'turn {number}'], 1)
        self.assertGreater(len(server.seen), len(processed))  # some were refused or forgotten


if __name__ == '__main__':
    unittest.main()
