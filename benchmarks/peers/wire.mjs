// SPDX-License-Identifier: LGPL-2.1-or-later

// The scenarios of a client that knows only HTTP. The values are what JSON.parse () makes.

import {INPUTS} from './harness.mjs';

const API_KEY = 'tkBenchmarkOnly0123456789abcdefgh';
const ASSISTANT_ID = 'X5lMBenchmarkItem0000000';
const CHAT_MODEL_ID = 'TpKq3vXa';
const EMBEDDING_MODEL_ID = 'TpEm8dRz';
const SYSTEM_TEXT = 'You are the guide of a harbour museum. Answer in two sentences.';
const PAGE_LIMIT = 100;

const ASSISTANTS = '/v1/assistants';
const CHAT = '/v1/inference/chat_completion';
const EMBEDDINGS = '/v1/inference/text_embedding';

const HEADERS = {authorization: `Bearer ${API_KEY}`};
const GET = {method: 'GET', headers: HEADERS};
const POST = {method: 'POST', headers: {...HEADERS, 'content-type': 'application/json'}};

// The chunks of an event stream, whose TEXTS come as they come.
async function* readChunks(texts) {
    let rest = '';
    for await (const text of texts) {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines) {
            if (!line.startsWith('data: {'))
                continue;
            const event = JSON.parse(line.slice(6));
            if (event.object === 'ChatCompletionChunk')
                yield event;
        }
    }
}

// A client adds `name`, `open ()`, `request (path, options)`, which resolves to the body of the
// answer, with `json ()`; `readTexts (body)`, its text, piece by piece; and `close ()`.
export class Client {
    open({host, text}) {
        this.host = host;
        this.text = text;
    }

    post(path, body) {
        return this.request(path, {...POST, body: JSON.stringify(body)});
    }

    postChat(stream) {
        const messages = [
            {role: 'system', content: SYSTEM_TEXT}, {role: 'user', content: this.text},
        ];
        return this.post(CHAT, {model_id: CHAT_MODEL_ID, messages, stream});
    }

    async get() {
        const {data} = await (await this.request(`${ASSISTANTS}/${ASSISTANT_ID}`, GET)).json();
        return Number(data.assistant_id === ASSISTANT_ID);
    }

    async chat() {
        const {data} = await (await this.postChat(false)).json();
        return Number(data.message.content.length > 0);
    }

    async embeddings() {
        const body = {model_id: EMBEDDING_MODEL_ID, input: Array(INPUTS).fill(this.text)};
        const {data} = await (await this.post(EMBEDDINGS, body)).json();
        return data.reduce((count, {embedding}) => count + embedding.length, 0);
    }

    async listAll() {
        let items = 0;
        let page = {has_more: true};
        while (page.has_more) {
            const after = items > 0 ? `&after=${page.data.at(-1).assistant_id}` : '';
            const path = `${ASSISTANTS}?limit=${PAGE_LIMIT}${after}`;
            page = await (await this.request(path, GET)).json();
            items += page.data.length;
        }
        return items;
    }

    async stream(onChunk) {
        let chunks = 0;
        for await (const chunk of readChunks(this.readTexts(await this.postChat(true)))) {
            onChunk(chunk.created_timestamp);
            chunks++;
        }
        return chunks;
    }

    close() {}
}
