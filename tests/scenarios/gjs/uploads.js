// SPDX-License-Identifier: LGPL-2.1-or-later
import Gio from 'gi://Gio';
import TaskingAI from 'gi://TaskingAI?version=1';
import {FAULT_HOST, assert, assertEqual, assertFails, newClient, run, test} from './common.js';

const PICTURE = new Uint8Array(1024).map((_, i) => i);

function faulty() {
    return newClient({host: FAULT_HOST, max_retries: 0});
}

function follow(upload) {
    const told = [];
    upload.connect('progress', (_, sent, total) => told.push([sent, total]));
    return told;
}

async function failsInGio(code, f) {
    try {
        await f();
    } catch (e) {
        assert(e.matches(Gio.IOErrorEnum, code), `${e}`);
        return;
    }
    throw new Error('no error');
}

test('a file', client => {
    const [file, stream] = Gio.File.new_tmp('XXXXXX.txt');
    stream.output_stream.write_all(new Uint8Array(480000), null);
    stream.close(null);
    const upload = TaskingAI.Upload.new_for_file(file);
    const told = follow(upload);
    const uploaded = client.files.upload(upload);
    file.delete(null);
    assert(uploaded.file_id.startsWith('txt_'), uploaded.file_id);
    assertEqual(told.at(-1), [480000, 480000]);
});

test('a stream async', async client => {
    const stream = Gio.MemoryInputStream.new_from_bytes(new Uint8Array(300000));
    const upload = TaskingAI.Upload.new_for_stream(stream, 'pier.md');
    const told = follow(upload);
    const uploaded = await client.files.upload_async(upload);
    assert(uploaded.file_id.startsWith('md_'), uploaded.file_id);
    assertEqual(told.at(-1), [300000, -1]);
    assert(told.length > 2);
    assertEqual([upload.bytes_sent, upload.size], [300000, -1]);
});

test('an image', client => {
    const image = client.images.upload(TaskingAI.Upload.new_for_bytes(PICTURE, 'buoy 1.png'));
    assertEqual(client.images.get(image.url).toArray(), PICTURE);
});

test('an image async', async client => {
    const image = await client.images.upload_async(TaskingAI.Upload.new_for_bytes(PICTURE, 'buoy.png'));
    assertEqual((await client.images.get_async(image.url)).toArray(), PICTURE);
});

test('refused', async client => {
    await assertFails('INVALID_REQUEST', () =>
        client.files.upload(TaskingAI.Upload.new_for_bytes(PICTURE, 'pier.exe')));
    await assertFails('TOO_LARGE', () => client.images.upload_async(
        TaskingAI.Upload.new_for_bytes(new Uint8Array(5 * 1024 * 1024 + 1), 'buoy.jpg')));
    await assertFails('INVALID_REQUEST', () => client.images.get('https://example.org/imgs/buoy.png'));
});

test('a file that is missing', async client => {
    const upload = TaskingAI.Upload.new_for_file(Gio.File.new_for_path('/nowhere/pier.txt'));
    await failsInGio(Gio.IOErrorEnum.NOT_FOUND, () => client.files.upload_async(upload));
});

test('cancelled by its progress', async () => {
    const client = faulty();
    const cancellable = new Gio.Cancellable();
    const upload = TaskingAI.Upload.new_for_bytes(new Uint8Array(15 * 1024 * 1024), 'ignored.gjs.txt');
    upload.connect('progress', () => cancellable.cancel());
    await failsInGio(Gio.IOErrorEnum.CANCELLED, () => client.files.upload_async(upload, cancellable));
    client.request('GET', '/wait-closed', 'name=ignored.gjs', null);
});

await run();
