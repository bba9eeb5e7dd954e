#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Uploads a file, showing how far it is, and makes a record of it.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… upload.py FILE EMBEDDING_MODEL_ID
"""
import asyncio
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import Gio, GLib, TaskingAI  # noqa: E402


def show_progress(upload, sent, total):
    if sent == total:
        print('sent', sent, 'bytes')


async def make_record(client, collection_id, path):
    upload = TaskingAI.Upload.new_for_file(Gio.File.new_for_path(path))
    upload.connect('progress', show_progress)
    file = await client.files.upload_async(upload)
    # The file can be used once, for one record.
    record = await client.records.create_async(
        collection_id, type='file', file_id=file.file_id,
        text_splitter=TaskingAI.TextSplitter.new_token(200, 20))
    record = await client.records.wait_ready_async(collection_id, record.record_id)
    print('record:', record.num_chunks, 'chunks')


async def main(path, model_id):
    client = TaskingAI.Client()
    collection = await client.collections.create_async(embedding_model_id=model_id, capacity=1000)
    try:
        await make_record(client, collection.collection_id, path)
    finally:
        await client.collections.delete_async(collection.collection_id)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    model = sys.argv[2] if len(sys.argv) > 2 else os.environ['TASKINGAI_EMBEDDING_MODEL_ID']
    try:
        asyncio.run(main(sys.argv[1], model))
    except GLib.Error as e:
        sys.exit(e.message)
