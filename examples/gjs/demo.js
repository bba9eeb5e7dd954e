#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// A tour: an assistant from creation to deletion, ten calls at once, a stream read and one stopped.
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const model_id = GLib.getenv('TASKINGAI_CHAT_MODEL_ID');
const stdout = Gio.UnixOutputStream.new(1, false);             // print () would end the line
const client = new TaskingAI.Client();

function openStream(question) {
    return client.inference.chat_completion_stream_async({
        model_id,
        messages: [
            {role: 'system', content: 'You are a professional assistant.'},
            {role: 'user', content: question},
        ],
    });
}

async function tour() {
    const {assistant_id} = client.assistants.create({
        model_id,
        name: 'GJS demo',
        memory: {type: 'naive'},
        retrieval_configs: {method: 'user_message'},
        metadata: {'made-by': 'demo.js'},
    });
    print(`GJS: created assistant ${assistant_id}`);

    const assistant = client.assistants.get(assistant_id);
    print(`GJS: read it: "${assistant.name}", ${JSON.stringify(assistant.metadata)}`);

    print(`GJS: awaited it: "${(await client.assistants.get_async(assistant_id)).name}"`);

    const many = await Promise.all(Array.from({length: 10}, () => client.assistants.get_async(assistant_id)));
    print(`GJS: read it ${many.length} times at once`);

    const stream = await openStream('Count from 1 to 20');
    stdout.write_all('GJS: stream: ', null);
    let text;
    while ((text = await stream.read_text_async()) !== null)
        stdout.write_all(text, null);
    print();

    const endless = await openStream('Count from 1 to 100000');
    for await (const chunk of endless) {
        if (chunk.index === 4)
            break;                                             // leaving the loop closes the stream
    }
    print(`GJS: stopped a stream after "${endless.text.slice(0, 9)}…"`);

    client.assistants.delete(assistant_id);
    print('GJS: deleted the assistant');
}

try {
    await tour();
} catch (e) {
    printerr(`GJS: ${e.message}`);
    System.exit(1);
}
