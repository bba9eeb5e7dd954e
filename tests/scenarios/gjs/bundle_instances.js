// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    STREAM_MODEL, assert, assertEqual, assertFails, assertModels, newAdmin, newAssistant, run, test,
} from './common.js';

const CALCULATOR = {bundle_id: 'calculator', name: 'Sums', credentials: {}};

test('blocking', async () => {
    const {bundle_instances: instances} = newAdmin();
    const created = instances.create(CALCULATOR);
    assertEqual([created.bundle_instance_id, created.name], ['calculator', 'Sums']);
    assertEqual([created.credentials, created.display_credentials], [null, {}]);
    assertEqual(created.plugins.map(plugin => plugin.plugin_id), ['evaluate']);
    const instance = instances.get('calculator');
    assertModels([instance], [created]);
    instance.name = 'Reckoning';
    instance.credentials = {};
    const updated = instances.update(instance);
    assertEqual(updated.name, 'Reckoning');
    assertModels(instances.list(), [updated]);
    assert(instances.delete('calculator'));
    await assertFails('NOT_FOUND', () => instances.get('calculator'), {http_status: 404});
});

test('async', async () => {
    const {bundle_instances: instances} = newAdmin();
    const created = await instances.create_async(new TaskingAI.BundleInstance(CALCULATOR));
    assertModels([await instances.get_async('calculator')], [created]);
    const updated = await instances.update_async('calculator', {name: 'Reckoning', credentials: {}});
    assertModels(await instances.list_async({limit: 5}), [updated]);
    assert(await instances.delete_async('calculator'));
});

test('list all', () => {
    const {bundle_instances: instances} = newAdmin();
    const made = ['arithmetic', 'calculator', 'time_api'].map(bundle_id =>
        instances.create({bundle_id, credentials: {}}));
    assertModels(instances.list_all({limit: 2}), [...made].reverse());
    for (const {bundle_instance_id} of made)
        instances.delete(bundle_instance_id);
});

test('tool of an assistant', client => {
    const {bundle_instances: instances} = newAdmin();
    instances.create(CALCULATOR);
    const {tools} = newAssistant(client, {
        model_id: STREAM_MODEL, tools: [TaskingAI.ToolRef.new_plugin('calculator', 'evaluate')]});
    assertEqual([tools[0].type, tools[0].id], [TaskingAI.ToolType.PLUGIN, 'calculator/evaluate']);
    instances.delete('calculator');
});

test('errors', async () => {
    const {bundle_instances: instances} = newAdmin();
    await assertFails('NOT_FOUND', () => instances.create({bundle_id: 'nothing', credentials: {}}),
        {http_status: 404});
    await assertFails('INVALID_REQUEST', () => instances.create_async({bundle_id: 'open_weather', credentials: {}}),
        {http_status: 422});
    await assertFails('PROVIDER', () => instances.create(
        {bundle_id: 'open_weather', credentials: {OPEN_WEATHER_API_KEY: 'Canary0Canary1'}}),
    {server_code: 'CREDENTIALS_VALIDATION_ERROR'});
    instances.create(CALCULATOR);
    await assertFails('CONFLICT', () => instances.create(CALCULATOR), {http_status: 409});
    instances.delete('calculator');
});

await run();
