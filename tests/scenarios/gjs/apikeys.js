// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    HOST, assert, assertEqual, assertFails, assertModels, newAdmin, newClient, run, test} from './common.js';

test('blocking', async () => {
    const {apikeys} = newAdmin();
    const created = apikeys.create({name: 'kiosk'});
    assert(/^tk\*+..$/.test(created.apikey));
    assertModels([apikeys.get(created.apikey_id)], [created]);
    const key = apikeys.get_plain(created.apikey_id);
    assert(!`${key}`.includes(key.apikey), `${key}`);
    const kiosk = newClient({api_key: key.apikey});
    assert(kiosk.assistants.list() !== null);
    created.name = 'ticket office';
    const updated = apikeys.update(created);
    assertEqual(updated.name, 'ticket office');
    assertModels(apikeys.list({limit: 1}), [updated]);
    assert(apikeys.delete(created.apikey_id));
    await assertFails('AUTHENTICATION', () => kiosk.assistants.list());
});

test('async', async () => {
    const {apikeys} = newAdmin();
    const created = await apikeys.create_async(new TaskingAI.Apikey({name: 'kiosk'}));
    assertModels([await apikeys.get_async(created.apikey_id)], [created]);
    const plain = await apikeys.get_plain_async(created.apikey_id);
    assert(/^tk[A-Za-z0-9]+$/.test(plain.apikey));
    const updated = await apikeys.update_async(created.apikey_id, {name: 'lift'});
    assertModels(await apikeys.list_async({limit: 1}), [updated]);
    assert(await apikeys.delete_async(created.apikey_id));
});

test('list all', () => {
    const {apikeys} = newAdmin();
    const made = [0, 1, 2, 3, 4].map(i => apikeys.create({name: `K${i}`}));
    assertModels([...apikeys.list_all({limit: 2})].slice(0, 5), made.reverse());
});

test('errors', async () => {
    await assertFails('NOT_FOUND', () => newAdmin().apikeys.get('Qw000000'), {http_status: 404});
    const stranger = new TaskingAI.Admin({host: HOST, api_key: 'tk'});
    await assertFails('AUTHENTICATION', () => stranger.apikeys.list_async());
});

await run();
