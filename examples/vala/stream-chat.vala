// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams a chat completion and prints the text as it arrives.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… stream-chat-vala MODEL_ID
using TaskingAI;

async void stream_chat (string model_id) throws Error {
    var request = new ChatCompletionRequest (model_id);
    request.add_system_message ("You are a professional assistant.");
    request.add_user_message ("Count from 1 to 50");

    var stream = yield new Client ().inference.chat_completion_stream_async (request);
    Model? event;
    while ((event = yield stream.read_async ()) != null) {
        var chunk = event as ChatCompletionChunk;
        if (chunk != null)
            print ("%s", chunk.delta);
    }
    print ("\n");
}

int main (string[] args) {
    Intl.setlocale ();
    string? model_id = args.length > 1 ? args[1] : Environment.get_variable ("TASKINGAI_CHAT_MODEL_ID");
    if (model_id == null) {
        printerr ("usage: %s MODEL_ID\n", args[0]);
        return 2;
    }

    int status = 0;
    var loop = new MainLoop ();
    stream_chat.begin (model_id, (source, result) => {
        try {
            stream_chat.end (result);
        } catch (Error e) {
            printerr ("%s\n", e.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
