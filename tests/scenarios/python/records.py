# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import unittest

from common import GLib, TaskingAI, TestCase, new_collection

TEXT = 'The pier opens at seven. Fog signals are tested on Mondays.'
SPLITTER = {'type': 'token', 'chunk_size': 100, 'chunk_overlap': 10}


class Records(TestCase):
    def setUp(self):
        super().setUp()
        self.collection_id = new_collection(self.client).collection_id

    def create(self, **members):
        return self.client.records.create(self.collection_id, **{
            'type': 'text', 'content': TEXT, 'text_splitter': SPLITTER, **members})

    def upload(self):
        return TaskingAI.Upload.new_for_bytes(GLib.Bytes.new(TEXT.encode()), 'pier.txt')

    def test_blocking(self):
        created = self.create(title='Pier', metadata={'key': 'handbook'})
        self.assertEqual((created.type, created.content, created.num_chunks, created.metadata),
                         (TaskingAI.RecordType.TEXT, TEXT, 1, {'key': 'handbook'}))
        record = self.client.records.get(self.collection_id, created.record_id)
        self.assertEqual(record, created)
        record.metadata = {'key': 'leaflet'}
        updated = self.client.records.update(record)
        self.assertEqual((updated.title, updated.metadata), ('Pier', {'key': 'leaflet'}))
        self.assertEqual(list(self.client.records.list(self.collection_id)), [updated])
        self.assertTrue(self.client.records.delete(self.collection_id, record.record_id))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.records.get(self.collection_id, record.record_id)

    def test_async(self):
        async def run():
            records = self.client.records
            created = await records.create_async(
                self.collection_id, content=TEXT,
                text_splitter=TaskingAI.TextSplitter.new_separator(['. ']))
            self.assertEqual(created.num_chunks, 2)
            ids = self.collection_id, created.record_id
            self.assertEqual(await records.get_async(*ids), created)
            self.assertEqual(await records.wait_ready_async(*ids), created)
            updated = await records.update_async(*ids, metadata={'key': 'night'})
            self.assertEqual(updated.metadata, {'key': 'night'})
            self.assertEqual(list(await records.list_async(self.collection_id)), [updated])
            self.assertTrue(await records.delete_async(*ids))
        asyncio.run(run())

    def test_list_all(self):
        made = [self.create(title=f'R{i}').title for i in range(5)]
        found = self.client.records.list_all(self.collection_id, order='asc', limit=2)
        self.assertEqual([record.title for record in found], made)

    def test_file(self):
        file_id = self.client.files.upload(self.upload()).file_id
        record = self.create(type='file', content=None, file_id=file_id)
        self.assertEqual((record.type, record.num_chunks), (TaskingAI.RecordType.FILE, 1))
        with self.fails_with('NOT_FOUND', http_status=404):
            self.create(type='file', content=None, file_id=file_id)

    def test_create_from_upload(self):
        async def run():
            return await self.client.records.create_from_upload_async(
                self.collection_id, self.upload(), TaskingAI.Record(text_splitter=SPLITTER))
        record = self.client.records.create_from_upload(
            self.collection_id, self.upload(), title='Pier', text_splitter=SPLITTER)
        self.assertEqual((record.type, record.title), (TaskingAI.RecordType.FILE, 'Pier'))
        self.assertEqual(asyncio.run(run()).num_chunks, 1)

    def test_wait_ready(self):
        record = self.create()
        self.assertEqual(self.client.records.wait_ready(self.collection_id, record.record_id), record)
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.records.wait_ready(self.collection_id, 'qpEa00000000000000000000')

    def test_new_content(self):
        record = self.create()
        record.content, record.text_splitter = 'Closed', SPLITTER
        self.assertEqual(self.client.records.update(record).content, 'Closed')
        with self.fails_with('INVALID_REQUEST'):
            self.client.records.update(self.collection_id, record.record_id, content='No splitter')

    def test_errors(self):
        with self.fails_with('INVALID_REQUEST'):
            self.create(text_splitter=None)
        with self.fails_with('INVALID_REQUEST', http_status=422):
            self.create(content=' ')
        with self.fails_with('NOT_FOUND', http_status=404):
            self.client.records.list('DbgY00000000000000000000')
        with self.assertRaisesRegex(ValueError, 'chunk_size'):
            self.create(text_splitter={'type': 'token', 'chunk_size': 'many'})


if __name__ == '__main__':
    unittest.main()
