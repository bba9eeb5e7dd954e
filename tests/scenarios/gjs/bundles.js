// SPDX-License-Identifier: LGPL-2.1-or-later
import {assert, assertEqual, assertModels, newAdmin, run, test} from './common.js';

test('list', async () => {
    const {bundles} = newAdmin();
    const listed = [...bundles.list()];
    const [calculator, weather] = ['calculator', 'open_weather'].map(id =>
        listed.find(bundle => bundle.bundle_id === id));
    assertEqual([calculator.registered, calculator.num_plugins], [false, 1]);
    assertEqual(calculator.plugins.map(plugin => plugin.plugin_id), ['evaluate']);
    const {secret, required} = weather.credentials_schema.OPEN_WEATHER_API_KEY;
    assert(secret && required);
    assertModels(await bundles.list_async({limit: 100, lang: 'en'}), listed);
});

test('list all', () => {
    const {bundles} = newAdmin();
    assertModels(bundles.list_all({limit: 2}), bundles.list());
});

test('icon', async () => {
    const {bundles} = newAdmin();
    const icon = bundles.get_icon('calculator');
    assertEqual([...icon.toArray().slice(1, 4)], [...'PNG'].map(c => c.charCodeAt(0)));
    assertEqual((await bundles.get_icon_async('calculator')).toArray(), icon.toArray());
});

await run();
