// SPDX-License-Identifier: LGPL-2.1-or-later
// A tour: an assistant from creation to deletion, ten calls at once, a stream read and one stopped.
using TaskingAI;

class Tour : Object {
    public Client client = new Client ();
    public string model_id { get; construct; }
    int arrived = 0;

    public Tour (string model_id) {
        Object (model_id: model_id);
    }

    async Stream open_stream (string question) throws Error {
        var request = new ChatCompletionRequest (model_id);
        request.add_system_message ("You are a professional assistant.");
        request.add_user_message (question);
        return yield client.inference.chat_completion_stream_async (request);
    }

    // Gets the assistant n times at once.
    async void get_many (string id, int n) throws Error {
        Error? failure = null;
        for (int i = 0; i < n; i++) {
            client.assistants.get_async.begin (id, null, (object, result) => {
                try {
                    client.assistants.get_async.end (result);
                } catch (Error e) {
                    failure = e;
                }
                if (++arrived == n)
                    get_many.callback ();
            });
        }
        yield;
        if (failure != null)
            throw failure;
    }

    public async void run () throws Error {
        var assistant = new Assistant () {
            model_id = model_id,
            name = "Vala demo",
            memory = new AssistantMemory.naive (),
            retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.USER_MESSAGE }
        };
        var id = client.assistants.create (assistant).assistant_id;
        print ("Vala: created assistant %s\n", id);

        print ("Vala: read it: \"%s\"\n", client.assistants.get (id).name);

        assistant = yield client.assistants.get_async (id);
        print ("Vala: awaited it: \"%s\"\n", assistant.name);

        yield get_many (id, 10);
        print ("Vala: read it %d times at once\n", arrived);

        var stream = yield open_stream ("Count from 1 to 20");
        print ("Vala: stream: ");
        string? text;
        while ((text = yield stream.read_text_async ()) != null)
            print ("%s", text);
        print ("\n");

        stream = yield open_stream ("Count from 1 to 100000");
        for (int i = 0; i < 5; i++)
            yield stream.read_async ();
        stream.close ();
        print ("Vala: stopped a stream after \"%s…\"\n", stream.text.substring (0, 9));

        yield client.assistants.delete_async (id);
        print ("Vala: deleted the assistant\n");
    }
}

int main () {
    Intl.setlocale ();
    var model_id = Environment.get_variable ("TASKINGAI_CHAT_MODEL_ID");
    if (model_id == null) {
        printerr ("Vala: TASKINGAI_CHAT_MODEL_ID is not set\n");
        return 2;
    }
    var tour = new Tour (model_id);
    var loop = new MainLoop ();
    var status = 0;
    tour.run.begin ((object, result) => {
        try {
            tour.run.end (result);
        } catch (Error e) {
            printerr ("Vala: %s\n", e.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
