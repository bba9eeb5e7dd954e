// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    CHAT_MODEL, EMBEDDING_MODEL, assert, assertEqual, assertFails, assertModels, newCollection, run, test,
} from './common.js';

test('blocking', async client => {
    const created = client.collections.create({
        name: 'Harbour notes', capacity: 1000, embedding_model_id: EMBEDDING_MODEL});
    assertEqual([created.embedding_size, created.num_records, created.num_chunks], [256, 0, 0]);
    assertEqual(created.status, TaskingAI.Status.READY);
    const collection = client.collections.get(created.collection_id);
    assertModels([collection], [created]);
    collection.description = 'Tides and fog';
    collection.metadata = {key: 'pier'};
    const updated = client.collections.update(collection);
    assertEqual([updated.name, updated.description, updated.metadata],
        ['Harbour notes', 'Tides and fog', {key: 'pier'}]);
    assertModels(client.collections.list({limit: 1}), [updated]);
    assert(client.collections.delete(created.collection_id));
    await assertFails('NOT_FOUND', () => client.collections.get(created.collection_id), {http_status: 404});
});

test('async', async client => {
    const created = await client.collections.create_async(
        new TaskingAI.Collection({capacity: 1000, embedding_model_id: EMBEDDING_MODEL}));
    const {collection_id} = created;
    assertModels([await client.collections.get_async(collection_id)], [created]);
    const updated = await client.collections.update_async(collection_id, {name: 'Pilot'});
    assertEqual(updated.name, 'Pilot');
    assertModels(await client.collections.list_async({limit: 1}), [updated]);
    assert(await client.collections.delete_async(collection_id));
});

test('list all', client => {
    const made = [0, 1, 2, 3, 4].map(() => newCollection(client));
    const found = [...client.collections.list_all({limit: 2})];
    assertModels(found.slice(0, 5), made.reverse());
});

test('errors', async client => {
    const {collections} = client;
    await assertFails('INVALID_REQUEST', () => collections.create(
        {capacity: 5, embedding_model_id: EMBEDDING_MODEL}), {http_status: 422});
    await assertFails('NOT_FOUND', () => collections.create_async(
        {capacity: 1000, embedding_model_id: 'Tp000000'}), {http_status: 404});
    await assertFails('INVALID_REQUEST', () => collections.create(
        {capacity: 1000, embedding_model_id: CHAT_MODEL}), {http_status: 422});
    await assertFails('INVALID_REQUEST', () => collections.update(newCollection(client)));
});

await run();
