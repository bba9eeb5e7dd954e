#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams a chat completion and prints the text as it arrives.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… stream-chat.js MODEL_ID
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const model_id = ARGV[0] ?? GLib.getenv('TASKINGAI_CHAT_MODEL_ID');
if (!model_id) {
    printerr('usage: stream-chat.js MODEL_ID');
    System.exit(2);
}

const stdout = Gio.UnixOutputStream.new(1, false);             // print () would end the line
const client = new TaskingAI.Client();
try {
    const stream = await client.inference.chat_completion_stream_async({
        model_id,
        messages: [
            {role: 'system', content: 'You are a professional assistant.'},
            {role: 'user', content: 'Count from 1 to 50'},
        ],
    });
    for await (const event of stream) {
        if (event instanceof TaskingAI.ChatCompletionChunk)
            stdout.write_all(event.delta, null);
    }
    print();
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
