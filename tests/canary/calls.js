// SPDX-License-Identifier: LGPL-2.1-or-later
// All that can go well and badly, with everything told: see check-canary.
import GLib from 'gi://GLib';
import TaskingAI from 'gi://TaskingAI?version=1';

const env = name => GLib.getenv(name);
const FAULTS = ['mirror', 'mirrorCode', 'mirrorText', 'mirrorTitle', 'mirrorMember', 'mirrorParts', 'mirrorRetried',
    'status500', 'unknownkey', 'reset', 'compressed', 'redirect'];
const chat = model => ({model_id: model, messages: [{role: 'user', content: 'Count from 1 to 3'}]});

function tell(what) {
    print(what, String(what), JSON.stringify(what, Object.getOwnPropertyNames(what ?? {})));
    for (const spec of what?.constructor?.list_properties?.() ?? []) {
        try {
            print(spec.name, what[spec.name]);
        } catch (e) {
            print(spec.name, e);
        }
    }
}

async function attempt(call) {
    try {
        let answer = await call();
        if (answer instanceof TaskingAI.Stream) {
            for await (const event of answer)
                tell(event);
        }
        tell(answer);
    } catch (e) {
        print(e, e.message, e.stack, e.http_status, e.server_code);
        logError(e);
        tell(e);
    }
}

function newClient(settings = {}) {
    const client = new TaskingAI.Client({maxRetries: 1, ...settings});
    tell(client);
    return client;
}

const client = newClient(), faulty = newClient({host: env('TASKINGAI_FAULT_HOST')});
await attempt(() => client.assistants.list());
await attempt(() => client.assistants.get_async('X5lM00000000000000000000'));
await attempt(() => client.inference.chat_completion_stream_async(chat('TpLocalS')));
await attempt(() => newClient({apiKey: `${env('TASKINGAI_API_KEY').slice(0, -1)}x`}).assistants.list());
for (const fault of FAULTS)
    await attempt(() => faulty.assistants.get_async(fault));
await attempt(() => faulty.inference.chat_completion_stream_async(chat('mirrorEvent')));
await attempt(() => faulty.inference.chat_completion_stream(chat('mirrorEvent')));
await attempt(() => newClient({host: env('CANARY_REDIRECT')}).assistants.get('x'));
await attempt(() => newClient({host: 'https://taskingai.invalid', proxy: env('CANARY_PROXY')}).assistants.get('x'));
tell(TaskingAI.ActionAuthentication.new_bearer(env('CANARY_ACTION')).toString());
print('calls done');
