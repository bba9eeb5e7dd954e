// SPDX-License-Identifier: LGPL-2.1-or-later
// An action made of an OpenAPI document: run by the program, and by an assistant as its tool.
//
//   TASKINGAI_HOST=… TASKINGAI_API_KEY=… tools-vala SERVICE_URL MODEL_ID
//
// The model has to call functions; the service answers GET SERVICE_URL/plot.
using TaskingAI;

const string DOCUMENT = """{"openapi": "3.1.0", "info": {"title": "Plots", "version": "1"},
    "servers": [{"url": "%s"}],
    "paths": {"/plot": {"get": {"operationId": "make_scatter_plot",
                                "description": "Make a scatter plot"}}}}""";

void ask (Client client, string assistant_id) throws Error {
    var chat_id = client.chats.create (assistant_id, new Chat ()).chat_id;
    client.messages.create (assistant_id, chat_id, new Message.user ("Plot it, please"));
    var answer = client.messages.generate (assistant_id, chat_id, new MessageGenerateRequest ());
    print ("assistant: %s\n", answer.get_text ());
}

void use_action (Client client, string service, string model_id) throws Error {
    var request = new ActionBulkCreateRequest ();
    request.set_openapi_schema_json (DOCUMENT.printf (service));
    var action = (TaskingAI.Action) client.actions.bulk_create (request)[0];
    print ("made: %s\n", action.name);
    var result = client.actions.run (action.action_id, new ActionRunRequest ());
    print ("ran: %s\n", result.status.to_string ());

    var draft = new Assistant () {
        model_id = model_id,
        memory = new AssistantMemory.naive (),
        retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.USER_MESSAGE }
    };
    draft.add_tool (new ToolRef.action (action.action_id));
    var assistant_id = client.assistants.create (draft).assistant_id;
    ask (client, assistant_id);
    client.assistants.delete (assistant_id);
    client.actions.delete (action.action_id);
}

int main (string[] args) {
    Intl.setlocale ();
    var service = args.length > 1 ? args[1] : Environment.get_variable ("TASKINGAI_SERVICE_URL");
    var model_id = args.length > 2 ? args[2] : Environment.get_variable ("TASKINGAI_TOOLS_MODEL_ID");
    if (service == null || model_id == null) {
        printerr ("usage: %s SERVICE_URL MODEL_ID\n", args[0]);
        return 2;
    }
    try {
        use_action (new Client (), service, model_id);
    } catch (Error e) {
        printerr ("%s\n", e.message);
        return 1;
    }
    return 0;
}
