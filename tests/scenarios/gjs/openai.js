// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    CHAT_MODEL, EMBEDDING_MODEL, ERROR_MODEL, STREAM_MODEL, TOOLS_MODEL, assert, assertEqual, assertFails,
    newAssistant, numbers, run, test} from './common.js';

function ask(content, model = CHAT_MODEL, members = {}) {
    return {model, messages: [{role: 'user', content}], ...members};
}

test('chat completion', async client => {
    const request = ask('Please summarise the water cycle');
    for (const completion of [
        client.openai.chat_completion(request), await client.openai.chat_completion_async(request)]) {
        assertEqual([completion.text, completion.model], ['the water cycle', CHAT_MODEL]);
        const [choice] = completion.choices;
        assertEqual([choice.index, choice.finish_reason, choice.message.role], [0, 'stop', 'assistant']);
        assert(completion.usage.total_tokens > 0);
    }
});

test('assistant', client => {
    const {assistant_id} = newAssistant(client);
    assertEqual(client.openai.chat_completion(ask('abcd', assistant_id)).text, 'cd');
});

test('tool calls', client => {
    const completion = client.openai.chat_completion(ask('Draw it', TOOLS_MODEL, {tools: [{
        type: 'function',
        function: {name: 'make_scatter_plot', description: 'Draws', parameters: {type: 'object', properties: {}}},
    }]}));
    const [choice] = completion.choices;
    assertEqual([choice.finish_reason, choice.message.tool_calls.length], ['tool_calls', 1]);
    assertEqual(choice.message.tool_calls[0].function.name, 'make_scatter_plot');
});

test('errors', async client => {
    await assertFails('NOT_FOUND', () => client.openai.chat_completion(ask('Hello', 'Tp000000')),
        {http_status: 404});
    await assertFails('PROVIDER', () => client.openai.chat_completion_async(ask('Hello', ERROR_MODEL)),
        {http_status: 400});
});

test('stream', async client => {
    const request = ask('Count from 1 to 5', STREAM_MODEL);
    const chunks = [...client.openai.chat_completion_stream(request)];
    assert(chunks.every(chunk => chunk instanceof TaskingAI.OpenaiChatCompletionChunk));
    assertEqual(chunks.map(chunk => chunk.delta).join(''), numbers(5));
    let text = '';
    for await (const chunk of await client.openai.chat_completion_stream_async(request))
        text += chunk.delta ?? '';
    assertEqual(text, numbers(5));
});

test('embeddings', async client => {
    const input = ['low tide', 'high tide'];
    const vectors = client.openai.embeddings({model: EMBEDDING_MODEL, input});
    assertEqual(vectors.data.map(v => [v.index, v.embedding.length]), [[0, 256], [1, 256]]);
    assert(vectors.usage.prompt_tokens > 0);
    const again = await client.openai.embeddings_async({model: EMBEDDING_MODEL, input});
    assertEqual(again.data[1].embedding, vectors.data[1].embedding);
});

await run();
