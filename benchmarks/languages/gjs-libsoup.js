#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// The same work by libsoup from GJS, as a program without this library does it.
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Soup from 'gi://Soup?version=3.0';
import {
    API_KEY, ASSISTANT_ID, CHAT_MODEL_ID, EMBEDDING_MODEL_ID, INPUTS, main, PAGE_LIMIT, SYSTEM_TEXT,
} from './harness-gjs.js';

Gio._promisify(Soup.Session.prototype, 'send_async');
Gio._promisify(Soup.Session.prototype, 'send_and_read_async');
Gio._promisify(Gio.DataInputStream.prototype, 'read_line_async', 'read_line_finish_utf8');

const decoder = new TextDecoder();
const encoder = new TextEncoder();
let session, host;

function newMessage(method, path, body) {
    const message = Soup.Message.new(method, `${host}/v1${path}`);
    message.request_headers.append('Authorization', `Bearer ${API_KEY}`);
    if (body !== undefined) {
        const bytes = new GLib.Bytes(encoder.encode(JSON.stringify(body)));
        message.set_request_body_from_bytes('application/json', bytes);
    }
    return message;
}

function check(message) {
    if (message.status_code !== 200)
        throw new Error(`HTTP ${message.status_code} ${message.reason_phrase}`);
}

async function request(method, path, body) {
    const message = newMessage(method, path, body);
    const bytes = await session.send_and_read_async(message, GLib.PRIORITY_DEFAULT, null);
    check(message);
    return JSON.parse(decoder.decode(bytes.toArray()));
}

function chatRequest({text}, stream) {
    return {
        model_id: CHAT_MODEL_ID,
        messages: [{role: 'system', content: SYSTEM_TEXT}, {role: 'user', content: text}],
        stream,
    };
}

async function* readEvents(path, body) {
    const message = newMessage('POST', path, body);
    const base_stream = await session.send_async(message, GLib.PRIORITY_DEFAULT, null);
    check(message);
    const lines = new Gio.DataInputStream({base_stream});
    let line;
    while (([line] = await lines.read_line_async(GLib.PRIORITY_DEFAULT, null))[0] !== null) {
        if (line === 'data: [DONE]')
            break;
        if (line.startsWith('data: '))
            yield JSON.parse(line.slice(6));
    }
    lines.close(null);
}

const scenarios = {
    async get() {
        const {data} = await request('GET', `/assistants/${ASSISTANT_ID}`);
        return data.assistant_id === ASSISTANT_ID ? 1 : 0;
    },

    async chat(options) {
        const {data} = await request('POST', '/inference/chat_completion', chatRequest(options, false));
        return data.message.content && data.usage && data.created_timestamp > 0 ? 1 : 0;
    },

    async embeddings({text}) {
        const {data} = await request('POST', '/inference/text_embedding',
            {model_id: EMBEDDING_MODEL_ID, input: Array(INPUTS).fill(text)});
        return data.reduce((sum, {embedding}) => sum + embedding.length, 0);
    },

    async 'list-all'() {
        let items = 0, page = null;
        do {
            const after = page === null ? '' : `&after=${page.data.at(-1).assistant_id}`;
            page = await request('GET', `/assistants?limit=${PAGE_LIMIT}${after}`);
            items += page.data.length;
        } while (page.has_more);
        return items;
    },

    async stream(options, run, started) {
        let chunks = 0, result = null;
        for await (const event of readEvents('/inference/chat_completion', chatRequest(options, true))) {
            if (event.object === 'ChatCompletionChunk')
                run.chunk(started, chunks++ === 0, event.created_timestamp);
            else
                result = event;
        }
        return result === null ? 0 : chunks;
    },
};

main('libsoup-gjs', options => {
    ({host} = options);
    session = new Soup.Session({max_conns: options.concurrency, max_conns_per_host: options.concurrency});
    return scenarios;
});
