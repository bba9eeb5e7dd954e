#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Uploads a file, showing how far it is, and makes a record of it.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… upload.js FILE EMBEDDING_MODEL_ID
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const client = new TaskingAI.Client();

async function makeRecord(collection_id, path) {
    const upload = TaskingAI.Upload.new_for_file(Gio.File.new_for_path(path));
    upload.connect('progress', (_, sent, total) => {
        if (sent === total)
            print('sent', sent, 'bytes');
    });
    const {file_id} = await client.files.upload_async(upload);

    // The file can be used once, for one record.
    const {record_id} = await client.records.create_async(collection_id,
        {type: 'file', file_id, text_splitter: TaskingAI.TextSplitter.new_token(200, 20)});
    const {num_chunks} = await client.records.wait_ready_async(collection_id, record_id);
    print('record:', num_chunks, 'chunks');
}

if (ARGV.length < 1) {
    printerr('usage: upload.js FILE EMBEDDING_MODEL_ID');
    System.exit(2);
}
try {
    const embedding_model_id = ARGV[1] ?? GLib.getenv('TASKINGAI_EMBEDDING_MODEL_ID');
    const {collection_id} = await client.collections.create_async({embedding_model_id, capacity: 1000});
    await makeRecord(collection_id, ARGV[0]).finally(() => client.collections.delete_async(collection_id));
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
