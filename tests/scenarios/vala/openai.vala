// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

OpenaiChatCompletionRequest ask (string text, string kind = "CHAT") {
	var request = new OpenaiChatCompletionRequest (model_id (kind));
	request.add_message (new OpenaiMessage ("user", text));
	return request;
}

void chat_completion () throws Error {
	var completion = new_client ().openai.chat_completion (ask ("Please summarise the water cycle"));
	check_text (completion.get_text (), "the water cycle");
	var choices = completion.get_choices ();
	check_number (choices.length, 1);
	check_text (choices[0].finish_reason, "stop");
	check_text (choices[0].message.role, "assistant");
	check (completion.usage.total_tokens > 0, "tokens");
}

async void chat_completion_async () throws Error {
	var completion = yield new_client ().openai.chat_completion_async (ask ("abcd"));
	check_text (completion.get_text (), "cd");
}

void tool_calls () throws Error {
	var request = ask ("Draw it", "TOOLS");
	request.set_tools_json ("""[{"type": "function", "function": {"name": "make_scatter_plot",
		"description": "Draws", "parameters": {"type": "object", "properties": {}}}}]""");
	var choice = new_client ().openai.chat_completion (request).get_choices ()[0];
	check_text (choice.finish_reason, "tool_calls");
	check_contains (choice.message.dup_tool_calls_json (), "make_scatter_plot");
}

void errors () throws Error {
	var client = new_client ();
	check_refused (ApiError.PROVIDER, 400, () => client.openai.chat_completion (ask ("Hello", "ERROR")));
	var nobody = ask ("Hello");
	nobody.model = "Tp000000";
	check_refused (ApiError.NOT_FOUND, 404, () => client.openai.chat_completion (nobody));
}

void stream () throws Error {
	var text = new StringBuilder ();
	foreach (var event in new_client ().openai.chat_completion_stream (ask ("Count from 1 to 5", "STREAM")))
		text.append (((OpenaiChatCompletionChunk) event).get_delta () ?? "");
	check_text (text.str, numbers (5));
}

async void stream_async () throws Error {
	var request = ask ("Count from 1 to 5", "STREAM");
	var stream = yield new_client ().openai.chat_completion_stream_async (request);
	while ((yield stream.read_async ()) != null) {}
	check_text (stream.text, numbers (5));
}

async void embeddings () throws Error {
	var openai = new_client ().openai;
	var request = new OpenaiEmbeddingRequest (model_id ("EMBEDDING")) { input = { "low tide", "high tide" } };
	var vectors = openai.embeddings (request);
	var data = vectors.get_data ();
	check_number (data.length, 2);
	check_number (data[1].index, 1);
	check_number (data[1].get_embedding ().length, 256);
	check (vectors.usage.prompt_tokens > 0, "tokens");
	var again = yield openai.embeddings_async (request);
	check (again.get_data ()[0].get_embedding ()[0] == data[0].get_embedding ()[0], "the same vector");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("chat_completion", chat_completion);
	scenarios.add_async ("chat_completion_async",
	                     (c) => chat_completion_async.begin (c),
	                     (r) => chat_completion_async.end (r));
	scenarios.add ("tool_calls", tool_calls);
	scenarios.add ("errors", errors);
	scenarios.add ("stream", stream);
	scenarios.add_async ("stream_async", (c) => stream_async.begin (c), (r) => stream_async.end (r));
	scenarios.add_async ("embeddings", (c) => embeddings.begin (c), (r) => embeddings.end (r));
	return scenarios.run (args);
}
