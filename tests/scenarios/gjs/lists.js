// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, assertFails, newAssistant, run, stats, test} from './common.js';

function create(client) {
    return [0, 1, 2, 3, 4].map(i => newAssistant(client, {name: `A${i}`}).assistant_id);
}

function listAll(client, options) {
    return client.assistants.list_all(new TaskingAI.ListOptions(options));
}

function pages(client) {
    return stats(client).routes['GET /v1/assistants'] ?? 0;
}

test('every item', client => {
    const ids = create(client);
    const found = [...listAll(client, {after: ids[4], limit: 2})].map(a => a.assistant_id);
    assertEqual(found.slice(0, 4), ids.slice(0, 4).reverse());
    assertEqual(found, [...client.assistants.list_all()].slice(1).map(a => a.assistant_id));
});

test('every item async', async client => {
    const ids = create(client);
    const found = [];
    for await (const assistant of listAll(client, {order: 'asc', after: ids[0], limit: 2}))
        found.push(assistant.assistant_id);
    assertEqual(found, ids.slice(1));
});

test('backwards', client => {
    const ids = create(client);
    const found = [];
    for (const assistant of listAll(client, {order: 'asc', before: ids[4], limit: 3})) {
        found.push(assistant.assistant_id);
        if (found.length === 4)
            break;
    }
    assertEqual(found, ids.slice(0, 4).reverse());
});

test('one page at a time', client => {
    create(client);
    const before = pages(client);
    const assistants = listAll(client, {limit: 2});
    assertEqual(pages(client), before);
    assertEqual([assistants.next().name, assistants.next().name], ['A4', 'A3']);
    assertEqual(pages(client), before + 1);
    assertEqual(assistants.next().name, 'A2');
    assertEqual(pages(client), before + 2);
});

test('end stays', async client => {
    const ids = create(client);
    const assistants = listAll(client, {order: 'asc', after: ids[3]});
    assertEqual(assistants.next().name, 'A4');
    assertEqual(assistants.next(), null);
    assertEqual(await assistants.next_async(), null);
});

test('deleted cursor', async client => {
    create(client);
    const assistants = listAll(client, {limit: 2});
    assertEqual(assistants.next().name, 'A4');
    client.assistants.delete(assistants.next().assistant_id);
    let message = '';
    await assertFails('NOT_FOUND', async () => {
        await assistants.next_async().catch(e => {
            message = e.message;
            throw e;
        });
    }, {http_status: 404});
    assert(message.includes('is gone'), message);
});

test('goes on after an error', async client => {
    create(client);
    client.max_retries = 0;
    const assistants = listAll(client, {limit: 1});
    assertEqual(assistants.next().name, 'A4');
    const {host} = client;
    client.host = 'http://127.0.0.1:1';
    await assertFails('CONNECTION', () => assistants.next_async());
    client.host = host;
    assertEqual(assistants.next().name, 'A3');
});

test('lazy list', async client => {
    const ids = create(client);
    const lazy = TaskingAI.LazyList.new(listAll(client, {order: 'asc', after: ids[0], limit: 2}));
    const changes = [];
    lazy.connect('items-changed', (_, ...change) => changes.push(change));
    while (!lazy.complete)
        await lazy.load_more_async();
    assertEqual(changes, [[0, 0, 2], [2, 0, 2]]);
    assertEqual([0, 1, 2, 3].map(i => lazy.get_item(i).assistant_id), ids.slice(1));
    assertEqual([lazy.error, lazy.loading], [null, false]);
});

test('both directions are refused', async client => {
    const assistants = listAll(client, {after: 'a', before: 'b'});
    await assertFails('INVALID_REQUEST', () => assistants.next());
    await assertFails('INVALID_REQUEST', () => assistants.next_async());
});

await run();
