# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import CHAT_MODEL, EMBEDDING_MODEL, TaskingAI, TestCase, new_collection


class Collections(TestCase):
    def test_blocking(self):
        created = self.client.collections.create(
            name='Harbour notes', capacity=1000, embedding_model_id=EMBEDDING_MODEL)
        self.assertEqual((created.embedding_size, created.num_records, created.num_chunks),
                         (256, 0, 0))
        self.assertEqual(created.status, TaskingAI.Status.READY)
        collection = self.client.collections.get(created.collection_id)
        self.assertEqual(collection, created)
        collection.description, collection.metadata = 'Tides and fog', {'key': 'pier'}
        updated = self.client.collections.update(collection)
        self.assertEqual((updated.name, updated.description, updated.metadata),
                         ('Harbour notes', 'Tides and fog', {'key': 'pier'}))
        self.assertEqual(self.client.collections.list(limit=1)[0], updated)
        self.assertTrue(self.client.collections.delete(created.collection_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.collections.get(created.collection_id)

    def test_async(self):
        async def run():
            collections = self.client.collections
            created = await collections.create_async(
                TaskingAI.Collection(capacity=1000, embedding_model_id=EMBEDDING_MODEL))
            collection_id = created.collection_id
            self.assertEqual(await collections.get_async(collection_id), created)
            updated = await collections.update_async(collection_id, name='Pilot')
            self.assertEqual(updated.name, 'Pilot')
            self.assertEqual((await collections.list_async(limit=1))[0], updated)
            self.assertTrue(await collections.delete_async(collection_id))
        asyncio.run(run())

    def test_list_all(self):
        made = [new_collection(self.client).collection_id for _ in range(5)]
        found = [c.collection_id for c in self.client.collections.list_all(limit=2)]
        self.assertEqual(found[:5], made[::-1])

    def test_errors(self):
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.client.collections.create(capacity=5, embedding_model_id=EMBEDDING_MODEL)
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.collections.create(capacity=1000, embedding_model_id='Tp000000')
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.client.collections.create(capacity=1000, embedding_model_id=CHAT_MODEL)
        with self.fails_with('INVALID_REQUEST'):
            self.client.collections.update(new_collection(self.client))


if __name__ == '__main__':
    unittest.main()
