// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    CHAT_MODEL, RERANK_MODEL, assert, assertEqual, assertFails, assertModels, newCollection, run, test,
} from './common.js';

const FACTS = [
    'Tide tables hang in the office.', 'The pier opens at seven.', 'Fog signals are tested on Mondays.'];

function createLibrary(client, {collection_id} = newCollection(client)) {
    return FACTS.map(content => client.chunks.create(collection_id, {content}));
}

test('blocking', async client => {
    const {collection_id} = newCollection(client);
    const created = client.chunks.create(collection_id, {content: FACTS[0], metadata: {key: 'office'}});
    assertEqual([created.content, created.record_id, created.metadata], [FACTS[0], null, {key: 'office'}]);
    assert(created.num_tokens > 0 && !created.has_member('score'));
    const chunk = client.chunks.get(collection_id, created.chunk_id);
    assertModels([chunk], [created]);
    chunk.content = FACTS[1];
    const updated = client.chunks.update(chunk);
    assertEqual([updated.content, updated.metadata], [FACTS[1], {key: 'office'}]);
    assertModels(client.chunks.list(collection_id), [updated]);
    assert(client.chunks.delete(collection_id, chunk.chunk_id));
    await assertFails('NOT_FOUND', () => client.chunks.get(collection_id, chunk.chunk_id), {http_status: 404});
});

test('async', async client => {
    const {collection_id} = newCollection(client);
    const created = await client.chunks.create_async(collection_id, {content: FACTS[0]});
    const ids = [collection_id, created.chunk_id];
    assertModels([await client.chunks.get_async(...ids)], [created]);
    const updated = await client.chunks.update_async(...ids, {content: FACTS[1]});
    assertEqual(updated.content, FACTS[1]);
    assertModels(await client.chunks.list_async(collection_id), [updated]);
    const found = await client.chunks.query_async(collection_id, TaskingAI.ChunkQuery.new(FACTS[1], 1));
    assertEqual([...found].map(chunk => chunk.chunk_id), [created.chunk_id]);
    assert(await client.chunks.delete_async(...ids));
});

test('list all', client => {
    const made = createLibrary(client);
    assertModels(client.chunks.list_all(made[0].collection_id, {order: 'asc', limit: 2}), made);
});

test('list of record', async client => {
    const collection = newCollection(client);
    const record = client.records.create(collection.collection_id, {
        content: FACTS.join(' '), title: 'Pier', text_splitter: {type: 'separator', separators: ['.']}});
    createLibrary(client, collection);
    const ids = [collection.collection_id, record.record_id];
    const chunks = [...client.chunks.list_of_record(...ids)];
    assertEqual(chunks.map(chunk => chunk.record_id), Array(3).fill(record.record_id));
    assert(chunks[0].content.startsWith('Pier\n\n'), chunks[0].content);
    assertModels(client.chunks.list_of_record_all(...ids, {limit: 2}), chunks);
    assertModels(await client.chunks.list_of_record_async(...ids, {limit: 2}), chunks.slice(0, 2));
});

test('query', client => {
    const [{collection_id}] = createLibrary(client);
    const query = members => [...client.chunks.query(collection_id, {query_text: FACTS[1], top_k: 3, ...members})];
    const found = query();
    assertEqual([found.length, found[0].content], [3, FACTS[1]]);
    assert(Math.abs(found[0].score - 1) < 1e-6);
    assert(found[0].score >= found[1].score && found[1].score >= found[2].score);
    assertModels(query({score_threshold: 0.99}), [found[0]]);
    assert(query({max_tokens: 10}).length < 3);
});

test('query and rerank', client => {
    const [{collection_id}] = createLibrary(client);
    const found = client.chunks.query(collection_id,
        {query_text: 'fog signals', top_k: 1, rerank_model_id: RERANK_MODEL});
    assertEqual([...found].map(chunk => chunk.content), [FACTS[2]]);
});

test('errors', async client => {
    const {collection_id} = newCollection(client);
    await assertFails('INVALID_REQUEST', () => client.chunks.create(collection_id, {}), {http_status: 422});
    await assertFails('INVALID_REQUEST', () => client.chunks.query_async(
        collection_id, {query_text: 'fog', top_k: 21}), {http_status: 422});
    await assertFails('INVALID_REQUEST', () => client.chunks.query(
        collection_id, {query_text: 'fog', top_k: 3, rerank_model_id: CHAT_MODEL}), {http_status: 422});
});

await run();
