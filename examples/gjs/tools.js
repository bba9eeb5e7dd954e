#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// An action made of an OpenAPI document: run by the program, and by an assistant as its tool.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… tools.js SERVICE_URL MODEL_ID
//
// The model has to call functions; the service answers GET SERVICE_URL/plot.
import GLib from 'gi://GLib';
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

const client = new TaskingAI.Client();

function document(service) {
    return {
        openapi: '3.1.0',
        info: {title: 'Plots', version: '1'},
        servers: [{url: service}],
        paths: {'/plot': {get: {operationId: 'make_scatter_plot', description: 'Make a scatter plot'}}},
    };
}

async function ask(assistant_id) {
    const {chat_id} = await client.chats.create_async(assistant_id, {name: 'Example'});
    await client.messages.create_async(assistant_id, chat_id, {role: 'user', content: 'Plot it, please'});
    const answer = await client.messages.generate_async(assistant_id, chat_id);
    print('assistant:', answer.text);
}

async function use(service, model_id) {
    const [{action_id, name}] = await client.actions.bulk_create_async({openapi_schema: document(service)});
    print('made:', name);
    const {status} = await client.actions.run_async(action_id);
    print('ran:', status);

    const {assistant_id} = await client.assistants.create_async({
        model_id, memory: {type: 'naive'},
        tools: [{type: 'action', id: action_id}],
        retrieval_configs: {method: 'user_message'},
    });
    await ask(assistant_id);
    await client.assistants.delete_async(assistant_id);
    await client.actions.delete_async(action_id);
}

if (ARGV.length < 1) {
    printerr('usage: tools.js SERVICE_URL MODEL_ID');
    System.exit(2);
}
try {
    await use(ARGV[0], ARGV[1] ?? GLib.getenv('TASKINGAI_TOOLS_MODEL_ID'));
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
