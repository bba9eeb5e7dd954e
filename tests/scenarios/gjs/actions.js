// SPDX-License-Identifier: LGPL-2.1-or-later
import TaskingAI from 'gi://TaskingAI?version=1';
import {
    assert, assertEqual, assertFails, assertModels, newAction, openapiDocument, run, test} from './common.js';

const TIDES = {'/tides/{port}': {get: {
    operationId: 'readTides', description: 'Reads tides', parameters: [
        {name: 'port', in: 'path', required: true, description: 'The port', schema: {type: 'string'}},
        {name: 'days', in: 'query', description: 'How many', schema: {type: 'integer'}},
    ]}}};
const BERTHS = {'/berths': {post: {
    operationId: 'book_berth', description: 'Books a berth', requestBody: {content: {'application/json': {
        schema: {type: 'object', properties: {boat: {type: 'string', description: 'The boat'}}}}}}}}};

function create(client, paths, members = {}) {
    return [...client.actions.bulk_create({openapi_schema: openapiDocument(paths), ...members})];
}

test('blocking', async client => {
    const [tides, berths] = create(client, {...TIDES, ...BERTHS});
    assertEqual([tides.name, tides.operation_id, tides.method],
        ['read_tides', 'readTides', TaskingAI.ActionMethod.GET]);
    assertEqual([tides.function_def.name, tides.path_param_schema.port.type], ['read_tides', 'string']);
    assertEqual(Object.keys(berths.openapi_schema.paths), ['/berths']);
    assertEqual(berths.body_type, TaskingAI.ActionBodyType.JSON);
    const action = client.actions.get(tides.action_id);
    assertModels([action], [tides]);
    action.authentication = {type: 'bearer', secret: 'Canary0Canary1'};
    assert(!`${action}`.includes('Canary0'), `${action}`);
    const updated = client.actions.update(action);
    assertEqual(updated.authentication.type, TaskingAI.ActionAuthenticationType.BEARER);
    assert(updated.authentication.secret !== 'Canary0Canary1');
    assertModels(client.actions.list({limit: 2}), [berths, updated]);
    assert(client.actions.delete(tides.action_id));
    await assertFails('NOT_FOUND', () => client.actions.get(tides.action_id), {http_status: 404});
});

test('async', async client => {
    const page = await client.actions.bulk_create_async({
        openapi_schema: openapiDocument(TIDES),
        authentication: TaskingAI.ActionAuthentication.new_basic('aGVyb246')});
    const [created] = page;
    assertModels([await client.actions.get_async(created.action_id)], [created]);
    const result = await client.actions.run_async(created.action_id, {parameters: {port: 'Oban'}});
    assertEqual(result.data.authorization, 'Basic aGVyb246');
    const updated = await client.actions.update_async(created.action_id, {openapi_schema: openapiDocument(BERTHS)});
    assertEqual(updated.name, 'book_berth');
    const listed = [...await client.actions.list_async()];
    assert(listed.some(action => action.equal(updated)));
    assert(await client.actions.delete_async(created.action_id));
});

test('list all', client => {
    const made = [0, 1, 2, 3, 4].map(i => newAction(client, `one_of_${i}`, '/many'));
    assertModels([...client.actions.list_all({limit: 2})].slice(0, 5), made.reverse());
});

test('run get', client => {
    const [action] = create(client, TIDES);
    const result = client.actions.run(action.action_id, {parameters: {port: 'St Ives', days: 3}});
    assertEqual([result.status, result.error], [200, null]);
    assertEqual([result.data.method, result.data.path, result.data.query],
        ['GET', '/tool/tides/St%20Ives', {days: '3'}]);
});

test('run post', client => {
    const [action] = create(client, BERTHS, {authentication: {type: 'custom', content: {'x-key': 'k1'}}});
    const {data} = client.actions.run(action.action_id, {parameters: {boat: 'Heron'}});
    assertEqual([data.method, data.body, data.key], ['POST', {boat: 'Heron'}, 'k1']);
});

test('run fails', client => {
    const action = newAction(client, 'find_nothing', '/status/404');
    const result = client.actions.run(action.action_id);
    assertEqual([result.status, Object.keys(result.data)], [404, ['error']]);
});

test('problem', client => {
    assertEqual(newAction(client, 'look', '/around').dup_problem(), null);
    const bad = new TaskingAI.Action({action_id: 'bFBd', query_param_schema: {
        ports: {type: 'array', description: 'Ports', required: true}}});
    assert(bad.dup_problem().includes('ports'));
});

test('errors', async client => {
    await assertFails('INVALID_REQUEST', () => client.actions.bulk_create({openapi_schema: {paths: {}}}),
        {http_status: 422});
    await assertFails('NOT_FOUND', () => client.actions.run_async('bFBd00000000000000000000', {parameters: {}}),
        {http_status: 404});
    await assertFails('INVALID_REQUEST', () => client.actions.update(newAction(client, 'look', '/around')));
});

await run();
