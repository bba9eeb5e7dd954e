// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {assert, assertEqual, assertFails, assertModels, newAdmin, run, test} from './common.js';

const {ModelType} = TaskingAI;

test('get', async () => {
    const {model_schemas} = newAdmin();
    const schema = model_schemas.get('debug/debug-chat-completion');
    assertEqual([schema.provider_id, schema.provider_model_id, schema.type],
        ['debug', 'debug-chat-completion', ModelType.CHAT_COMPLETION]);
    assertEqual([schema.properties.streaming, schema.pricing.currency], [true, 'USD']);
    assert(schema.allowed_configs.includes('temperature'));
    assertEqual(schema.config_schemas[0].config_id, schema.allowed_configs[0]);
    assertModels([await model_schemas.get_async('debug/debug-chat-completion')], [schema]);
});

test('list', async () => {
    const {model_schemas} = newAdmin();
    const options = {provider_id: 'debug', type: 'text_embedding'};
    const vectors = [...model_schemas.list(options)];
    assert(vectors.some(schema => schema.model_schema_id === 'debug/debug-text-embedding-256'));
    assert(vectors.every(schema => [ModelType.TEXT_EMBEDDING, ModelType.WILDCARD].includes(schema.type)));
    assertModels(await model_schemas.list_async(options), vectors);
});

test('list all', () => {
    const {model_schemas} = newAdmin();
    const all = [...model_schemas.list_all({limit: 5})];
    assertModels(model_schemas.list({limit: 100}), all);
    assertModels(model_schemas.list({offset: 5, limit: 2}), all.slice(5, 7));
});

test('errors', async () => {
    await assertFails('NOT_FOUND', () => newAdmin().model_schemas.get('debug/none'), {http_status: 404});
});

await run();
