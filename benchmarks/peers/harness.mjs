// SPDX-License-Identifier: LGPL-2.1-or-later

// The scenarios of scenario.c for clients in Node: the same options, the same line of JSON.
//
// A client is an object with a `name`, `open (options)`, one asynchronous method for each scenario
// it has (`get`, `chat`, `embeddings`, `listAll`, `stream`) and `close ()`. A method does the whole
// job of one operation and resolves to how much it got; `stream` is given a function to call for
// each chunk with its created_timestamp, and resolves to the number of chunks.

import process from 'node:process';
import {parseArgs} from 'node:util';

export const INPUTS = 16;

const ITEMS = 10000;
const DIMENSIONS = 1536;
const STAMP_WRAP = 1e12;
const MISSING = 3; // exit status: the client does not have this scenario

const METHODS = {
    get: 'get', chat: 'chat', embeddings: 'embeddings', 'list-all': 'listAll', stream: 'stream',
};

const DEFAULTS = {concurrency: 1, requests: 1000, warmup: -1, events: 1000, spacing: 0, digits: 9};

// Those of options.c.
function defaultWarmup({scenario, concurrency, spacing}) {
    if (scenario === 'get' || scenario === 'chat')
        return 2 * concurrency + 100;
    if (scenario === 'stream')
        return spacing > 0 ? 0 : concurrency;
    return 2;
}

// The user's message, or each embedding input: tells the server what to answer.
function messageText({scenario, events, spacing, digits}) {
    if (scenario === 'stream')
        return `events=${events} spacing=${spacing}`;
    return scenario === 'embeddings' ? `digits=${digits}` : 'How tall is the old light tower?';
}

function parseOptions() {
    const names = ['host', ...Object.keys(DEFAULTS)];
    const {values, positionals} = parseArgs({
        options: Object.fromEntries(names.map(name => [name, {type: 'string'}])),
        allowPositionals: true,
    });
    const options = {scenario: positionals[0], host: values.host};
    for (const [name, otherwise] of Object.entries(DEFAULTS))
        options[name] = Number(values[name] ?? otherwise);
    const numbers = Object.keys(DEFAULTS).map(name => options[name]);
    if (!(options.scenario in METHODS) || !options.host || !numbers.every(Number.isInteger))
        throw new Error('usage: SCENARIO --host URL [OPTION…], as in options.c');
    if (options.warmup < 0)
        options.warmup = defaultWarmup(options);
    options.text = messageText(options);
    return options;
}

// Microseconds of the monotonic clock, which the server's stamps are made of.
function clockUs() {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e6 + nanoseconds / 1e3;
}

function cpuUs() {
    const {user, system} = process.cpuUsage();
    return user + system;
}

function rssKb() {
    return Math.round(process.memoryUsage.rss() / 1024);
}

function expectedAmount(options) {
    const amounts = {
        embeddings: INPUTS * DIMENSIONS, 'list-all': ITEMS, stream: options.events,
    };
    return amounts[options.scenario] ?? 1;
}

// So many operations of a client, and what they took, in microseconds.
class Run {
    latency = [];
    first = [];
    lag = [];
    rssFlowingKb = 0;

    constructor(client, options, count) {
        this.options = options;
        this._client = client;
        this._left = count; // not yet started
    }

    async finish() {
        this.rssBeforeKb = rssKb();
        await Promise.all(Array.from({length: this.options.concurrency}, () => this._call()));
    }

    async _call() {
        const {scenario} = this.options;
        const expected = expectedAmount(this.options);
        while (this._left > 0) {
            this._left--;
            const started = clockUs();
            const amount = await this._client[METHODS[scenario]](this._chunkFunction(started));
            if (amount !== expected)
                throw new Error(`${scenario} gave ${amount}, not ${expected}`);
            this.latency.push(clockUs() - started);
        }
    }

    // The clock is read for paced chunks only: at full speed it would be much of the cost.
    _chunkFunction(started) {
        const paced = this.options.spacing > 0;
        let isFirst = true;
        return stamp => {
            if (isFirst) {
                isFirst = false;
                this._noteFirst(started);
            }
            if (paced) {
                const sent = stamp % STAMP_WRAP;
                this.lag.push((Math.floor(clockUs()) - sent + STAMP_WRAP) % STAMP_WRAP);
            }
        };
    }

    _noteFirst(started) {
        this.first.push(clockUs() - started);
        if (this.first.length === this.options.concurrency)
            this.rssFlowingKb = rssKb();
    }
}

function percentile(durations, percent) {
    if (durations.length === 0)
        return null;
    const place = Math.max(Math.ceil(percent / 100 * durations.length), 1);
    return Float64Array.from(durations).sort()[place - 1];
}

function streamFigures(run, seconds, cpu) {
    const {requests, events, concurrency} = run.options;
    return {
        chunks_per_s: requests * events / seconds,
        cpu_us_per_chunk: cpu / (requests * events),
        first_p50_us: percentile(run.first, 50),
        first_p99_us: percentile(run.first, 99),
        lag_p50_us: percentile(run.lag, 50),
        lag_p99_us: percentile(run.lag, 99),
        rss_per_stream_kb: concurrency > 1 && run.rssFlowingKb > 0
            ? (run.rssFlowingKb - run.rssBeforeKb) / concurrency : null,
    };
}

const NO_STREAM = {
    chunks_per_s: null, cpu_us_per_chunk: null, first_p50_us: null, first_p99_us: null,
    lag_p50_us: null, lag_p99_us: null, rss_per_stream_kb: null,
};

function report(name, run, seconds, cpu) {
    const {scenario, concurrency, requests, events, spacing} = run.options;
    const streams = scenario === 'stream';
    const line = {
        rss_kb: rssKb(),
        scenario,
        client: name,
        concurrency,
        ops: requests,
        events: streams ? events : 0,
        spacing_ms: streams ? spacing : 0,
        seconds,
        ops_per_s: requests / seconds,
        p50_us: percentile(run.latency, 50),
        p99_us: percentile(run.latency, 99),
        cpu_us_per_op: cpu / requests,
        ...streams ? streamFigures(run, seconds, cpu) : NO_STREAM,
    };
    const round = (_, value) => typeof value === 'number' ? Number(value.toFixed(3)) : value;
    console.log(JSON.stringify(line, round));
}

async function measure(client) {
    const options = parseOptions();
    if (!(METHODS[options.scenario] in client)) {
        console.error(`${client.name}: does not have ${options.scenario}`);
        process.exit(MISSING);
    }
    await client.open(options);
    await new Run(client, options, options.warmup).finish();
    const run = new Run(client, options, options.requests);
    const cpu = cpuUs();
    const clock = clockUs();
    await run.finish();
    report(client.name, run, (clockUs() - clock) / 1e6, cpuUs() - cpu);
    await client.close();
}

export async function main(client) {
    try {
        await measure(client);
    } catch (error) {
        const [reason] = (error.cause?.message ?? error.message).split('\n');
        console.error(`${client.name}: ${reason}`);
        process.exit(1);
    }
}
