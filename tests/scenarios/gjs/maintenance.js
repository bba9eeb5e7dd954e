// SPDX-License-Identifier: LGPL-2.1-or-later
import {assert, assertModels, newAdmin, newAssistant, run, test} from './common.js';

test('clean data', () => {
    newAssistant(newAdmin());
    assert(newAdmin().maintenance.clean_data());
    assertModels(newAdmin().assistants.list(), []);
});

test('clean data async', async () => {
    newAssistant(newAdmin());
    assert(await newAdmin().maintenance.clean_data_async());
    assertModels(newAdmin().assistants.list(), []);
});

await run();
