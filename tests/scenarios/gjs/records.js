// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, assertFails, assertModels, newCollection, run, test} from './common.js';

const TEXT = 'The pier opens at seven. Fog signals are tested on Mondays.';
const SPLITTER = {type: 'token', chunk_size: 100, chunk_overlap: 10};

function create(client, members = {}, {collection_id} = newCollection(client)) {
    return client.records.create(collection_id, {type: 'text', content: TEXT, text_splitter: SPLITTER, ...members});
}

function newUpload() {
    return TaskingAI.Upload.new_for_bytes(new TextEncoder().encode(TEXT), 'pier.txt');
}

test('blocking', async client => {
    const created = create(client, {title: 'Pier', metadata: {key: 'handbook'}});
    const {collection_id, record_id} = created;
    assertEqual([created.type, created.content, created.num_chunks, created.metadata],
        [TaskingAI.RecordType.TEXT, TEXT, 1, {key: 'handbook'}]);
    const record = client.records.get(collection_id, record_id);
    assertModels([record], [created]);
    record.metadata = {key: 'leaflet'};
    const updated = client.records.update(record);
    assertEqual([updated.title, updated.metadata], ['Pier', {key: 'leaflet'}]);
    assertModels(client.records.list(collection_id), [updated]);
    assert(client.records.delete(collection_id, record_id));
    await assertFails('NOT_FOUND', () => client.records.get(collection_id, record_id), {http_status: 404});
});

test('async', async client => {
    const {collection_id} = newCollection(client);
    const created = await client.records.create_async(collection_id,
        {content: TEXT, text_splitter: TaskingAI.TextSplitter.new_separator(['. '])});
    assertEqual(created.num_chunks, 2);
    const ids = [collection_id, created.record_id];
    assertModels([await client.records.get_async(...ids)], [created]);
    assertModels([await client.records.wait_ready_async(...ids)], [created]);
    const updated = await client.records.update_async(...ids, {metadata: {key: 'night'}});
    assertEqual(updated.metadata, {key: 'night'});
    assertModels(await client.records.list_async(collection_id), [updated]);
    assert(await client.records.delete_async(...ids));
});

test('list all', client => {
    const collection = newCollection(client);
    const made = [0, 1, 2, 3, 4].map(i => create(client, {title: `R${i}`}, collection));
    assertModels(client.records.list_all(collection.collection_id, {order: 'asc', limit: 2}), made);
});

test('file', async client => {
    const {file_id} = client.files.upload(newUpload());
    const record = create(client, {type: 'file', content: null, file_id});
    assertEqual([record.type, record.num_chunks], [TaskingAI.RecordType.FILE, 1]);
    await assertFails('NOT_FOUND', () => create(client, {type: 'file', content: null, file_id}),
        {http_status: 404});
});

test('create from upload', async client => {
    const {collection_id} = newCollection(client);
    const record = client.records.create_from_upload(collection_id, newUpload(),
        {title: 'Pier', text_splitter: SPLITTER});
    assertEqual([record.type, record.title], [TaskingAI.RecordType.FILE, 'Pier']);
    const again = await client.records.create_from_upload_async(collection_id, newUpload(),
        new TaskingAI.Record({text_splitter: SPLITTER}));
    assertEqual(again.num_chunks, 1);
});

test('wait ready', async client => {
    const record = create(client);
    assertModels([client.records.wait_ready(record.collection_id, record.record_id)], [record]);
    await assertFails('NOT_FOUND', () => client.records.wait_ready_async(
        record.collection_id, 'qpEa00000000000000000000'), {http_status: 404});
});

test('new content', async client => {
    const record = create(client);
    record.content = 'Closed';
    record.text_splitter = SPLITTER;
    assertEqual(client.records.update(record).content, 'Closed');
    await assertFails('INVALID_REQUEST', () => client.records.update_async(
        record.collection_id, record.record_id, {content: 'No splitter'}));
});

test('errors', async client => {
    await assertFails('INVALID_REQUEST', () => create(client, {text_splitter: null}));
    await assertFails('INVALID_REQUEST', () => create(client, {content: ' '}), {http_status: 422});
    await assertFails('NOT_FOUND', () => client.records.list_async('DbgY00000000000000000000'),
        {http_status: 404});
});

await run();
