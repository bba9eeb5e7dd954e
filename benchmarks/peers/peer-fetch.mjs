// SPDX-License-Identifier: LGPL-2.1-or-later

// Node's own fetch ().

import {main} from './harness.mjs';
import {Client} from './wire.mjs';

class FetchClient extends Client {
    name = 'fetch';

    async request(path, options) {
        const response = await fetch(this.host + path, options);
        if (!response.ok)
            throw new Error(`status ${response.status}`);
        return response;
    }

    async* readTexts(response) {
        const decoder = new TextDecoder();
        for await (const bytes of response.body)
            yield decoder.decode(bytes, {stream: true});
    }
}

await main(new FetchClient());
