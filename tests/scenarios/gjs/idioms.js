// SPDX-License-Identifier: LGPL-2.1-or-later
import Gio from 'gi://Gio';
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, assertFails, newAssistant, newChat, run, test} from './common.js';

function assertThrows(text, f) {
    try {
        f();
    } catch (e) {
        assert(e.message.includes(text), `${e.message} does not tell of ${text}`);
        return;
    }
    throw new Error(`no error about ${text}`);
}

test('members', () => {
    const message = new TaskingAI.Message({role: 'user', content: 'Hello', metadata: {key: 'tide'}});
    assert(message.content.equal(TaskingAI.MessageContent.new('Hello')));
    assertEqual(message, {role: 'user', content: {text: 'Hello'}, metadata: {key: 'tide'}});
    message.content = {text: 'Bye'};
    assertEqual(message.text, 'Bye');
    message.content = null;
    assertEqual([message.content, message.has_member('content')], [null, false]);
    message.metadata = {key: 'ebb'};
    assertEqual(message.metadata, {key: 'ebb'});
});

test('camel case', () => {
    const assistant = new TaskingAI.Assistant({modelId: 'TpEcho00', 'retrieval-configs': {method: 'memory', top_k: 2}});
    assertEqual([assistant.model_id, assistant.modelId, assistant.retrievalConfigs.topK], ['TpEcho00', 'TpEcho00', 2]);
});

test('numbers that are not set', () => {
    const options = new TaskingAI.ListOptions({limit: 0});
    assertEqual([options.has_member('limit'), options.has_member('offset')], [true, false]);
    options.limit = null;
    assertEqual(options, {});
});

test('what the wire calls type', () => {
    const {ToolType} = TaskingAI;
    const tool = new TaskingAI.ToolRef({type: 'plugin', id: 'a/b'});
    assertEqual([tool.type, tool.tool_type], [ToolType.PLUGIN, ToolType.PLUGIN]);
    tool.type = ToolType.ACTION;
    assertEqual(tool.toJSON().type, 'action');
    tool.type = 'robot';
    assertEqual([tool.type, tool.toJSON().type], [ToolType.UNKNOWN, 'robot']);
});

test('JSON', () => {
    const parameters = {type: 'object', properties: {n: {type: 'number', enum: null}}, x: [1, 2.5]};
    const f = new TaskingAI.ChatCompletionFunction({name: 'f', parameters});
    assertEqual(f.parameters, parameters);
    f.parameters = null;
    assertEqual(f, {name: 'f'});
});

test('lists', () => {
    const {ChatCompletionMessage, ChatCompletionRequest, TextSplitter} = TaskingAI;
    const messages = [{role: 'system', content: 'Be brief'}, ChatCompletionMessage.new_user('Hi')];
    let request = new ChatCompletionRequest({model_id: 'TpEcho00', messages});
    request = new ChatCompletionRequest({messages: [
        ...request.messages, new ChatCompletionMessage({role: 'assistant', content: 'Hello'})]});
    assertEqual(request.messages.map(m => m.toJSON().role), ['system', 'user', 'assistant']);
    assertEqual(TextSplitter.new_separator(['.', '!']).separators, ['.', '!']);
});

test('secrets are not shown', () => {
    const model = new TaskingAI.RegisteredModel({name: 'm', credentials: {KEY: 'Canary0Canary1'}});
    assert(!`${model}`.includes('Canary0') && `${model}`.includes('name: "m"'), `${model}`);
});

test('mistakes', client => {
    assertThrows('nmae', () => new TaskingAI.Assistant({nmae: 'x'}));
    assertThrows('text', () => new TaskingAI.Message({role: 'user', text: 'Hello'}));
    assertThrows('memory', () => new TaskingAI.Assistant({memory: 'naive'}));
    assertThrows('max_messages', () => new TaskingAI.Assistant({memory: {type: 'naive', max_messages: 'many'}}));
    assertThrows('top_k', () => new TaskingAI.RetrievalConfig({top_k: 'many'}));
    assertThrows('top_k', () => new TaskingAI.RetrievalConfig({top_k: 2.7}));
    assertThrows('score_threshold', () => new TaskingAI.RetrievalConfig({score_threshold: 'x'}));
    assertThrows('nmae', () => client.chats.create('X5lM', {nmae: 'x'}));
    assertThrows('chat_id', () => client.messages.list('X5lM'));
});

test('ids that the model knows', async client => {
    const {assistant_id, chat_id} = newChat(client);
    assertEqual(client.chats.update({assistant_id, chat_id, name: 'Object'}).name, 'Object');
    assertEqual((await client.chats.update_async({assistant_id, chat_id, name: 'Async'}, null)).name, 'Async');
    await assertFails('INVALID_REQUEST', () => client.chats.update({name: 'Nobody'}));
});

test('callback', async client => {
    const {assistant_id} = newAssistant(client);
    const page = await new Promise((resolve, reject) => {
        client.chats.list_async(assistant_id, null, null, (chats, result) => {
            try {
                resolve(chats.list_finish(result));
            } catch (e) {
                reject(e);
            }
        });
    });
    assertEqual([...page], []);
});

test('cancelled', async client => {
    const cancellable = new Gio.Cancellable();
    const call = client.inference.chat_completion_async(
        {model_id: 'TpDelay0', messages: [{role: 'user', content: '#20#late'}]}, cancellable);
    cancellable.cancel();
    try {
        await call;
    } catch (e) {
        assert(e.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED), `${e}`);
        return;
    }
    throw new Error('no error');
});

await run();
