#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// A conversation: an assistant, a chat with it, and its answer as it grows.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… assistant-chat.js MODEL_ID
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const stdout = Gio.UnixOutputStream.new(1, false);             // print () would end the line
const client = new TaskingAI.Client();

// Says something, and prints the answer as it comes.
async function ask({assistant_id, chat_id}, content) {
    await client.messages.create_async(assistant_id, chat_id, {role: 'user', content});
    stdout.write_all(`user: ${content}\nassistant: `, null);
    const stream = await client.messages.generate_stream_async(assistant_id, chat_id,
        {system_prompt_variables: {language: 'English'}});
    let piece;
    while ((piece = await stream.read_text_async()) !== null)
        stdout.write_all(piece, null);
    stdout.write_all('\n', null);
}

async function converse(assistant_id) {
    const chat = await client.chats.create_async(assistant_id, {name: 'Example'});
    await ask(chat, 'Count from 1 to 5');
    const texts = [];
    for await (const {text} of client.messages.list_all(assistant_id, chat.chat_id))   // however many pages
        texts.push(text);
    print(texts.length, 'messages');
}

try {
    const {assistant_id} = await client.assistants.create_async({
        model_id: ARGV[0] ?? GLib.getenv('TASKINGAI_CHAT_MODEL_ID'),
        system_prompt_template: ['You are a guide.', 'Answer in {{language}}.'],
        memory: {type: 'message_window', max_messages: 20, max_tokens: 2000},
        retrieval_configs: {method: 'user_message'},
    });
    await converse(assistant_id).finally(() => client.assistants.delete_async(assistant_id));
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
