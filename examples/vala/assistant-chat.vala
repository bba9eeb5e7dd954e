// SPDX-License-Identifier: LGPL-2.1-or-later
// A conversation: an assistant, a chat with it, and its answer as it grows.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… assistant-chat-vala MODEL_ID
using TaskingAI;

// Says something, and prints the answer as it comes.
async void ask (Client client, Chat chat, string text) throws Error {
    yield client.messages.create_async (chat.assistant_id, chat.chat_id, new Message.user (text));
    print ("user: %s\nassistant: ", text);
    var request = new MessageGenerateRequest ();
    request.set_system_prompt_variables_json ("{\"language\": \"English\"}");
    var stream = yield client.messages.generate_stream_async (chat.assistant_id, chat.chat_id, request);
    string? piece;
    while ((piece = yield stream.read_text_async ()) != null)
        print ("%s", piece);
    print ("\n");
}

async void converse (string model_id) throws Error {
    var client = new Client ();
    var assistant = yield client.assistants.create_async (new Assistant () {
        model_id = model_id,
        memory = new AssistantMemory.message_window (20, 2000),
        system_prompt_template = { "You are a guide.", "Answer in {{language}}." },
        retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.USER_MESSAGE }
    });
    var chat = yield client.chats.create_async (assistant.assistant_id, new Chat ());
    yield ask (client, chat, "Count from 1 to 5");

    int n = 0;
    foreach (var message in client.messages.list_all (chat.assistant_id, chat.chat_id))
        n++;
    print ("%d messages\n", n);
    yield client.assistants.delete_async (assistant.assistant_id);
}

int main (string[] args) {
    Intl.setlocale ();
    var model_id = args.length > 1 ? args[1] : Environment.get_variable ("TASKINGAI_CHAT_MODEL_ID");
    if (model_id == null) {
        printerr ("usage: %s MODEL_ID\n", args[0]);
        return 2;
    }
    var loop = new MainLoop ();
    var status = 0;
    converse.begin (model_id, (object, result) => {
        try {
            converse.end (result);
        } catch (Error e) {
            printerr ("%s\n", e.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
