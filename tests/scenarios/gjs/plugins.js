// SPDX-License-Identifier: LGPL-2.1-or-later
import {assertEqual, assertFails, assertModels, newAdmin, run, test} from './common.js';

test('list', async () => {
    const {plugins} = newAdmin();
    const listed = [...plugins.list('arithmetic')];
    assertEqual(listed.map(plugin => plugin.plugin_id), ['add', 'divide', 'multiply', 'subtract']);
    const [add] = listed;
    assertEqual([add.bundle_id, add.function_def.name], ['arithmetic', 'add']);
    assertEqual([add.input_schema.number_1.type, add.output_schema.result.type], ['number', 'number']);
    assertModels(await plugins.list_async('arithmetic', {lang: 'en'}), listed);
});

test('errors', async () => {
    await assertFails('NOT_FOUND', () => newAdmin().plugins.list('nothing'), {http_status: 404});
});

await run();
