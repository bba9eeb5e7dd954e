// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {CHAT_MODEL, assert, assertEqual, assertFails, newAssistant, run, test} from './common.js';

test('create and get', client => {
    const created = client.assistants.create(new TaskingAI.Assistant({
        model_id: CHAT_MODEL, name: 'Guide', description: 'Shows the way',
        system_prompt_template: ['Be brief.', 'Answer in {{language}}.'],
        memory: {type: 'message_window', max_messages: 20, max_tokens: 2000},
        retrieval_configs: new TaskingAI.RetrievalConfig({method: 'memory', top_k: 5}),
        metadata: {colour: 'blue'},
    }));
    const assistant = client.assistants.get(created.assistant_id);
    assert(assistant.equal(created));
    assertEqual(assistant.name, 'Guide');
    assertEqual(assistant.system_prompt_template, ['Be brief.', 'Answer in {{language}}.']);
    assertEqual(assistant.memory.type, TaskingAI.MemoryType.MESSAGE_WINDOW);
    assertEqual(assistant.memory.max_messages, 20);
    assertEqual(assistant.retrieval_configs.top_k, 5);
    assert(!assistant.retrieval_configs.has_member('score_threshold'));
    assertEqual(assistant.metadata, {colour: 'blue'});
    assert(assistant.created_timestamp > 1600000000000);
});

test('create and get async', async client => {
    const model = new TaskingAI.Assistant({
        model_id: CHAT_MODEL, memory: TaskingAI.AssistantMemory.new_naive(),
        retrieval_configs: {method: 'user_message'}});
    const created = await client.assistants.create_async(model);
    const many = await Promise.all(Array.from({length: 10},
        () => client.assistants.get_async(created.assistant_id)));
    assert(many.every(assistant => assistant.equal(created)));
});

test('update sends only what was set', client => {
    const assistant = newAssistant(client, {name: 'Old', description: 'Stays'});
    assistant.name = 'New';
    assistant.metadata = {k: 'v'};
    const updated = client.assistants.update(null, assistant);
    assertEqual([updated.name, updated.description], ['New', 'Stays']);
    const byId = client.assistants.update(assistant.assistant_id, new TaskingAI.Assistant({name: 'Newer'}));
    assertEqual([byId.name, byId.description, byId.metadata], ['Newer', 'Stays', {k: 'v'}]);
});

test('list', async client => {
    const made = [0, 1, 2].map(i => newAssistant(client, {name: `A${i}`}).assistant_id);
    const page = client.assistants.list(new TaskingAI.ListOptions({limit: 2}));
    assertEqual([...page].map(a => a.assistant_id), [made[2], made[1]]);
    assertEqual([page.get_n_items(), page.get_item(1).name], [2, 'A1']);
    assert(page.has_more);
    const rest = await client.assistants.list_async(
        new TaskingAI.ListOptions({after: made[1], limit: 1, order: 'desc'}));
    assertEqual([...rest].map(a => a.assistant_id), [made[0]]);
});

test('delete', async client => {
    const {assistant_id} = newAssistant(client);
    assert(client.assistants.delete(assistant_id));
    await assertFails('NOT_FOUND', () => client.assistants.get(assistant_id), {http_status: 404});
});

await run();
