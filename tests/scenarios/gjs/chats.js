// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, assertFails, assertModels, newAssistant, newChat, run, say, test} from './common.js';

test('blocking', async client => {
    const {assistant_id} = newAssistant(client);
    const created = client.chats.create(assistant_id, {name: 'Monday', metadata: {key: 'tide'}});
    assertEqual([created.assistant_id, created.name, created.metadata], [assistant_id, 'Monday', {key: 'tide'}]);
    const chat = client.chats.get(assistant_id, created.chat_id);
    assertModels([chat], [created]);
    chat.name = 'Tuesday';
    const updated = client.chats.update(chat);
    assertEqual([updated.name, updated.metadata], ['Tuesday', {key: 'tide'}]);
    assertModels(client.chats.list(assistant_id), [updated]);
    assert(client.chats.delete(assistant_id, chat.chat_id));
    await assertFails('NOT_FOUND', () => client.chats.get(assistant_id, chat.chat_id), {http_status: 404});
});

test('async', async client => {
    const {assistant_id} = newAssistant(client);
    const created = await client.chats.create_async(assistant_id);
    assertModels([await client.chats.get_async(assistant_id, created.chat_id)], [created]);
    const updated = await client.chats.update_async(assistant_id, created.chat_id, {name: 'Late'});
    assertEqual(updated.name, 'Late');
    assertModels(await client.chats.list_async(assistant_id, {limit: 5}), [updated]);
    assert(await client.chats.delete_async(assistant_id, created.chat_id));
});

test('list all', async client => {
    const {assistant_id} = newAssistant(client);
    const made = [0, 1, 2, 3, 4].map(i => client.chats.create(assistant_id, {name: `C${i}`}));
    assertModels(client.chats.list_all(assistant_id, {order: 'asc', limit: 2}), made);
    const found = [];
    for await (const chat of client.chats.list_all(assistant_id, {limit: 2}))
        found.push(chat);
    assertModels(found, made.reverse());
});

test('memory', client => {
    const chat = newChat(client, {memory: {type: 'message_window', max_messages: 2, max_tokens: 100}});
    say(client, chat, 'How tall is the tower');
    const {memory} = client.chats.get(chat.assistant_id, chat.chat_id);
    assertEqual([memory.type, memory.max_messages, memory.max_tokens],
        [TaskingAI.MemoryType.MESSAGE_WINDOW, 2, 100]);
    const [message] = memory.messages;
    assertEqual([message.role, message.content, message.token_count],
        [TaskingAI.Role.USER, 'How tall is the tower', 5]);
});

test('clean context', async client => {
    const chat = newChat(client, {memory: {type: 'naive'}});
    say(client, chat, 'Forget me');
    assert(client.chats.clean_context(chat.assistant_id, chat.chat_id) instanceof TaskingAI.Message);
    assertEqual(client.chats.get(chat.assistant_id, chat.chat_id).memory.messages, []);
    const mark = await client.chats.clean_context_async(chat.assistant_id, chat.chat_id);
    assert(mark instanceof TaskingAI.Message);
});

test('errors', async client => {
    const {assistant_id} = newAssistant(client);
    await assertFails('NOT_FOUND', () => client.chats.create('X5lM00000000000000000000', {name: 'Nobody'}),
        {http_status: 404});
    await assertFails('INVALID_REQUEST', () => client.chats.create_async(assistant_id, {name: 'x'.repeat(128)}),
        {http_status: 422});
});

await run();
