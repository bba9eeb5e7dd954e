# SPDX-License-Identifier: LGPL-2.1-or-later
"""The module file of the official client's interface."""
import io
import pathlib
import tempfile
import unittest

from official_common import EMBEDDING_MODEL, TestCase, twice
from taskingai import file
from taskingai.client.models import FileIdData, UploadFilePurpose
from taskingai.exceptions import ApiException
from taskingai.file import upload_file
from taskingai.retrieval import TokenTextSplitter, create_collection, create_record, delete_collection


class Named(io.BytesIO):
    def __init__(self, content, name):
        super().__init__(content)
        self.name = name


class Files(TestCase):
    def test_functions(self):
        self.assert_both_kinds(file)

    def test_record_of_a_file(self):
        collection_id = create_collection(embedding_model_id=EMBEDDING_MODEL).collection_id
        self.addCleanup(delete_collection, collection_id)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'pier hours.txt'
            path.write_text('The pier opens at seven.')
            for upload in twice(file, 'upload_file'):
                with path.open('rb') as opened:
                    uploaded = upload(opened, purpose='record_file')
                self.assertIsInstance(uploaded, FileIdData)
                self.assertRegex(uploaded.file_id, '^txt_')
                record = create_record(collection_id, type='file', file_id=uploaded.file_id,
                                       text_splitter=TokenTextSplitter(100, 10))
                self.assertEqual((record.type, record.num_chunks), ('file', 1))
                self.assertIn('pier hours.txt', record.content)

    def test_any_binary_file(self):
        content = bytes(range(256)) * 4096
        uploaded = upload_file(Named(content, '/somewhere/notes.md'))
        self.assertRegex(uploaded.file_id, '^md_')

    def test_the_same_file_twice(self):
        collection_id = create_collection(embedding_model_id=EMBEDDING_MODEL).collection_id
        self.addCleanup(delete_collection, collection_id)
        opened = Named(b'The pier opens at seven.', 'pier.txt')
        for _ in range(2):
            record = create_record(collection_id, type='file', file_id=upload_file(opened).file_id,
                                   text_splitter=TokenTextSplitter(100, 10))
            self.assertEqual(record.num_chunks, 1)

    def test_refused_formats(self):
        for name in ('notes.exe', 'notes'):
            with self.fails_with(0):  # before anything is sent
                upload_file(Named(b'x', name))

    def test_purpose_of_the_hosted_service(self):
        for name, accepted in ('answers.csv', True), ('answers.txt', False):
            given = Named(b'question,answer\n', name), UploadFilePurpose.QA_RECORD_FILE
            try:
                uploaded = upload_file(*given)
            except ApiException as e:
                self.assertEqual(e.status, 422)  # a server without that purpose, or that format
            else:
                self.assertTrue(accepted)
                self.assertRegex(uploaded.file_id, '^csv_')

    def test_refused_here(self):
        for upload in twice(file, 'upload_file'):
            for wrong in ('notes.txt', io.BytesIO(b'x'), io.StringIO('x'), Named(b'x', 5)):
                with self.assertRaises(ValueError):
                    upload(wrong)
            with self.assertRaisesRegex(ValueError, 'purpose'):
                upload(Named(b'x', 'a.txt'), purpose='party')


if __name__ == '__main__':
    unittest.main()
