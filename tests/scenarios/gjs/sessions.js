// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    ADMIN_PASSWORD, HOST, assert, assertEqual, assertFails, assertModels, newAdmin, newAssistant, run, test,
} from './common.js';

function stranger(api_key = '') {
    return new TaskingAI.Admin({host: HOST, api_key});
}

test('blocking', async () => {
    const {sessions} = stranger();
    await assertFails('AUTHENTICATION', () => sessions.verify());
    const somebody = sessions.login({username: 'admin', password: ADMIN_PASSWORD});
    assertEqual(somebody.username, 'admin');
    assert(!`${somebody}`.includes(somebody.token), `${somebody}`);
    assert(sessions.verify());
    assertEqual(sessions.refresh().admin_id, somebody.admin_id);
    assert(sessions.verify());
    assert(sessions.logout());
    await assertFails('AUTHENTICATION', () => sessions.verify());
});

test('async', async () => {
    const {sessions} = stranger();
    await sessions.login_async(TaskingAI.LoginRequest.new('admin', ADMIN_PASSWORD));
    await sessions.refresh_async();
    assert(await sessions.verify_async());
    assert(await sessions.logout_async());
    await assertFails('AUTHENTICATION', () => sessions.verify_async());
});

test('errors', async () => {
    const {sessions} = stranger();
    await assertFails('AUTHENTICATION', () => sessions.login({username: 'admin', password: 'Canary0Canary1'}),
        {http_status: 401, server_code: 'INCORRECT_PASSWORD'});
    await assertFails('NOT_FOUND', () => sessions.login_async({username: 'nobody', password: 'Canary0Canary1'}),
        {http_status: 404});
});

test('one at a time', async () => {
    const [first, second] = [newAdmin(), newAdmin()];
    second.sessions.refresh();
    await assertFails('AUTHENTICATION', () => first.sessions.verify(), {http_status: 401});
    assert(second.sessions.verify());
});

test('token of an earlier login', () => {
    const {token} = stranger().sessions.login({username: 'admin', password: ADMIN_PASSWORD});
    assert(stranger(token).sessions.verify());
});

test('services of programs', client => {
    const made = newAssistant(newAdmin(), {name: 'Concierge'});
    assertModels([client.assistants.get(made.assistant_id)], [made]);
});

await run();
