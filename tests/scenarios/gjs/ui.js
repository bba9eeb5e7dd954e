// SPDX-License-Identifier: LGPL-2.1-or-later
import {
    TOOLS_MODEL, assert, assertEqual, assertFails, assertModels, newAction, newAdmin, newAssistant, newCollection, run,
    test} from './common.js';

test('assistants', async client => {
    const {ui} = newAdmin();
    const {action_id} = newAction(client, 'look_around', '/around');
    const {collection_id} = newCollection(client);
    const {assistant_id} = newAssistant(client, {
        model_id: TOOLS_MODEL, tools: [{type: 'action', id: action_id}],
        retrievals: [{type: 'collection', id: collection_id}]});
    const assistant = ui.get_assistant(assistant_id);
    assert(assistant.model_name.length > 0);
    assertEqual(assistant.tools.map(tool => tool.name), ['look_around']);
    assertEqual(assistant.retrievals.map(each => each.name), ['Harbour notes']);
    assertModels(ui.list_assistants({limit: 1}), [assistant]);
    assertModels([await ui.get_assistant_async(assistant_id)], [assistant]);
    assertModels(await ui.list_assistants_async({limit: 1}), [assistant]);
});

test('collections', async client => {
    const {ui} = newAdmin();
    const {collection_id} = newCollection(client);
    const collection = ui.get_collection(collection_id);
    assert(collection.model_name.length > 0);
    assertModels(ui.list_collections({limit: 1}), [collection]);
    assertModels([await ui.get_collection_async(collection_id)], [collection]);
    assertModels(await ui.list_collections_async({limit: 1}), [collection]);
});

test('list all', client => {
    const {ui} = newAdmin();
    const assistants = [0, 1, 2].map(() => newAssistant(client).assistant_id);
    const collections = [0, 1, 2].map(() => newCollection(client).collection_id);
    assertEqual([...ui.list_assistants_all({limit: 2})].slice(0, 3).map(a => a.assistant_id), assistants.reverse());
    assertEqual([...ui.list_collections_all({limit: 2})].slice(0, 3).map(c => c.collection_id), collections.reverse());
});

test('template codes', async () => {
    const {ui} = newAdmin();
    const languages = [...ui.get_template_codes('assistant')];
    const [template] = languages.find(each => each.language_name === 'Python').parts[0].templates;
    assert(template.content.includes('$$ASSISTANT_ID$$'));
    assert(template.variables.includes('$$ASSISTANT_ID$$'));
    assertModels(await ui.get_template_codes_async('assistant'), languages);
});

test('errors', async () => {
    const {ui} = newAdmin();
    await assertFails('INVALID_REQUEST', () => ui.get_template_codes('nothing'), {http_status: 422});
    await assertFails('NOT_FOUND', () => ui.get_assistant_async('X5lM00000000000000000000'), {http_status: 404});
});

await run();
