// SPDX-License-Identifier: LGPL-2.1-or-later
// A collection of texts, searched by meaning: by the program, and by an assistant before it answers.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… retrieval-vala CHAT_MODEL_ID EMBEDDING_MODEL_ID
using TaskingAI;

const string QUESTION = "When does the pier open?";
const string[] TEXTS = {
    "The pier opens at seven in the morning.", "Fog signals are tested on Mondays.",
    "Tide tables hang in the harbour office."
};

void search (Client client, string collection_id) throws Error {
    foreach (var text in TEXTS)
        client.records.create (collection_id, new Record () {
            content = text,
            text_splitter = new TextSplitter.token (200, 20)
        });
    foreach (var chunk in client.chunks.query (collection_id, new ChunkQuery (QUESTION, 1)))
        print ("found: %s\n", ((Chunk) chunk).content);
}

// Asks the assistant, and prints what its search found.
void ask (Client client, string assistant_id) throws Error {
    var chat_id = client.chats.create (assistant_id, new Chat ()).chat_id;
    client.messages.create (assistant_id, chat_id, new Message.user (QUESTION));
    var request = new MessageGenerateRequest () { debug = true };
    foreach (var event in client.messages.generate_stream (assistant_id, chat_id, request)) {
        var log = event as MessageGenerationLog;
        var results = log != null ? log.get_content ().lookup_value ("result", null) : null;
        for (size_t i = 0; results != null && i < results.n_children (); i++)
            print ("looked up: %s\n",
                   results.get_child_value (i).get_variant ().lookup_value ("content", null).get_string ());
    }
}

int main (string[] args) {
    Intl.setlocale ();
    var chat_model = args.length > 1 ? args[1] : Environment.get_variable ("TASKINGAI_CHAT_MODEL_ID");
    var embedding_model = args.length > 2 ? args[2] : Environment.get_variable ("TASKINGAI_EMBEDDING_MODEL_ID");
    if (chat_model == null || embedding_model == null) {
        printerr ("usage: %s CHAT_MODEL_ID EMBEDDING_MODEL_ID\n", args[0]);
        return 2;
    }
    try {
        var client = new Client ();
        var collection = new Collection () { embedding_model_id = embedding_model, capacity = 1000 };
        var collection_id = client.collections.create (collection).collection_id;
        search (client, collection_id);
        var draft = new Assistant () {
            model_id = chat_model,
            memory = new AssistantMemory.naive (),
            retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.USER_MESSAGE, top_k = 1 }
        };
        draft.add_retrieval (new RetrievalRef.collection (collection_id));
        var assistant_id = client.assistants.create (draft).assistant_id;
        ask (client, assistant_id);
        client.assistants.delete (assistant_id);
        client.collections.delete (collection_id);
    } catch (Error e) {
        printerr ("%s\n", e.message);
        return 1;
    }
    return 0;
}
