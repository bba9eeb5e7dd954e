// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {CHAT_MODEL, assert, assertEqual, assertFails, assertModels, newAdmin, run, test} from './common.js';

const ECHO = {
    model_schema_id: 'debug/debug-chat-completion', name: 'Echo', credentials: {DEBUG_API_KEY: 'Canary0Canary1'}};

function ask(client, {model_id}) {
    return client.inference.chat_completion({model_id, messages: [{role: 'user', content: 'abcd'}]}).text;
}

test('blocking', async client => {
    const {models} = newAdmin();
    const created = models.create({...ECHO, configs: {temperature: 0.5}});
    assertEqual([created.type, created.provider_id, created.configs.temperature],
        [TaskingAI.ModelType.CHAT_COMPLETION, 'debug', 0.5]);
    assertEqual([created.properties.function_call, created.credentials], [false, null]);
    assert(/^Ca\*+y1$/.test(created.display_credentials.DEBUG_API_KEY));
    const model = models.get(created.model_id);
    assertModels([model], [created]);
    assertEqual(ask(client, model), 'cd');
    model.name = 'Renamed';
    const updated = models.update(model);
    assertEqual([updated.name, updated.model_schema_id], ['Renamed', ECHO.model_schema_id]);
    assertModels(models.list({limit: 1}), [updated]);
    assert(models.delete(model.model_id));
    await assertFails('NOT_FOUND', () => models.get(model.model_id), {http_status: 404});
});

test('async', async () => {
    const {models} = newAdmin();
    const created = await models.create_async(new TaskingAI.RegisteredModel(ECHO));
    assertModels([await models.get_async(created.model_id)], [created]);
    const updated = await models.update_async(created.model_id, {name: 'Renamed'});
    assertEqual(updated.name, 'Renamed');
    const equal_filter = JSON.stringify({type: 'chat_completion'});
    assertModels(await models.list_async({limit: 1, equal_filter}), [updated]);
    assert(await models.delete_async(created.model_id));
});

test('list all', () => {
    const {models} = newAdmin();
    const made = [0, 1, 2, 3, 4].map(() => models.create(ECHO));
    assertModels([...models.list_all({limit: 2})].slice(0, 5), made.reverse());
});

test('wildcard', () => {
    const model = newAdmin().models.create({
        name: 'Wild', model_schema_id: 'debug/debug-wildcard', provider_model_id: 'debug-x', type: 'chat_completion',
        credentials: ECHO.credentials, properties: {function_call: false, streaming: true}});
    assertEqual([model.type, model.properties.streaming, model.provider_model_id],
        [TaskingAI.ModelType.CHAT_COMPLETION, true, 'debug-x']);
});

test('fallbacks', client => {
    const model = newAdmin().models.create({
        name: 'Careful', model_schema_id: 'debug/debug-error', credentials: ECHO.credentials,
        fallbacks: {model_list: [{model_id: CHAT_MODEL}]}});
    assertEqual(model.fallbacks.model_list.map(fallback => fallback.model_id), [CHAT_MODEL]);
    assertEqual(ask(client, model), 'cd');
});

test('errors', async () => {
    const {models} = newAdmin();
    await assertFails('NOT_FOUND', () => models.create(
        {name: 'x', model_schema_id: 'debug/none', credentials: {}}), {http_status: 404});
    await assertFails('INVALID_REQUEST', () => models.create_async(
        {name: 'x', model_schema_id: ECHO.model_schema_id}), {http_status: 422});
});

await run();
