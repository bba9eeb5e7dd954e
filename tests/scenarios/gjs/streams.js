// SPDX-License-Identifier: LGPL-2.1-or-later
import Gio from 'gi://Gio';
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, countRequest, numbers, run, stats, test, waitUntilAborted} from './common.js';

function open(client, last) {
    return client.inference.chat_completion_stream(countRequest(last));
}

function openAsync(client, last) {
    return client.inference.chat_completion_stream_async(countRequest(last));
}

function checkComplete(stream, events) {
    const last = events.pop();
    assert(events.every(e => e instanceof TaskingAI.ChatCompletionChunk));
    assert(last instanceof TaskingAI.ChatCompletion);
    assertEqual(events.length, 50);
    assertEqual(events.map(e => e.delta).join(''), numbers(50));
    assertEqual([last.text, stream.text], [numbers(50), numbers(50)]);
    assert(stream.result.equal(last));
}

test('read to the end', client => {
    const stream = open(client, 50);
    checkComplete(stream, [...stream]);
});

test('read to the end async', async client => {
    const stream = await openAsync(client, 50);
    const events = [];
    for await (const event of stream)
        events.push(event);
    checkComplete(stream, events);
});

test('read text', async client => {
    const stream = await openAsync(client, 50);
    let all = '', text;
    while ((text = await stream.read_text_async()) !== null)
        all += text;
    assertEqual(all, numbers(50));
});

test('close early', client => {
    const before = stats(client);
    const stream = open(client, 100000);
    for (const chunk of stream) {
        if (chunk.index === 4)
            break;
    }
    assertEqual(waitUntilAborted(client, before).open_streams, before.open_streams);
    assert(stream.text.startsWith(numbers(5)));
});

test('close early async', async client => {
    const before = stats(client);
    for await (const chunk of await openAsync(client, 100000)) {
        if (chunk.index === 4)
            break;
    }
    waitUntilAborted(client, before);
});

test('steps without a loop', async client => {
    const stream = await openAsync(client, 50);
    const steps = stream[Symbol.asyncIterator]();
    assert(steps[Symbol.asyncIterator]() === steps);
    const found = await Promise.all([1, 2, 3, 4].map(() => steps.next()));
    assertEqual(found.map(({value, done}) => [value.index, done]), [[0, false], [1, false], [2, false], [3, false]]);
    assertEqual(await steps.return('enough'), {value: 'enough', done: true});
    assert(stream.closed);
    assertEqual(await steps.next(), {done: true});
});

test('the end stays', async client => {
    const steps = (await openAsync(client, 1))[Symbol.asyncIterator]();
    const found = await Promise.all([1, 2, 3, 4, 5].map(() => steps.next()));
    assertEqual(found.map(step => step.done), [false, false, true, true, true]);
});

test('an error ends the loop', async client => {
    const before = stats(client);
    const stream = await openAsync(client, 100000);
    const steps = stream[Symbol.asyncIterator]();
    await steps.next();
    stream.close();
    const [failed, after] = await Promise.allSettled([steps.next(), steps.next()]);
    assert(failed.reason.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CLOSED), `${failed.reason}`);
    assert(failed.reason.stack.includes('streams.js'), failed.reason.stack);
    assertEqual(after.value, {done: true});
    waitUntilAborted(client, before);
});

test('cancelling a read loses nothing', async client => {
    const stream = await openAsync(client, 50);
    const events = [];
    let cancelled = 0;
    for (;;) {
        const cancellable = new Gio.Cancellable();
        if (cancelled === 0) // so that one is, however early the events come
            cancellable.cancel();
        const read = stream.read_async(cancellable);
        if (cancelled <= events.length)
            cancellable.cancel();
        try {
            const event = await read;
            if (event === null)
                break;
            events.push(event);
        } catch (e) {
            assert(e.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED), e.message);
            cancelled++;
        }
    }
    assert(cancelled > 0);
    checkComplete(stream, events);
    stream.close();
});

await run();
