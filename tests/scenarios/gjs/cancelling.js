// SPDX-License-Identifier: LGPL-2.1-or-later
import Gio from 'gi://Gio';
import System from 'system';
import {assert, assertEqual, countRequest, FAULT_HOST, newClient, run, test} from './common.js';

let count = 0;

function faultName(fault) {
    return `${fault}.gjs${count++}`;
}

function faultClient() {
    return newClient({host: FAULT_HOST, max_retries: 0});
}

// Of the fault server; it answers when that has happened.
function ask(verb, name) {
    return faultClient().request('GET', `/${verb}`, `name=${name}`, null);
}

function isCancelled(e) {
    return e.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED);
}

test('in a callback', async () => {
    const client = faultClient();
    const name = faultName('hold');
    const cancellable = new Gio.Cancellable();
    const errors = [];
    await new Promise(resolve => {
        client.assistants.get_async(name, cancellable, (assistants, result) => {
            try {
                assistants.get_finish(result);
            } catch (e) {
                errors.push(e);
            }
            resolve();
        });
        client.assistants.get_async('good', null, (assistants, result) => {
            assistants.get_finish(result);
            ask('wait-requests', name);
            cancellable.cancel();
        });
    });
    assertEqual(errors.map(isCancelled), [true]);
    ask('wait-closed', name);
});

test('by another promise', async () => {
    const client = faultClient();
    const name = faultName('hold');
    const cancellable = new Gio.Cancellable();
    const held = client.assistants.get_async(name, cancellable);
    const other = client.assistants.get_async('good').then(() => {
        ask('wait-requests', name);
        cancellable.cancel();
    });
    const [result] = await Promise.allSettled([held, other]);
    assert(result.status === 'rejected' && isCancelled(result.reason));
    ask('wait-closed', name);
});

async function readHalf(client, name) {
    const stream = await client.inference.chat_completion_stream_async(countRequest(3, name));
    await stream.read_async();
}

test('dropped half read', async () => {
    const client = faultClient();
    const name = faultName('stall');
    await readHalf(client, name);
    // The promise that has just returned still holds it.
    await client.assistants.get_async('good');
    System.gc();
    ask('wait-closed', name);
});

await run();
