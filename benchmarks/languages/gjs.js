#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// The library from GJS, as its examples use it: promises, plain objects and `for await`.
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    API_KEY, ASSISTANT_ID, CHAT_MODEL_ID, EMBEDDING_MODEL_ID, INPUTS, main, PAGE_LIMIT, SYSTEM_TEXT,
} from './harness-gjs.js';

let assistants, inference;

function chatRequest({text}) {
    return {
        model_id: CHAT_MODEL_ID,
        messages: [{role: 'system', content: SYSTEM_TEXT}, {role: 'user', content: text}],
    };
}

const scenarios = {
    async get() {
        const assistant = await assistants.get_async(ASSISTANT_ID);
        return assistant.assistant_id === ASSISTANT_ID ? 1 : 0;
    },

    async chat(options) {
        const {text, usage, created_timestamp} = await inference.chat_completion_async(chatRequest(options));
        return text !== null && usage !== null && created_timestamp > 0 ? 1 : 0;
    },

    async embeddings({text}) {
        const result = await inference.text_embedding_async(
            {model_id: EMBEDDING_MODEL_ID, input: Array(INPUTS).fill(text)});
        return result.data.reduce((sum, {embedding}) => sum + embedding.length, 0);
    },

    async 'list-all'() {
        let items = 0, after, page;
        do {
            page = await assistants.list_async({limit: PAGE_LIMIT, after});
            items += page.get_n_items();
            after = page.get_item(page.get_n_items() - 1).assistant_id;
        } while (page.has_more);
        return items;
    },

    async stream(options, run, started) {
        let chunks = 0;
        const stream = await inference.chat_completion_stream_async(chatRequest(options));
        for await (const event of stream) {
            if (event instanceof TaskingAI.ChatCompletionChunk)
                run.chunk(started, chunks++ === 0, event.created_timestamp);
        }
        return stream.result === null ? 0 : chunks;
    },
};

main('gjs', ({host}) => {
    ({assistants, inference} = new TaskingAI.Client({host, api_key: API_KEY}));
    return scenarios;
});
