// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string SCHEMA = "debug/debug-chat-completion";

RegisteredModel draft_model (string name, string schema = SCHEMA) throws Error {
	var draft = new RegisteredModel () { name = name, model_schema_id = schema };
	draft.set_credentials_json ("{\"DEBUG_API_KEY\": \"abcdefghij\"}");
	return draft;
}

void check_answers (RegisteredModel model) throws Error {
	var request = new ChatCompletionRequest (model.model_id);
	request.add_user_message ("abcd");
	check_text (new_client ().inference.chat_completion (request).get_text (), "cd");
}

void life () throws Error {
	var models = new_admin ().models;
	var draft = draft_model ("Parrot");
	draft.configs = new ChatCompletionConfigs () { temperature = 0.5 };
	var created = models.create (draft);
	check (created.model_type == ModelType.CHAT_COMPLETION, "a chat model");
	check (created.get_credentials () == null, "no credentials");
	check_contains (created.dup_display_credentials_json (), "ab******ij");
	check (created.configs.temperature == 0.5, "the temperature");
	check_answers (created);
	var model = models.get (created.model_id);
	check (model.equal (created), "what was created");
	model.name = "Echo";
	var updated = models.update (null, model);
	check_text (updated.name, "Echo");
	check_only (models.list (page_of (1)), updated);
	check (models.delete (model.model_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => models.get (model.model_id));
}

async void life_async () throws Error {
	var models = new_admin ().models;
	var created = yield models.create_async (draft_model ("Parrot"));
	check ((yield models.get_async (created.model_id)).equal (created), "what was created");
	var updated = yield models.update_async (created.model_id, new RegisteredModel () { name = "Echo" });
	check_only (yield models.list_async (page_of (1)), updated);
	check (yield models.delete_async (created.model_id), "true");
}

void wildcard () throws Error {
	var draft = draft_model ("Vectors", "debug/debug-wildcard");
	draft.model_type = ModelType.TEXT_EMBEDDING;
	draft.provider_model_id = "x";
	draft.set_properties_json ("{\"embedding_size\": 3}");
	var model = new_admin ().models.create (draft);
	check (model.model_type == ModelType.TEXT_EMBEDDING, "an embedding model");
	check_number (model.get_properties ().lookup_value ("embedding_size", null).get_int64 (), 3);
}

void fallbacks () throws Error {
	var draft = draft_model ("Careful", "debug/debug-error");
	draft.fallbacks = new ModelFallbacks ();
	draft.fallbacks.add_model (new ModelFallback (model_id ("CHAT")));
	var model = new_admin ().models.create (draft);
	check_text (model.fallbacks.get_model_list ()[0].model_id, model_id ("CHAT"));
	check_answers (model);
}

void list_all () throws Error {
	var models = new_admin ().models;
	var rerank = new ListOptions () { equal_filter = "{\"type\": \"rerank\"}" };
	var all = count_all (models.list_all (page_of (5)));
	models.create (draft_model ("One more"));
	check_number (count_all (models.list_all (page_of (5))), all + 1);
	check (count_all (models.list_all (rerank)) < all, "fewer");
}

void errors () throws Error {
	var models = new_admin ().models;
	check_refused (ApiError.NOT_FOUND, 404, () => models.create (draft_model ("x", "debug/none")));
	check_refused (ApiError.INVALID_REQUEST, 422,
	               () => models.create (new RegisteredModel () { name = "x", model_schema_id = SCHEMA }));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("wildcard", wildcard);
	scenarios.add ("fallbacks", fallbacks);
	scenarios.add ("list_all", list_all);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
