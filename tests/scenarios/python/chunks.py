# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import CHAT_MODEL, RERANK_MODEL, TaskingAI, TestCase, new_collection

FACTS = ['Tide tables hang in the office.', 'The pier opens at seven.',
         'Fog signals are tested on Mondays.']


class Chunks(TestCase):
    def setUp(self):
        super().setUp()
        self.collection_id = new_collection(self.client).collection_id

    def create_library(self):
        return [self.client.chunks.create(self.collection_id, content=fact) for fact in FACTS]

    def query(self, **members):
        return list(self.client.chunks.query(self.collection_id, **members))

    def test_blocking(self):
        created = self.client.chunks.create(
            self.collection_id, content=FACTS[0], metadata={'key': 'office'})
        self.assertEqual((created.content, created.record_id, created.score, created.metadata),
                         (FACTS[0], None, None, {'key': 'office'}))
        self.assertGreater(created.num_tokens, 0)
        chunk = self.client.chunks.get(self.collection_id, created.chunk_id)
        self.assertEqual(chunk, created)
        chunk.content = FACTS[1]
        updated = self.client.chunks.update(chunk)
        self.assertEqual((updated.content, updated.metadata), (FACTS[1], {'key': 'office'}))
        self.assertEqual(list(self.client.chunks.list(self.collection_id)), [updated])
        self.assertTrue(self.client.chunks.delete(self.collection_id, chunk.chunk_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.chunks.get(self.collection_id, chunk.chunk_id)

    def test_async(self):
        async def run():
            chunks = self.client.chunks
            created = await chunks.create_async(self.collection_id, content=FACTS[0])
            ids = self.collection_id, created.chunk_id
            self.assertEqual(await chunks.get_async(*ids), created)
            updated = await chunks.update_async(*ids, content=FACTS[1])
            self.assertEqual(updated.content, FACTS[1])
            self.assertEqual(list(await chunks.list_async(self.collection_id)), [updated])
            [found] = await chunks.query_async(self.collection_id, TaskingAI.ChunkQuery.new(FACTS[1], 1))
            self.assertEqual(found.chunk_id, created.chunk_id)
            self.assertTrue(await chunks.delete_async(*ids))
        asyncio.run(run())

    def test_list_all(self):
        made = self.create_library()
        self.assertEqual(list(self.client.chunks.list_all(self.collection_id, limit=2)), made[::-1])

    def test_list_of_record(self):
        async def run():
            return list(await chunks.list_of_record_async(*ids, limit=2))
        chunks = self.client.chunks
        record = self.client.records.create(
            self.collection_id, content=' '.join(FACTS), title='Pier',
            text_splitter={'type': 'separator', 'separators': ['.']})
        self.create_library()
        ids = self.collection_id, record.record_id
        page = chunks.list_of_record(*ids)
        self.assertEqual([chunk.record_id for chunk in page], [record.record_id] * 3)
        self.assertTrue(page[0].content.startswith('Pier\n\n'), page[0])
        self.assertEqual(list(chunks.list_of_record_all(*ids, limit=2)), list(page))
        self.assertEqual(asyncio.run(run()), list(page)[:2])

    def test_query(self):
        self.create_library()
        found = self.query(query_text=FACTS[1], top_k=3)
        self.assertEqual((len(found), found[0].content), (3, FACTS[1]))
        self.assertAlmostEqual(found[0].score, 1)
        self.assertEqual([c.score for c in found], sorted((c.score for c in found), reverse=True))
        [only] = self.query(query_text=FACTS[1], top_k=3, score_threshold=0.99)
        self.assertEqual(only, found[0])
        self.assertLess(len(self.query(query_text=FACTS[1], top_k=3, max_tokens=10)), 3)

    def test_query_rerank(self):
        self.create_library()
        found = self.query(query_text='fog signals', top_k=1, rerank_model_id=RERANK_MODEL)
        self.assertEqual([chunk.content for chunk in found], [FACTS[2]])

    def test_errors(self):
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.client.chunks.create(self.collection_id, TaskingAI.Chunk())
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.query(query_text='fog', top_k=21)
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.query(query_text='fog', top_k=3, rerank_model_id=CHAT_MODEL)


if __name__ == '__main__':
    unittest.main()
