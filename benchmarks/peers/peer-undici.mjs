// SPDX-License-Identifier: LGPL-2.1-or-later

// undici's request (), from a pool, which by default has as many connections as it needs.

import {createRequire} from 'node:module';

import {main} from './harness.mjs';
import {Client} from './wire.mjs';

class UndiciClient extends Client {
    name = 'undici';

    open(options) {
        // Import would not look in NODE_PATH.
        const {Pool} = createRequire(import.meta.url)('undici');
        super.open(options);
        this.pool = new Pool(this.host);
    }

    async request(path, options) {
        const {statusCode, body} = await this.pool.request({path, ...options});
        if (statusCode !== 200)
            throw new Error(`status ${statusCode}`);
        return body;
    }

    readTexts(body) {
        return body.setEncoding('utf8');
    }

    close() {
        return this.pool.close();
    }
}

await main(new UndiciClient());
