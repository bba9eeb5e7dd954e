// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    ERROR_MODEL, STREAM_MODEL, TOOLS_MODEL, assert, assertEqual, assertFails, assertModels, newAction, newChat,
    newCollection, numbers, run, say, test} from './common.js';

const QUESTION = 'Please summarise the water cycle';
const STEPS = ['unknown', 'chat_completion', 'retrieval', 'tool'];

function name(event) {
    if (event instanceof TaskingAI.MessageChunk)
        return 'chunk';
    if (event instanceof TaskingAI.Message)
        return 'message';
    const side = event.event_step === TaskingAI.MessageGenerationStep.INPUT ? 'input' : 'output';
    return `${STEPS[event.event]}-${side}`;
}

// A word for each event; several chunks in a row count as one.
function names(events) {
    return events.map(name).filter((word, i, all) => word !== all[i - 1]);
}

async function events(client, chat, request = {}) {
    const found = [];
    const stream = await client.messages.generate_stream_async(chat.assistant_id, chat.chat_id, request);
    for await (const event of stream)
        found.push(event);
    assert(stream.result.equal(found.at(-1)));
    return found;
}

test('blocking', async client => {
    const {assistant_id, chat_id} = newChat(client);
    const ids = [assistant_id, chat_id];
    const created = client.messages.create(...ids,
        {role: 'user', content: {text: QUESTION}, metadata: {key: 'tide'}});
    assertEqual([created.role, created.text, created.content.text, created.num_tokens, created.metadata],
        [TaskingAI.Role.USER, QUESTION, QUESTION, 6, {key: 'tide'}]);
    const message = client.messages.get(...ids, created.message_id);
    assertModels([message], [created]);
    message.metadata = {key: 'ebb'};
    const updated = client.messages.update(message);
    assertEqual([updated.text, updated.metadata], [QUESTION, {key: 'ebb'}]);
    assertModels(client.messages.list(...ids), [updated]);
    assert(client.messages.delete(...ids, message.message_id));
    await assertFails('NOT_FOUND', () => client.messages.get(...ids, message.message_id), {http_status: 404});
});

test('async', async client => {
    const {assistant_id, chat_id} = newChat(client);
    const ids = [assistant_id, chat_id];
    const created = await client.messages.create_async(...ids, TaskingAI.Message.new_user(QUESTION));
    assertModels([await client.messages.get_async(...ids, created.message_id)], [created]);
    const updated = await client.messages.update_async(...ids, created.message_id, {metadata: {a: 'b'}});
    assertEqual(updated.metadata, {a: 'b'});
    const answer = await client.messages.generate_async(...ids);
    assertEqual(answer.text, 'the water cycle');
    assertModels(await client.messages.list_async(...ids), [answer, updated]);
    assert(await client.messages.delete_async(...ids, created.message_id));
});

test('list all', client => {
    const chat = newChat(client);
    const made = [0, 1, 2, 3, 4].map(i => say(client, chat, `M${i}`));
    assertModels(client.messages.list_all(chat.assistant_id, chat.chat_id, {order: 'asc', limit: 2}), made);
});

test('generate', client => {
    const chat = newChat(client);
    say(client, chat, QUESTION);
    const answer = client.messages.generate(chat.assistant_id, chat.chat_id,
        {system_prompt_variables: {language: 'Dutch'}});
    assertEqual([answer.role, answer.text], [TaskingAI.Role.ASSISTANT, 'the water cycle']);
});

test('generate refused', async client => {
    const chat = newChat(client);
    await assertFails('INVALID_REQUEST', () => client.messages.generate(chat.assistant_id, chat.chat_id),
        {http_status: 400});
    const broken = newChat(client, {model_id: ERROR_MODEL});
    say(client, broken, 'Hello');
    await assertFails('GENERATION', () => client.messages.generate_async(broken.assistant_id, broken.chat_id),
        {http_status: 500, server_code: 'GENERATION_ERROR'});
});

test('stream', client => {
    const chat = newChat(client, {model_id: STREAM_MODEL});
    say(client, chat, 'Count from 1 to 5');
    const stream = client.messages.generate_stream(chat.assistant_id, chat.chat_id);
    const chunks = [...stream];
    const message = chunks.pop();
    assertEqual(chunks.map(chunk => chunk.index), chunks.map((_, i) => i));
    assertEqual([chunks.map(chunk => chunk.delta).join(''), message.text], [numbers(5), numbers(5)]);
    assertModels([client.messages.get(chat.assistant_id, chat.chat_id, message.message_id)], [message]);
});

test('stream async', async client => {
    const chat = newChat(client, {model_id: STREAM_MODEL});
    say(client, chat, 'Count from 1 to 5');
    const found = await events(client, chat);
    assertEqual(names(found), ['chunk', 'message']);
    assertEqual(found.at(-1).text, numbers(5));
});

test('stream fails', async client => {
    const chat = newChat(client, {model_id: ERROR_MODEL});
    say(client, chat, 'Hello');
    await assertFails('GENERATION', () => events(client, chat), {server_code: 'GENERATION_ERROR'});
});

test('logs', async client => {
    const chat = newChat(client, {
        system_prompt_template: ['Answer in {{language}}.', 'Be {{mood}}.', 'Be brief.']});
    say(client, chat, QUESTION);
    const found = await events(client, chat, {debug: true, system_prompt_variables: {language: 'Dutch'}});
    assertEqual(names(found), ['chat_completion-input', 'chunk', 'chat_completion-output', 'message']);
    const [log] = found;
    assert(log.timestamp > 1600000000000);
    assertEqual(log.content.messages[0].content, 'Answer in Dutch.\n\nBe brief.');
});

test('tools', async client => {
    const {action_id} = newAction(client, 'make_scatter_plot', '/plot');
    const chat = newChat(client, {model_id: TOOLS_MODEL, tools: [{type: 'action', id: action_id}]});
    say(client, chat, 'Draw it');
    const found = await events(client, chat, {debug: true});
    assertEqual(names(found), [
        'chat_completion-input', 'chat_completion-output', 'tool-input', 'tool-output',
        'chat_completion-input', 'chat_completion-output', 'message']);
    const {content} = found.find(event => name(event) === 'tool-output');
    assertEqual([content.tool_id, content.data.path], [action_id, '/tool/plot']);
    assertEqual(found.at(-1).text, 'Test Message');
});

test('retrieval', async client => {
    const fact = 'The pier opens at seven.';
    const {collection_id} = newCollection(client);
    client.chunks.create(collection_id, {content: fact});
    const chat = newChat(client, {retrievals: [TaskingAI.RetrievalRef.new_collection(collection_id)]});
    say(client, chat, fact);
    const found = await events(client, chat, {debug: true});
    assertEqual(names(found).slice(0, 2), ['retrieval-input', 'retrieval-output']);
    assertEqual(found[1].content.result[0].content, fact);
});

test('memory is full', async client => {
    const chat = newChat(client, {memory: {type: 'naive'}});
    say(client, chat, 'x'.repeat(60000));
    await assertFails('RESOURCE_LIMIT', () => say(client, chat, 'y'.repeat(6000)), {http_status: 429});
});

await run();
