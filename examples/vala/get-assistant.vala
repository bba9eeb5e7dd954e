// SPDX-License-Identifier: LGPL-2.1-or-later
// Gets an assistant, first blocking, then without blocking the main loop.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… get-assistant-vala ASSISTANT_ID
using TaskingAI;

void show (string how, Assistant assistant) {
    print ("%s: %s, \"%s\", model %s\n", how, assistant.assistant_id, assistant.name, assistant.model_id);
}

async void get_async (Client client, string assistant_id) throws Error {
    show ("async", yield client.assistants.get_async (assistant_id));
}

int main (string[] args) {
    Intl.setlocale ();
    if (args.length != 2) {
        printerr ("usage: %s ASSISTANT_ID\n", args[0]);
        return 2;
    }

    var client = new Client ();
    var loop = new MainLoop ();
    var status = 0;
    try {
        show ("blocking", client.assistants.get (args[1]));
    } catch (Error e) {
        printerr ("%s\n", e.message);
        return 1;
    }

    get_async.begin (client, args[1], (object, result) => {
        try {
            get_async.end (result);
        } catch (Error e) {
            printerr ("%s\n", e.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
