// SPDX-License-Identifier: LGPL-2.1-or-later
// The scenarios, options and result line of ../scenario.c, ../options.c and ../report.c for GJS.
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import System from 'system';

export const API_KEY = 'tkBenchmarkOnly0123456789abcdefgh';
export const ASSISTANT_ID = 'X5lMBenchmarkItem0000000';
export const CHAT_MODEL_ID = 'TpKq3vXa';
export const EMBEDDING_MODEL_ID = 'TpEm8dRz';
export const SYSTEM_TEXT = 'You are the guide of a harbour museum. Answer in two sentences.';
export const PAGE_LIMIT = 100;
export const INPUTS = 16;
const ITEMS = 10000;
const DIMENSIONS = 1536;

const AMOUNTS = {
    get: () => 1,
    chat: () => 1,
    embeddings: () => INPUTS * DIMENSIONS,
    'list-all': () => ITEMS,
    stream: options => options.events,
};

// --- Options ---

function defaultWarmup({scenario, concurrency, spacing}) {
    if (scenario === 'get' || scenario === 'chat')
        return 2 * concurrency + 100;
    if (scenario === 'stream')
        return spacing > 0 ? 0 : concurrency;
    return 2;
}

function textOf({scenario, events, spacing, digits}) {
    if (scenario === 'stream')
        return `events=${events} spacing=${spacing}`;
    return scenario === 'embeddings' ? `digits=${digits}` : 'How tall is the old light tower?';
}

function parseOptions(args) {
    const options = {
        scenario: null, host: null, concurrency: 1, requests: 1000, warmup: null, events: 1000, spacing: 0, digits: 9};
    for (let i = 0; i < args.length; i++) {
        if (!args[i].startsWith('--'))
            options.scenario = args[i];
        else if (args[i] === '--host')
            options.host = args[++i];
        else if (args[i].slice(2) in options && Number.isInteger(Number(args[i + 1])))
            options[args[i].slice(2)] = Number(args[++i]);
        else
            throw new Error(`unknown option ${args[i]}`);
    }
    if (!(options.scenario in AMOUNTS) || options.host === null)
        throw new Error(`usage: ${Object.keys(AMOUNTS).join('|')} --host URL [OPTION…]`);
    options.warmup ??= defaultWarmup(options);
    return {...options, text: textOf(options)};
}

// --- Usage ---

function read(path) {
    return new TextDecoder().decode(GLib.file_get_contents(path)[1]);
}

// Of all threads, the engine's own included; getrusage () is not to be had.
function cpuMicroseconds() {
    const threads = Gio.File.new_for_path('/proc/self/task').enumerate_children('standard::name', 0, null);
    let nanoseconds = 0;
    for (const thread of threads)
        nanoseconds += Number(read(`/proc/self/task/${thread.get_name()}/schedstat`).split(' ')[0]);
    return nanoseconds / 1000;
}

function rssKilobytes() {
    return Number(read('/proc/self/status').match(/VmRSS:\s*(\d+) kB/)[1]);
}

// As that of ../histogram.c: 64 steps to each power of two, in microseconds.
class Histogram {
    #count = new Uint32Array(64 * 40);
    #total = 0;

    add(microseconds) {
        this.#count[Math.floor(64 * Math.log2(Math.max(microseconds, 1)))]++;
        this.#total++;
    }

    percentile(percent) {
        let seen = 0;
        for (let i = 0; i < this.#count.length; i++) {
            seen += this.#count[i];
            if (seen > 0 && seen >= percent / 100 * this.#total)
                return 2 ** ((i + 0.5) / 64);
        }
        return null;
    }
}

// --- Scenarios ---

const STAMP_WRAP = 1e12;                                       // see ../stamp.h

function stampAge(stamp) {
    return (STAMP_WRAP + GLib.get_monotonic_time() % STAMP_WRAP - stamp + STAMP_WRAP) % STAMP_WRAP;
}

// One round: so many callers, each with one operation at a time, until all operations are done.
class Run {
    constructor(client, options) {
        Object.assign(this, {
            options, client, chunks: 0, flowing: 0, rssBefore: rssKilobytes(), rssFlowing: 0, latency: new Histogram(),
            first: new Histogram(), lag: new Histogram()});
    }

    // What a client tells of a stream's chunk; `started` is what its operation was given.
    chunk(started, isFirst, createdTimestamp) {
        if (isFirst) {
            this.first.add(GLib.get_monotonic_time() - started);
            if (++this.flowing === this.options.concurrency)
                this.rssFlowing = rssKilobytes();
        }
        if (this.options.spacing > 0)                          // at full speed the clock would be much of the cost
            this.lag.add(stampAge(createdTimestamp));
    }

    async #caller() {
        const {scenario, concurrency} = this.options;
        // The clock is a call into C: of many small operations at once it is read for some.
        const timed = concurrency > 1 && (scenario === 'get' || scenario === 'chat') ? 8 : 1;
        const expected = AMOUNTS[scenario](this.options);
        while (this.left > 0) {
            const isTimed = --this.left % timed === 0;
            const started = isTimed ? GLib.get_monotonic_time() : 0;
            const amount = await this.client[scenario](this.options, this, started);
            if (amount !== expected)
                throw new Error(`wrong amount in the answer: ${amount}`);
            if (isTimed)
                this.latency.add(GLib.get_monotonic_time() - started);
        }
    }

    async operations(count) {
        this.left = count;
        await Promise.all(Array.from({length: this.options.concurrency}, () => this.#caller()));
        return this;
    }
}

function round(key, value) {
    return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}

function report(name, run, seconds, cpu) {
    const {options} = run;
    const isStream = options.scenario === 'stream';
    const chunks = options.requests * options.events;
    print(JSON.stringify({
        scenario: options.scenario,
        client: name,
        concurrency: options.concurrency,
        ops: options.requests,
        events: isStream ? options.events : 0,
        spacing_ms: isStream ? options.spacing : 0,
        seconds,
        ops_per_s: options.requests / seconds,
        p50_us: run.latency.percentile(50),
        p99_us: run.latency.percentile(99),
        cpu_us_per_op: cpu / options.requests,
        chunks_per_s: isStream ? chunks / seconds : null,
        cpu_us_per_chunk: isStream ? cpu / chunks : null,
        first_p50_us: run.first.percentile(50),
        first_p99_us: run.first.percentile(99),
        lag_p50_us: run.lag.percentile(50),
        lag_p99_us: run.lag.percentile(99),
        rss_kb: rssKilobytes(),
        rss_per_stream_kb: isStream && options.concurrency > 1 && run.rssFlowing > 0
            ? (run.rssFlowing - run.rssBefore) / options.concurrency : null,
    }, round));
}

async function measure(name, open) {
    const options = parseOptions(ARGV);
    const client = open(options);
    await new Run(client, options).operations(options.warmup);
    const run = new Run(client, options);
    const clock = GLib.get_monotonic_time();
    const cpu = cpuMicroseconds();
    await run.operations(options.requests);
    report(name, run, (GLib.get_monotonic_time() - clock) / 1e6, cpuMicroseconds() - cpu);
}

// `open` makes a client, whose methods are named like the scenarios: each does the whole job of one
// operation and tells how much it got. In a main loop, as applications have one: gjs polls without a
// pause while it waits at the top level.
export function main(name, open) {
    const loop = new GLib.MainLoop(null, false);
    let status = 0;
    measure(name, open).catch(e => {
        printerr(`${name}: ${e.message}\n${e.stack}`);
        status = 1;
    }).finally(() => loop.quit());
    loop.run();
    System.exit(status);
}
