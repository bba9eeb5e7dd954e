// SPDX-License-Identifier: LGPL-2.1-or-later
import GLib from 'gi://GLib';
import TaskingAI from 'gi://TaskingAI?version=1';
import {FAULT_HOST, assertEqual, assertFails, countRequest, newClient, run, stderrOfChild, test}
    from './common.js';

const UNKNOWN_ID = 'X5lM00000000000000000000';
const NOT_FOUND = {http_status: 404, server_code: 'OBJECT_NOT_FOUND'};

function faulty() {
    return newClient({host: FAULT_HOST, max_retries: 0});
}

test('wrong key', () => assertFails('AUTHENTICATION',
    () => newClient({api_key: 'tkWrongWrongWrongWrongWrong'}).assistants.get(UNKNOWN_ID)));

test('unknown id', client => assertFails('NOT_FOUND', () => client.assistants.get(UNKNOWN_ID), NOT_FOUND));

test('unknown id async', client => assertFails('NOT_FOUND',
    () => client.assistants.get_async(UNKNOWN_ID), NOT_FOUND));

test('refused connection', () => assertFails('CONNECTION',
    () => newClient({host: 'http://127.0.0.1:1', max_retries: 0}).assistants.get(UNKNOWN_ID)));

// What C would cut there, and take for another id.
test('null characters', async client => {
    for (const call of [
        () => client.assistants.get(`${UNKNOWN_ID}\0x`),
        () => client.assistants.get_async(`${UNKNOWN_ID}\0x`),
        () => client.chats.create('a\0', {}),
        () => client.chats.list_all('a\0'),
        () => client.request('GET', '/v1/assistants\0', null, null),
        () => new TaskingAI.Assistant({name: 'a\0b'}),
        () => newClient({api_key: 'a\0b'}),
    ]) {
        let error = null;
        try {
            await call();
        } catch (e) {
            error = e;
        }
        assertEqual(String(error), 'TypeError: A text holds a null character');
    }
});

test('HTML answer', () => assertFails('PROTOCOL', () => faulty().assistants.get('html')));

test('invalid JSON', () => assertFails('MALFORMED', () => faulty().assistants.get('badjson')));

test('event cut in half', () => assertFails('TRUNCATED', () => [
    ...faulty().inference.chat_completion_stream(countRequest(50, 'cutEvent'))]));

test('event cut in half async', () => assertFails('TRUNCATED', async () => {
    for await (const _ of await faulty().inference.chat_completion_stream_async(countRequest(50, 'cutEvent')))
        continue;
}));

// Blocking and not: what is told of the one retry that each takes.
test('retrying', async () => {
    const told = [];
    const client = newClient({host: FAULT_HOST, max_retries: 2});
    client.connect('retrying', (_, ...values) => told.push(values));
    const names = [0, 1].map(() => `status503once.${GLib.uuid_string_random()}`);
    client.assistants.get(names[0]);
    await client.assistants.get_async(names[1]);
    assertEqual(told.length, 2);
    told.forEach(([method, path, attempt, delay, error], i) => {
        assertEqual([method, path, attempt, delay].join(), `GET,/v1/assistants/${names[i]},1,0`);
        assertEqual(error.matches(TaskingAI.ApiError, TaskingAI.ApiError.SERVER), true);
        assertEqual(error.http_status, 503);
    });
});

if (!GLib.getenv('TASKINGAI_TEST_CHILD'))
    test('nothing on stderr', () => assertEqual(stderrOfChild(), ''));

await run();
