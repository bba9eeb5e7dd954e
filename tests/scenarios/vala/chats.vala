// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

void life () throws Error {
	var client = new_client ();
	var id = client.assistants.create (draft_assistant ("Guide")).assistant_id;
	var draft = new Chat () { name = "Monday" };
	draft.set_metadata_json ("{\"key\": \"tide\"}");
	var created = client.chats.create (id, draft);
	check_text (created.assistant_id, id);
	var chat = client.chats.get (id, created.chat_id);
	check (chat.equal (created), "what was created");
	chat.name = "Tuesday";
	var updated = client.chats.update (null, null, chat);
	check_text (updated.name, "Tuesday");
	check_text (updated.get_metadata ()["key"], "tide");
	check_only (client.chats.list (id), updated);
	check (client.chats.delete (id, chat.chat_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => client.chats.get (id, chat.chat_id));
}

async void life_async () throws Error {
	var client = new_client ();
	var id = (yield client.assistants.create_async (draft_assistant ("Guide"))).assistant_id;
	var created = yield client.chats.create_async (id, new Chat ());
	var chat = yield client.chats.get_async (id, created.chat_id);
	check (chat.equal (created), "what was created");
	var updated = yield client.chats.update_async (id, chat.chat_id, new Chat () { name = "Late" });
	check_text (updated.name, "Late");
	check_only (yield client.chats.list_async (id), updated);
	check (yield client.chats.delete_async (id, chat.chat_id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	var id = client.assistants.create (draft_assistant ("Guide")).assistant_id;
	for (int i = 0; i < 5; i++)
		client.chats.create (id, new Chat ());
	check_number (count_all (client.chats.list_all (id, page_of (2))), 5);
}

void memory () throws Error {
	var client = new_client ();
	var draft = draft_assistant ("Forgetful");
	draft.memory = new AssistantMemory.message_window (2, 100);
	var chat = new_chat (client, draft);
	say (client, chat, "How tall is the tower");
	var memory = client.chats.get (chat.assistant_id, chat.chat_id).memory;
	check (memory.memory_type == MemoryType.MESSAGE_WINDOW, "a message window");
	check_number (memory.max_messages, 2);
	var messages = memory.get_messages ();
	check_number (messages.length, 1);
	check (messages[0].role == Role.USER, "the user");
	check_text (messages[0].content, "How tall is the tower");
	check_number (messages[0].token_count, 5);
}

async void clean_context () throws Error {
	var client = new_client ();
	var draft = draft_assistant ("Forgetful");
	draft.memory = new AssistantMemory.naive ();
	var chat = new_chat (client, draft);
	say (client, chat, "Forget me");
	check_text (client.chats.clean_context (chat.assistant_id, chat.chat_id).chat_id, chat.chat_id);
	var forgotten = client.chats.get (chat.assistant_id, chat.chat_id);
	check_number (forgotten.memory.get_messages ().length, 0);
	yield client.chats.clean_context_async (chat.assistant_id, chat.chat_id);
}

void errors () throws Error {
	var client = new_client ();
	var id = client.assistants.create (draft_assistant ("Guide")).assistant_id;
	check_refused (ApiError.NOT_FOUND, 404, () => client.chats.create ("X5lM00000000000000000000", new Chat ()));
	check_refused (ApiError.INVALID_REQUEST, 422,
	               () => client.chats.create (id, new Chat () { name = string.nfill (128, 'x') }));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("memory", memory);
	scenarios.add_async ("clean_context", (c) => clean_context.begin (c), (r) => clean_context.end (r));
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
