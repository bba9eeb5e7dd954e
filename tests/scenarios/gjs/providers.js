// SPDX-License-Identifier: LGPL-2.1-or-later
import {assert, assertEqual, assertFails, newAdmin, run, test} from './common.js';

function ids(providers) {
    return [...providers].map(provider => provider.provider_id);
}

test('get', async () => {
    const {providers} = newAdmin();
    const provider = providers.get('debug');
    assertEqual([provider.num_model_schemas, provider.credentials_schema.required], [12, ['DEBUG_API_KEY']]);
    assert(provider.model_types.includes('chat_completion'));
    assertEqual(typeof provider.resources.official_site_url, 'string');
    assertEqual((await providers.get_async('debug')).provider_id, 'debug');
});

test('list', async () => {
    const {providers} = newAdmin();
    assert(ids(providers.list()).includes('debug'));
    const rerank = ids(providers.list({type: 'rerank'}));
    assert(rerank.includes('local'));
    assertEqual(ids(await providers.list_async({type: 'rerank'})), rerank);
});

test('list all', () => {
    const {providers} = newAdmin();
    assertEqual(ids(providers.list_all({limit: 2})), ids(providers.list()));
});

test('icon', async () => {
    const {providers} = newAdmin();
    const icon = providers.get_icon('debug');
    assert(new TextDecoder().decode(icon.toArray()).includes('<svg'));
    assertEqual((await providers.get_icon_async('debug')).toArray(), icon.toArray());
});

test('errors', async () => {
    await assertFails('NOT_FOUND', () => newAdmin().providers.get('nobody'), {http_status: 404});
});

await run();
