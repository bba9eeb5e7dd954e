# SPDX-License-Identifier: LGPL-2.1-or-later
"""The module retrieval of the official client's interface."""
import unittest

from official_common import EMBEDDING_MODEL, MISSING_ID, TestCase, twice
from taskingai import retrieval
from taskingai.client.models import CollectionType
from taskingai.retrieval import (
    Chunk, Collection, Record, RecordType, SeparatorTextSplitter, TextSplitter, TokenTextSplitter,
    create_chunk, create_collection, create_record, delete_collection, list_chunks, query_chunks,
    update_record)

SPLITTER = TokenTextSplitter(chunk_size=100, chunk_overlap=10)
VERBS = ('create', 'get', 'update', 'delete')


class RetrievalCase(TestCase):
    def new_collection(self, **members):
        made = create_collection(embedding_model_id=EMBEDDING_MODEL, **members)
        self.addCleanup(delete_collection, made.collection_id)
        return made.collection_id


class Collections(RetrievalCase):
    def test_functions(self):
        self.assert_both_kinds(retrieval)

    def test_whole_life(self):
        for create, get, update, delete in zip(*(
                twice(retrieval, verb + '_collection') for verb in VERBS)):
            made = create(embedding_model_id=EMBEDDING_MODEL, capacity=1000, name='Notes',
                          description='Of the harbour', metadata={'a': 'b'})
            self.assertIsInstance(made, Collection)
            self.assertEqual((made.object, made.name, made.status, made.num_chunks, made.type),
                             ('Collection', 'Notes', 'ready', 0, CollectionType.TEXT))
            id_ = made.collection_id
            self.assertEqual(get(collection_id=id_), made)
            changed = update(collection_id=id_, name='Logs')
            self.assertEqual((changed.name, changed.description, changed.metadata),
                             ('Logs', 'Of the harbour', {'a': 'b'}))
            self.assertIsNone(delete(collection_id=id_))
            with self.fails_with(404):
                get(id_)

    def test_list(self):
        for _ in range(3):
            self.new_collection()
        for list_ in twice(retrieval, 'list_collections'):
            self.assert_pages(list_, lambda each: each.collection_id)

    def test_refused(self):
        with self.fails_with(422):
            create_collection(embedding_model_id=EMBEDDING_MODEL, capacity=5)
        with self.assertRaises(ValueError):
            create_collection(embedding_model_id=EMBEDDING_MODEL, type='picture')


class Records(RetrievalCase):
    def test_whole_life(self):
        collection_id = self.new_collection()
        for create, get, update, delete in zip(*(
                twice(retrieval, verb + '_record') for verb in VERBS)):
            made = create(collection_id, type='text', title='Pier', content='Opens at seven.',
                          text_splitter=SPLITTER, metadata={'a': 'b'})
            self.assertIsInstance(made, Record)
            self.assertEqual((made.type, made.status, made.content, made.num_chunks),
                             (RecordType.TEXT, 'ready', 'Opens at seven.', 1))
            ids = {'collection_id': collection_id, 'record_id': made.record_id}
            self.assertEqual(get(**ids), made)
            changed = update(**ids, type='text', content='Opens at nine.',
                             text_splitter=SPLITTER.model_dump())
            self.assertEqual((changed.title, changed.content, changed.metadata),
                             ('Pier', 'Opens at nine.', {'a': 'b'}))
            self.assertEqual(update(made.record_id, collection_id, metadata={'c': 'd'}).metadata,
                             {'c': 'd'})
            self.assertEqual(update(**ids, metadata={}).metadata, {})
            self.assertIsNone(delete(**ids))
            with self.fails_with(404):
                get(**ids)

    def test_list(self):
        collection_id = self.new_collection()
        for number in range(3):
            create_record(collection_id, type=RecordType.TEXT, content=f'Pier {number}',
                          text_splitter=SPLITTER)
        for list_ in twice(retrieval, 'list_records'):
            self.assert_pages(list_, lambda record: record.record_id, collection_id)

    def test_splitters(self):
        collection_id = self.new_collection()
        for splitter in (SeparatorTextSplitter(100, 10, ['.', '!']),
                         TextSplitter(type='separator', separators=['.', '!']),
                         {'type': 'separator', 'chunk_size': 100, 'separators': ['.', '!']}):
            record = create_record(collection_id, type='text', content='One. Two! Three',
                                   text_splitter=splitter)
            self.assertEqual(record.num_chunks, 3)

    def test_refused_here(self):
        for wrong in ({'type': 'text'}, {'type': 'file'}, {'type': 'web'},
                      {'type': 'web', 'url': 'http://example.com'}, {'type': 'tape'},
                      {'type': 'text', 'content': 'x' * 32769},
                      {'type': 'text', 'content': 'x', 'text_splitter': {'chunk_size': 10}}):
            with self.assertRaises(ValueError):
                create_record(MISSING_ID, **wrong)
        with self.assertRaises(ValueError):
            update_record(MISSING_ID, MISSING_ID, type='tape')

    def test_without_splitter(self):
        collection_id = self.new_collection()
        with self.fails_with(422):
            create_record(collection_id, type='text', content='x')
        record = create_record(collection_id, type='text', content='x', text_splitter=SPLITTER)
        with self.fails_with(404):  # a sheet needs none; there is just no such file
            update_record(record.record_id, collection_id, type='qa_sheet', file_id='csv_x')


class Chunks(RetrievalCase):
    def test_whole_life(self):
        collection_id = self.new_collection()
        for create, get, update, delete in zip(*(
                twice(retrieval, verb + '_chunk') for verb in VERBS)):
            made = create(collection_id, content='Tide tables', metadata={'a': 'b'})
            self.assertIsInstance(made, Chunk)
            self.assertEqual((made.object, made.content, made.record_id, made.score),
                             ('Chunk', 'Tide tables', None, None))
            ids = {'collection_id': collection_id, 'chunk_id': made.chunk_id}
            self.assertEqual(get(**ids), made)
            self.assertEqual(update(**ids, content='Timetables').metadata, {'a': 'b'})
            self.assertEqual(update(**ids, metadata={'c': 'd'}).content, 'Timetables')
            self.assertIsNone(delete(**ids))
            with self.fails_with(404):
                get(**ids)

    def test_list(self):
        collection_id = self.new_collection()
        for number in range(3):
            create_chunk(collection_id=collection_id, content=f'Pier {number}')
        for list_ in twice(retrieval, 'list_chunks'):
            self.assert_pages(list_, lambda chunk: chunk.chunk_id, collection_id)

    def test_query(self):
        collection_id = self.new_collection()
        for text in ('Tide tables', 'Fog signals', 'Opening hours'):
            create_chunk(collection_id, content=text)
        for query in twice(retrieval, 'query_chunks'):
            found = query(collection_id, query_text='Fog signals')
            self.assertEqual((len(found), found[0].content), (3, 'Fog signals'))
            self.assertAlmostEqual(found[0].score, 1)
            self.assertEqual(sorted(found, key=lambda chunk: -chunk.score), found)
            best = query(collection_id, query_text='Fog signals', top_k=1, score_threshold=0.9,
                         max_tokens=500)
            self.assertEqual(best, found[:1])
        self.assertEqual(len(list_chunks(collection_id)), 3)
        for wrong in ({'query_text': ''}, {'query_text': 'x', 'top_k': 21},
                      {'query_text': 'x', 'score_threshold': 2}):
            with self.assertRaises(ValueError):
                query_chunks(collection_id, **wrong)


if __name__ == '__main__':
    unittest.main()
