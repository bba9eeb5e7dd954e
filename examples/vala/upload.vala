// SPDX-License-Identifier: LGPL-2.1-or-later
// Uploads a file, showing how far it is, and makes a record of it.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… upload-vala FILE EMBEDDING_MODEL_ID
using TaskingAI;

async TaskingAI.File upload_file (Client client, string path) throws Error {
    var upload = new Upload.for_file (GLib.File.new_for_commandline_arg (path));
    upload.progress.connect ((sent, total) => {
        if (sent == total)
            print ("sent %s bytes\n", sent.to_string ());
    });
    return yield client.files.upload_async (upload);
}

// The file can be used once, for one record.
async void make_record (Client client, string collection_id, TaskingAI.File file) throws Error {
    var made = yield client.records.create_async (collection_id, new Record () {
        record_type = RecordType.FILE,
        file_id = file.file_id,
        text_splitter = new TextSplitter.token (200, 20)
    });
    var ready = yield client.records.wait_ready_async (collection_id, made.record_id);
    print ("record: %s chunks\n", ready.num_chunks.to_string ());
}

async void run (string path, string model_id) throws Error {
    var client = new Client ();
    var draft = new Collection () { embedding_model_id = model_id, capacity = 1000 };
    var collection_id = (yield client.collections.create_async (draft)).collection_id;
    yield make_record (client, collection_id, yield upload_file (client, path));
    yield client.collections.delete_async (collection_id);
}

int main (string[] args) {
    Intl.setlocale ();
    var model_id = args.length > 2 ? args[2] : Environment.get_variable ("TASKINGAI_EMBEDDING_MODEL_ID");
    if (args.length < 2 || model_id == null) {
        printerr ("usage: %s FILE EMBEDDING_MODEL_ID\n", args[0]);
        return 2;
    }
    var loop = new MainLoop ();
    var status = 0;
    run.begin (args[1], model_id, (object, result) => {
        try {
            run.end (result);
        } catch (Error e) {
            printerr ("%s\n", e.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
