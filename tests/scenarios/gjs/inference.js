// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {CHAT_MODEL, EMBEDDING_MODEL, RERANK_MODEL, TOOLS_MODEL, assert, assertEqual, run, test}
    from './common.js';

const QUESTION = {role: 'user', content: 'How tall is the tower'};

test('chat completion', client => {
    const completion = client.inference.chat_completion(new TaskingAI.ChatCompletionRequest({
        model_id: CHAT_MODEL, messages: [QUESTION], configs: {temperature: 0.5}}));
    assertEqual(completion.text, 's the tower');
    assertEqual(completion.finish_reason, TaskingAI.FinishReason.STOP);
    assertEqual(completion.message.role, TaskingAI.Role.ASSISTANT);
    assert(completion.usage.input_tokens > 0);
});

test('chat completion async', async client => {
    const request = TaskingAI.ChatCompletionRequest.new(CHAT_MODEL);
    request.add_user_message('How tall is the tower');
    assertEqual((await client.inference.chat_completion_async(request)).message.content, 's the tower');
});

test('function call', client => {
    const completion = client.inference.chat_completion(new TaskingAI.ChatCompletionRequest({
        model_id: TOOLS_MODEL, messages: [QUESTION],
        functions: [{name: 'make_scatter_plot', description: 'Plots', parameters: {type: 'object', properties: {}}}],
    }));
    assertEqual(completion.finish_reason, TaskingAI.FinishReason.FUNCTION_CALLS);
    const call = completion.message.function_calls[0];
    assertEqual(call.name, 'make_scatter_plot');
    assertEqual(call.arguments, {x_values: [1, 2], y_values: [3, 4]});
    const answer = client.inference.chat_completion(new TaskingAI.ChatCompletionRequest({
        model_id: TOOLS_MODEL, messages: [
            new TaskingAI.ChatCompletionMessage(QUESTION), completion.message,
            TaskingAI.ChatCompletionMessage.new_function(call.id, 'done')],
    }));
    assertEqual(answer.text, 'Test Message');
});

test('text embedding', client => {
    const result = client.inference.text_embedding(new TaskingAI.TextEmbeddingRequest({
        model_id: EMBEDDING_MODEL, input: ['hello', 'anchor'], input_type: 'document'}));
    const [first, second] = result.data;
    assertEqual([first.index, second.index, first.embedding.length], [0, 1, 256]);
    assertEqual(first.embedding[0], 0.0012277639928960082);
    assert(Math.abs(Math.hypot(...second.embedding) - 1) < 1e-9);
    assert(result.usage.input_tokens > 0);
});

test('rerank', client => {
    const documents = ['Pier opening hours', 'Fog signal schedule'];
    const result = client.inference.rerank(new TaskingAI.RerankRequest({
        model_id: RERANK_MODEL, query: 'fog signal', documents, top_n: 1}));
    assertEqual(result.results.length, 1);
    const best = result.results[0];
    assertEqual(best.document.text, documents[best.index]);
});

await run();
