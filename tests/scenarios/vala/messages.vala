// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string QUESTION = "Please summarise the water cycle";
const string FACT = "The pier opens at seven.";

// A word for each event; several chunks in a row count as one.
string names (GenericArray<Model> events) {
	string[] found = {};
	foreach (var event in events) {
		var name = (event is MessageChunk) ? "chunk" : "message";
		var log = event as MessageGenerationLog;
		if (log != null)
			name = nick (typeof (MessageGenerationEvent), log.event) + "-"
			       + nick (typeof (MessageGenerationStep), log.event_step);
		if (found.length == 0 || found[found.length - 1] != name)
			found += name;
	}
	return string.joinv (" ", found);
}

string nick (Type type, int value) {
	return ((EnumClass) type.class_ref ()).get_value (value).value_nick;
}

GenericArray<Model> read_all (Client client, Chat chat, bool debug) throws Error {
	var request = new MessageGenerateRequest () { debug = debug };
	request.set_system_prompt_variables_json ("{\"language\": \"Dutch\"}");
	var events = new GenericArray<Model> ();
	foreach (var event in client.messages.generate_stream (chat.assistant_id, chat.chat_id, request))
		events.add (event);
	return events;
}

Assistant draft_of (string kind) {
	var draft = draft_assistant ("Guide");
	draft.model_id = model_id (kind);
	return draft;
}

void life () throws Error {
	var client = new_client ();
	var chat = new_chat (client);
	var created = say (client, chat, QUESTION);
	check (created.role == Role.USER, "the user");
	check_text (created.get_text (), QUESTION);
	check_text (created.content.text, QUESTION);
	check_number (created.num_tokens, 6);
	var message = client.messages.get (chat.assistant_id, chat.chat_id, created.message_id);
	check (message.equal (created), "what was created");
	message.set_metadata_json ("{\"key\": \"ebb\"}");
	var updated = client.messages.update (null, null, null, message);
	check_text (updated.get_metadata ()["key"], "ebb");
	check_only (client.messages.list (chat.assistant_id, chat.chat_id), updated);
	check (client.messages.delete (chat.assistant_id, chat.chat_id, message.message_id), "true");
	check_refused (ApiError.NOT_FOUND, 404,
	               () => client.messages.get (chat.assistant_id, chat.chat_id, message.message_id));
}

async void life_async () throws Error {
	var messages = new_client ().messages;
	var chat = new_chat (new_client ());
	string a = chat.assistant_id, c = chat.chat_id;
	var created = yield messages.create_async (a, c, new Message.user (QUESTION));
	var message = yield messages.get_async (a, c, created.message_id);
	check (message.equal (created), "what was created");
	message.set_metadata_json ("{\"key\": \"flood\"}");
	var updated = yield messages.update_async (null, null, null, message);
	check_only (yield messages.list_async (a, c), updated);
	var answer = yield messages.generate_async (a, c, new MessageGenerateRequest ());
	check_text (answer.get_text (), "the water cycle");
	check (yield messages.delete_async (a, c, message.message_id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	var chat = new_chat (client);
	for (int i = 0; i < 5; i++)
		say (client, chat, "And then?");
	check_number (count_all (client.messages.list_all (chat.assistant_id, chat.chat_id, page_of (2))), 5);
}

void generate () throws Error {
	var client = new_client ();
	var chat = new_chat (client);
	say (client, chat, QUESTION);
	var answer = client.messages.generate (chat.assistant_id, chat.chat_id, new MessageGenerateRequest ());
	check (answer.role == Role.ASSISTANT, "the assistant");
	check_text (answer.get_text (), "the water cycle");
}

void generate_refused () throws Error {
	var client = new_client ();
	var chat = new_chat (client);
	var request = new MessageGenerateRequest ();
	check_refused (ApiError.INVALID_REQUEST, 400,
	               () => client.messages.generate (chat.assistant_id, chat.chat_id, request));
	request.debug = true;
	check_refused (ApiError.INVALID_REQUEST, 0,
	               () => client.messages.generate (chat.assistant_id, chat.chat_id, request));
	var broken = new_chat (client, draft_of ("ERROR"));
	say (client, broken, "Hello");
	request.debug = false;
	check_refused (ApiError.GENERATION, 500,
	               () => client.messages.generate (broken.assistant_id, broken.chat_id, request));
}

void stream () throws Error {
	var client = new_client ();
	var chat = new_chat (client, draft_of ("STREAM"));
	say (client, chat, "Count from 1 to 5");
	var events = read_all (client, chat, false);
	check_text (names (events), "chunk message");
	var text = new StringBuilder ();
	for (int i = 0; i < events.length - 1; i++) {
		check_number (((MessageChunk) events[i]).index, i);
		text.append (((MessageChunk) events[i]).delta);
	}
	check_text (text.str, numbers (5));
	var message = (Message) events[events.length - 1];
	check_text (message.get_text (), numbers (5));
	var stored = client.messages.get (chat.assistant_id, chat.chat_id, message.message_id);
	check (stored.equal (message), "the message as it is stored");
}

async void stream_async () throws Error {
	var client = new_client ();
	var chat = new_chat (client, draft_of ("STREAM"));
	say (client, chat, "Count from 1 to 5");
	var stream = yield client.messages.generate_stream_async (chat.assistant_id, chat.chat_id,
	                                                          new MessageGenerateRequest ());
	var parts = new StringBuilder ();
	string? text;
	while ((text = yield stream.read_text_async ()) != null)
		parts.append (text);
	check_text (parts.str, numbers (5));
	check_text (((Message) stream.result).get_text (), numbers (5));
}

void stream_fails () throws Error {
	var client = new_client ();
	var chat = new_chat (client, draft_of ("ERROR"));
	say (client, chat, "Hello");
	try {
		read_all (client, chat, false);
		fail ("an error");
	} catch (ApiError.GENERATION e) {
		check_text (ApiError.get_server_code (e), "GENERATION_ERROR");
	}
}

void logs () throws Error {
	var client = new_client ();
	var draft = draft_assistant ("Polyglot");
	draft.system_prompt_template = { "Answer in {{language}}.", "Be {{mood}}.", "Be brief." };
	var chat = new_chat (client, draft);
	say (client, chat, QUESTION);
	var events = read_all (client, chat, true);
	check_text (names (events), "chat_completion-input chunk chat_completion-output message");
	var log = (MessageGenerationLog) events[0];
	check (log.timestamp > 1600000000000, "a time in milliseconds");
	check_contains (log.dup_content_json (), "\"Answer in Dutch.\\n\\nBe brief.\"");
	check_text (log.get_content ().lookup_value ("model_id", null).get_string (), model_id ("CHAT"));
}

void tools () throws Error {
	var client = new_client ();
	var action = new_action (client, "make_scatter_plot", "/plot");
	var draft = draft_of ("TOOLS");
	draft.add_tool (new ToolRef.action (action.action_id));
	var chat = new_chat (client, draft);
	say (client, chat, "Draw it");
	var events = read_all (client, chat, true);
	check_text (names (events), "chat_completion-input chat_completion-output tool-input tool-output "
	            + "chat_completion-input chat_completion-output message");
	var output = ((MessageGenerationLog) events[3]).dup_content_json ();
	check_contains (output, action.action_id);
	check_contains (output, "/tool/plot");
	check_text (((Message) events[6]).get_text (), "Test Message");
}

void retrieval () throws Error {
	var client = new_client ();
	var collection_id = new_collection (client);
	client.chunks.create (collection_id, new Chunk () { content = FACT });
	var draft = draft_assistant ("Archivist");
	draft.add_retrieval (new RetrievalRef.collection (collection_id));
	var chat = new_chat (client, draft);
	say (client, chat, FACT);
	var events = read_all (client, chat, true);
	check (names (events).has_prefix ("retrieval-input retrieval-output "), "a search");
	check_contains (((MessageGenerationLog) events[1]).dup_content_json (), FACT);
}

void memory_is_full () throws Error {
	var client = new_client ();
	var draft = draft_assistant ("Elephant");
	draft.memory = new AssistantMemory.naive ();
	var chat = new_chat (client, draft);
	say (client, chat, string.nfill (60000, 'x'));
	check_refused (ApiError.RESOURCE_LIMIT, 429, () => say (client, chat, string.nfill (6000, 'y')));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("generate", generate);
	scenarios.add ("generate_refused", generate_refused);
	scenarios.add ("stream", stream);
	scenarios.add_async ("stream_async", (c) => stream_async.begin (c), (r) => stream_async.end (r));
	scenarios.add ("stream_fails", stream_fails);
	scenarios.add ("logs", logs);
	scenarios.add ("tools", tools);
	scenarios.add ("retrieval", retrieval);
	scenarios.add ("memory_is_full", memory_is_full);
	return scenarios.run (args);
}
