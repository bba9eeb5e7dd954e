// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

void create_and_get () throws Error {
	var client = new_client ();
	var metadata = new HashTable<string, string> (str_hash, str_equal);
	metadata["colour"] = "blue";
	var draft = new Assistant () {
		model_id = model_id ("CHAT"),
		name = "Guide",
		description = "Shows the way",
		system_prompt_template = { "Be brief.", "Answer in {{language}}." },
		memory = new AssistantMemory.message_window (20, 2000),
		retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.MEMORY, top_k = 5 }
	};
	draft.set_metadata (metadata);
	var created = client.assistants.create (draft);
	var assistant = client.assistants.get (created.assistant_id);
	check (assistant.equal (created), "what was created");
	check_text (assistant.name, "Guide");
	check_text (string.joinv ("|", assistant.system_prompt_template), "Be brief.|Answer in {{language}}.");
	check (assistant.memory.memory_type == MemoryType.MESSAGE_WINDOW, "a message window");
	check_number (assistant.memory.max_messages, 20);
	check_number (assistant.retrieval_configs.top_k, 5);
	check (!assistant.retrieval_configs.has_member ("score_threshold"), "no score threshold");
	check_number (assistant.get_metadata ().size (), 1);
	check_text (assistant.get_metadata ()["colour"], "blue");
	check (assistant.created_timestamp > 1600000000000, "a time in milliseconds");
}

// Gets the assistant n times at once.
async GenericArray<Assistant> get_many (Client client, string assistant_id, int n) throws Error {
	var arrived = new GenericArray<Assistant> ();
	Error? failure = null;
	int left = n;
	for (int i = 0; i < n; i++) {
		client.assistants.get_async.begin (assistant_id, null, (object, result) => {
			try {
				arrived.add (client.assistants.get_async.end (result));
			} catch (Error e) {
				failure = e;
			}
			if (--left == 0)
				get_many.callback ();
		});
	}
	yield;
	if (failure != null)
		throw failure;
	return arrived;
}

async void create_and_get_async () throws Error {
	var client = new_client ();
	var created = yield client.assistants.create_async (draft_assistant ("Crowded"));
	var assistant = yield client.assistants.get_async (created.assistant_id);
	check (assistant.equal (created), "what was created");
	var many = yield get_many (client, created.assistant_id, 10);
	check_number (many.length, 10);
	foreach (var each in many)
		check (each.equal (created), "what was created");
}

void update_sends_only_what_was_set () throws Error {
	var client = new_client ();
	var draft = draft_assistant ("Old");
	draft.description = "Stays";
	var assistant = client.assistants.create (draft);
	assistant.name = "New";
	assistant.set_metadata_json ("{\"k\": \"v\"}");
	var updated = client.assistants.update (null, assistant);
	check_text (updated.name, "New");
	check_text (updated.description, "Stays");
	var by_id = client.assistants.update (assistant.assistant_id, new Assistant () { name = "Newer" });
	check_text (by_id.name, "Newer");
	check_text (by_id.description, "Stays");
	check_text (by_id.get_metadata ()["k"], "v");
}

async void update_sends_only_what_was_set_async () throws Error {
	var client = new_client ();
	var assistant = yield client.assistants.create_async (draft_assistant ("Stays"));
	assistant.description = "New";
	var updated = yield client.assistants.update_async (null, assistant);
	check_text (updated.name, "Stays");
	check_text (updated.description, "New");
}

async void list () throws Error {
	var client = new_client ();
	string[] made = {};
	for (int i = 0; i < 3; i++)
		made += client.assistants.create (draft_assistant (@"A$i")).assistant_id;
	var page = client.assistants.list (new ListOptions () { limit = 2 });
	string[] found = {};
	foreach (var model in page)
		found += ((Assistant) model).assistant_id;
	check_text (string.joinv (" ", found), @"$(made[2]) $(made[1])");
	check_number (page.size, 2);
	check_text (((Assistant) page[1]).name, "A1");
	check (page.has_more, "more");

	var options = new ListOptions () { after = made[1], limit = 1, order = SortOrder.DESC };
	var rest = yield client.assistants.list_async (options);
	check_number (rest.size, 1);
	check_text (((Assistant) rest[0]).assistant_id, made[0]);
	check ((yield client.assistants.list_async ()).size >= 3, "a list without options");
}

void check_gone (Client client, string assistant_id) throws Error {
	try {
		client.assistants.get (assistant_id);
		fail ("no assistant");
	} catch (ApiError.NOT_FOUND e) {
		check_error (e, 404, "OBJECT_NOT_FOUND");
	}
}

void @delete () throws Error {
	var client = new_client ();
	var assistant_id = client.assistants.create (draft_assistant ("Brief")).assistant_id;
	check (client.assistants.delete (assistant_id), "true");
	check_gone (client, assistant_id);
}

async void delete_async () throws Error {
	var client = new_client ();
	var assistant = yield client.assistants.create_async (draft_assistant ("Brief"));
	check (yield client.assistants.delete_async (assistant.assistant_id), "true");
	check_gone (client, assistant.assistant_id);
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("create_and_get", create_and_get);
	scenarios.add_async ("create_and_get_async",
	                     (c) => create_and_get_async.begin (c),
	                     (r) => create_and_get_async.end (r));
	scenarios.add ("update_sends_only_what_was_set", update_sends_only_what_was_set);
	scenarios.add_async ("update_sends_only_what_was_set_async",
	                     (c) => update_sends_only_what_was_set_async.begin (c),
	                     (r) => update_sends_only_what_was_set_async.end (r));
	scenarios.add_async ("list", (c) => list.begin (c), (r) => list.end (r));
	scenarios.add ("delete", @delete);
	scenarios.add_async ("delete_async", (c) => delete_async.begin (c), (r) => delete_async.end (r));
	return scenarios.run (args);
}
