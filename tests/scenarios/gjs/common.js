// SPDX-License-Identifier: LGPL-2.1-or-later
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

export const CHAT_MODEL = GLib.getenv('TASKINGAI_TEST_CHAT_MODEL');
export const STREAM_MODEL = GLib.getenv('TASKINGAI_TEST_STREAM_MODEL');
export const TOOLS_MODEL = GLib.getenv('TASKINGAI_TEST_TOOLS_MODEL');
export const EMBEDDING_MODEL = GLib.getenv('TASKINGAI_TEST_EMBEDDING_MODEL');
export const RERANK_MODEL = GLib.getenv('TASKINGAI_TEST_RERANK_MODEL');
export const ERROR_MODEL = GLib.getenv('TASKINGAI_TEST_ERROR_MODEL');
export const HOST = GLib.getenv('TASKINGAI_HOST');
export const ADMIN_PASSWORD = GLib.getenv('TASKINGAI_TEST_ADMIN_PASSWORD');
export const FAULT_HOST = GLib.getenv('TASKINGAI_FAULT_HOST');

export function newClient(settings = {}) {
    return new TaskingAI.Client({
        api_key: GLib.getenv('TASKINGAI_API_KEY'), host: GLib.getenv('TASKINGAI_HOST'), ...settings});
}

export function newAdmin() {
    const admin = new TaskingAI.Admin({host: HOST});
    admin.sessions.login({username: 'admin', password: ADMIN_PASSWORD});
    return admin;
}

export function newAssistant(client, members = {}) {
    return client.assistants.create({
        model_id: CHAT_MODEL, memory: {type: 'zero'}, retrieval_configs: {method: 'user_message'}, ...members});
}

// With an assistant of its own.
export function newChat(client, members = {}) {
    return client.chats.create(newAssistant(client, members).assistant_id);
}

export function say(client, chat, text) {
    return client.messages.create(chat.assistant_id, chat.chat_id, {role: 'user', content: text});
}

export function newCollection(client, name = 'Harbour notes') {
    return client.collections.create({name, capacity: 1000, embedding_model_id: EMBEDDING_MODEL});
}

// Asks the fault server's /tool/PATH by GET, without parameters.
export function newAction(client, operationId, path) {
    const openapi_schema = openapiDocument({[path]: {get: {operationId, description: 'Asks'}}});
    return client.actions.bulk_create({openapi_schema}).get_item(0);
}

// Of the fault server, which tells what it was asked.
export function openapiDocument(paths) {
    const document = {
        openapi: '3.1.0', info: {title: 'Harbour', version: '1'}, servers: [{url: `${FAULT_HOST}/tool`}], paths: {}};
    for (const [path, operations] of Object.entries(paths)) {
        document.paths[path] = {};
        for (const [method, operation] of Object.entries(operations))
            document.paths[path][method] = {...operation, responses: {200: {description: 'What was asked'}}};
    }
    return document;
}

export function countRequest(last, model_id = STREAM_MODEL) {
    return new TaskingAI.ChatCompletionRequest({model_id, messages: [
        {role: 'system', content: 'You are a professional assistant.'},
        {role: 'user', content: `Count from 1 to ${last}`},
    ]});
}

export function numbers(last) {
    return Array.from({length: last}, (_, i) => i + 1).join(' ');
}

// What taskingai-local knows of its streams.
export function stats(client) {
    return JSON.parse(client.request('GET', '/v1/local/stats', null, null));
}

// Asks until the server has noticed; each question is a round trip, so that time passes.
export function waitUntilAborted(client, before) {
    for (let i = 0; i < 2000; i++) {
        const now = stats(client);
        if (now.aborted_streams === before.aborted_streams + 1)
            return now;
    }
    throw new Error('the server did not notice');
}

export function assert(condition, message = 'assertion failed') {
    if (!condition)
        throw new Error(message);
}

export function assertEqual(found, expected) {
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    assert(a === b, `${a} is not ${b}`);
}

// Whether both lists hold equal models, in the same order.
export function assertModels(found, expected) {
    const [a, b] = [[...found], [...expected]];
    assert(a.length === b.length && a.every((model, i) => model.equal(b[i])), `${a} is not ${b}`);
}

// Fails with this code, these details, and a message to understand.
export async function assertFails(name, f, details = {}) {
    try {
        await f();
    } catch (e) {
        assert(e instanceof TaskingAI.ApiError && e.code === TaskingAI.ApiError[name], `${e} is not ${name}`);
        assert(/\w+ \w+/.test(e.message));
        for (const key of Object.keys(details))
            assertEqual(e[key], details[key]);
        return;
    }
    throw new Error(`no error, expected ${name}`);
}

const tests = [];

export function test(name, f) {
    tests.push([name, f]);
}

export async function run() {
    let failures = 0;
    print(`1..${tests.length}`);
    for (const [i, [name, f]] of tests.entries()) {
        try {
            await f(newClient());
            print(`ok ${i + 1} - ${name}`);
        } catch (e) {
            failures++;
            print(`not ok ${i + 1} - ${name}\n# ${e.message}\n${e.stack.replace(/^/gm, '#   ')}`);
        }
    }
    System.exit(failures ? 1 : 0);
}

// Runs this program once more and tells what it says on stderr.
export function stderrOfChild() {
    const launcher = new Gio.SubprocessLauncher({
        flags: Gio.SubprocessFlags.STDERR_PIPE | Gio.SubprocessFlags.STDOUT_SILENCE});
    launcher.setenv('TASKINGAI_TEST_CHILD', '1', true);
    const child = launcher.spawnv(['gjs', '-m', System.programPath ?? System.programInvocationName]);
    const [, , stderr] = child.communicate_utf8(null, null);
    assert(child.get_successful(), 'the child failed');
    return stderr;
}
