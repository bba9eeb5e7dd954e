#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// A collection of texts, searched by meaning: by the program, and by an assistant before it answers.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… retrieval.js CHAT_MODEL_ID EMBEDDING_MODEL_ID
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const QUESTION = 'When does the pier open?';
const TEXTS = [
    'The pier opens at seven in the morning.', 'Fog signals are tested on Mondays.',
    'Tide tables hang in the harbour office.'];

const client = new TaskingAI.Client();

// Asks the assistant, and prints what it was given: the log of a generation tells.
async function ask(assistant_id) {
    const {chat_id} = await client.chats.create_async(assistant_id, {name: 'Example'});
    await client.messages.create_async(assistant_id, chat_id, {role: 'user', content: QUESTION});
    for await (const event of await client.messages.generate_stream_async(assistant_id, chat_id, {debug: true})) {
        if (event instanceof TaskingAI.MessageGenerationLog) {
            for (const {content} of event.content.result ?? [])
                print('looked up:', content);
        }
    }
}

async function retrieve(model_id, embedding_model_id) {
    const {collection_id} = await client.collections.create_async({embedding_model_id, capacity: 1000});
    for (const content of TEXTS) {
        await client.records.create_async(collection_id,
            {content, text_splitter: {type: 'token', chunk_size: 200, chunk_overlap: 20}});
    }
    for (const {content} of await client.chunks.query_async(collection_id, {query_text: QUESTION, top_k: 1}))
        print('found:', content);

    const {assistant_id} = await client.assistants.create_async({
        model_id, memory: {type: 'naive'},
        retrievals: [{type: 'collection', id: collection_id}],
        retrieval_configs: {method: 'user_message', top_k: 1},
    });
    await ask(assistant_id);
    await client.assistants.delete_async(assistant_id);
    await client.collections.delete_async(collection_id);
}

try {
    await retrieve(ARGV[0] ?? GLib.getenv('TASKINGAI_CHAT_MODEL_ID'),
        ARGV[1] ?? GLib.getenv('TASKINGAI_EMBEDDING_MODEL_ID'));
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
