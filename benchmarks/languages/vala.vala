// SPDX-License-Identifier: LGPL-2.1-or-later
// The library from Vala, as its examples use it: asynchronous methods that yield.
using TaskingAI;

TaskingAI.Client client;

ChatCompletionRequest chat_request (Bench.Slot slot) {
	var request = new ChatCompletionRequest (Bench.CHAT_MODEL_ID);
	request.add_system_message (Bench.SYSTEM_TEXT);
	request.add_user_message (slot.options.text);
	return request;
}

async long get_one () throws Error {
	var assistant = yield client.assistants.get_async (Bench.ASSISTANT_ID);
	return assistant.assistant_id == Bench.ASSISTANT_ID ? 1 : 0;
}

async long chat (Bench.Slot slot) throws Error {
	var answer = yield client.inference.chat_completion_async (chat_request (slot));
	return answer.get_text () != null && answer.usage != null && answer.created_timestamp > 0 ? 1 : 0;
}

async long embeddings (Bench.Slot slot) throws Error {
	string[] input = {};
	for (int i = 0; i < Bench.INPUTS; i++)
		input += slot.options.text;
	var request = new TextEmbeddingRequest (Bench.EMBEDDING_MODEL_ID);
	request.set_input (input);
	var result = yield client.inference.text_embedding_async (request);
	long numbers = 0;
	foreach (var vector in result.get_data ())
		numbers += vector.get_embedding ().length;
	return numbers;
}

async long list_all () throws Error {
	long items = 0;
	string? after = null;
	Page? page = null;
	do {
		page = yield client.assistants.list_async (new ListOptions () { limit = Bench.PAGE_LIMIT, after = after });
		items += page.size;
		after = ((Assistant) page[page.size - 1]).assistant_id;
	} while (page.has_more);
	return items;
}

async long stream_chat (Bench.Slot slot) throws Error {
	var stream = yield client.inference.chat_completion_stream_async (chat_request (slot));
	Model? event;
	while ((event = stream.try_read () ?? yield stream.read_async ()) != null) {
		unowned var chunk = event as ChatCompletionChunk;
		if (chunk != null)
			slot.chunk (chunk.created_timestamp);
	}
	stream.close ();
	return stream.result != null ? slot.chunks : 0;
}

async long operation (Bench.Slot slot) throws Error {
	switch (slot.options.kind) {
	case Bench.Kind.GET:
		return yield get_one ();
	case Bench.Kind.CHAT:
		return yield chat (slot);
	case Bench.Kind.EMBEDDINGS:
		return yield embeddings (slot);
	case Bench.Kind.LIST_ALL:
		return yield list_all ();
	default:
		return yield stream_chat (slot);
	}
}

void* bench_open (Bench.Options options) {
	client = new TaskingAI.Client () { host = options.host, api_key = Bench.API_KEY };
	return null;
}

void bench_start (Bench.Slot slot) {
	operation.begin (slot, (source, result) => {
		try {
			slot.done (operation.end (result));
		} catch (Error e) {
			slot.fail (e.message);
		}
	});
}

void bench_turn (void* state) {
	MainContext.default ().iteration (true);
}

void bench_close (void* state) {
	client = null;
}

int main (string[] args) {
	return Bench.main (args, { "vala", bench_open, bench_start, bench_turn, bench_close });
}
