// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string QUESTION = "How tall is the tower";

ChatCompletionRequest ask (string kind) {
	var request = new ChatCompletionRequest (model_id (kind));
	request.add_user_message (QUESTION);
	return request;
}

void chat_completion () throws Error {
	var request = ask ("CHAT");
	request.configs = new ChatCompletionConfigs () { temperature = 0.5 };
	var completion = new_client ().inference.chat_completion (request);
	check_text (completion.get_text (), "s the tower");
	check (completion.finish_reason == FinishReason.STOP, "a stop");
	check (completion.message.role == Role.ASSISTANT, "an assistant");
	check (completion.usage.input_tokens > 0, "tokens");
}

async void chat_completion_async () throws Error {
	var completion = yield new_client ().inference.chat_completion_async (ask ("CHAT"));
	check_text (completion.message.content, "s the tower");
}

void function_call () throws Error {
	var client = new_client ();
	var function = new ChatCompletionFunction () { name = "make_scatter_plot", description = "Plots" };
	function.set_parameters_json ("{\"type\": \"object\", \"properties\": {}}");
	var request = ask ("TOOLS");
	request.add_function (function);
	var completion = client.inference.chat_completion (request);
	check (completion.finish_reason == FinishReason.FUNCTION_CALLS, "function calls");
	var calls = completion.message.get_function_calls ();
	check_number (calls.length, 1);
	check_text (calls[0].name, "make_scatter_plot");
	check_text (calls[0].dup_arguments_json (), "{\"x_values\":[1,2],\"y_values\":[3,4]}");
	check_number (calls[0].arguments.lookup_value ("x_values", null).n_children (), 2);

	request = ask ("TOOLS");
	request.add_message (completion.message);
	request.add_function_message (calls[0].id, "done");
	check_text (client.inference.chat_completion (request).get_text (), "Test Message");
}

TextEmbeddingRequest embedding_request () {
	return new TextEmbeddingRequest (model_id ("EMBEDDING")) {
		input = { "hello", "anchor" },
		input_type = InputType.DOCUMENT
	};
}

void check_embeddings (TextEmbeddingResult result) throws Error {
	var embeddings = result.get_data ();
	check_number (embeddings.length, 2);
	check_number (embeddings[0].index, 0);
	check_number (embeddings[1].index, 1);
	unowned double[] first = embeddings[0].get_embedding ();
	check_number (first.length, 256);
	check (first[0] == 0.0012277639928960082, @"the known value, found $(first[0])");
	double square = 0;
	foreach (var value in embeddings[1].get_embedding ())
		square += value * value;
	check ((square - 1).abs () < 1e-7, @"a vector of length 1, found $square");
	check_number (embeddings[0].get_embedding_bytes ().length, 256 * sizeof (double));
	check (result.usage.input_tokens > 0, "tokens");
}

void text_embedding () throws Error {
	check_embeddings (new_client ().inference.text_embedding (embedding_request ()));
}

async void text_embedding_async () throws Error {
	check_embeddings (yield new_client ().inference.text_embedding_async (embedding_request ()));
}

RerankRequest rerank_request () {
	return new RerankRequest (model_id ("RERANK")) {
		query = "fog signal",
		documents = { "Pier opening hours", "Fog signal schedule" },
		top_n = 1
	};
}

void check_ranking (RerankResult result) throws Error {
	var items = result.get_results ();
	check_number (items.length, 1);
	check_number (items[0].index, 1);
	check_text (items[0].document.text, "Fog signal schedule");
}

void rerank () throws Error {
	check_ranking (new_client ().inference.rerank (rerank_request ()));
}

async void rerank_async () throws Error {
	check_ranking (yield new_client ().inference.rerank_async (rerank_request ()));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("chat_completion", chat_completion);
	scenarios.add_async ("chat_completion_async",
	                     (c) => chat_completion_async.begin (c),
	                     (r) => chat_completion_async.end (r));
	scenarios.add ("function_call", function_call);
	scenarios.add ("text_embedding", text_embedding);
	scenarios.add_async ("text_embedding_async",
	                     (c) => text_embedding_async.begin (c),
	                     (r) => text_embedding_async.end (r));
	scenarios.add ("rerank", rerank);
	scenarios.add_async ("rerank_async", (c) => rerank_async.begin (c), (r) => rerank_async.end (r));
	return scenarios.run (args);
}
