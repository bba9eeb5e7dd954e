#!/usr/bin/env -S gjs -m
// SPDX-License-Identifier: LGPL-2.1-or-later
// Gets an assistant, first blocking, then with a promise.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… get-assistant.js ASSISTANT_ID
import System from 'system';
import TaskingAI from 'gi://TaskingAI?version=1';

if (ARGV.length !== 1) {
    printerr('usage: get-assistant.js ASSISTANT_ID');
    System.exit(2);
}

const client = new TaskingAI.Client();
try {
    const assistant = client.assistants.get(ARGV[0]);
    print('blocking:', assistant.assistant_id, assistant.name, assistant.model_id);

    const same = await client.assistants.get_async(ARGV[0]);
    print('async:   ', same.assistant_id, same.name, same.model_id);
} catch (e) {
    printerr(e.message);
    System.exit(1);
}
