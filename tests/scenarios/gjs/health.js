// SPDX-License-Identifier: LGPL-2.1-or-later
import {assert, assertFails, newClient, run, test} from './common.js';

test('blocking', client => {
    assert(client.health.check());
    const info = client.health.get_version();
    assert(/^v\d/.test(info.version), info.version);
    assert(info.postgres_schema_version > 0);
});

test('async', async client => {
    assert(await client.health.check_async());
    const {version} = await client.health.get_version_async();
    assert(/^v\d/.test(version), version);
});

test('without key', async () => {
    const client = newClient({api_key: ''});
    assert(client.health.check());
    await assertFails('AUTHENTICATION', () => client.assistants.list());
});

test('failure', async () => {
    const client = newClient({host: 'http://127.0.0.1:1', max_retries: 0});
    await assertFails('CONNECTION', () => client.health.check_async());
});

await run();
