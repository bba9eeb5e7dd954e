// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string SCHEMA = "debug/debug-chat-completion";

async void @get () throws Error {
	var schemas = new_admin ().model_schemas;
	var schema = schemas.get (SCHEMA);
	check_text (schema.provider_id, "debug");
	check (schema.model_type == ModelType.CHAT_COMPLETION, "a chat model");
	check ("temperature" in schema.allowed_configs, "the temperature");
	check_contains (schema.dup_config_schemas_json (), "temperature");
	check (schema.get_properties ().lookup_value ("streaming", null).get_boolean (), "streams");
	check ((yield schemas.get_async (SCHEMA)).equal (schema), "the same");
}

async void list () throws Error {
	var schemas = new_admin ().model_schemas;
	var options = new ListOptions () { provider_id = "debug", model_type = ModelType.TEXT_EMBEDDING };
	var page = schemas.list (options);
	check (page.size > 0, "schemas");
	foreach (var schema in page)
		check (((ModelSchema) schema).model_type != ModelType.CHAT_COMPLETION, "no chat model");
	check_number ((yield schemas.list_async (options)).size, page.size);
}

void list_all () throws Error {
	var schemas = new_admin ().model_schemas;
	var page = schemas.list (page_of (5));
	check_number (page.size, 5);
	check_number (count_all (schemas.list_all (page_of (5))), page.total_count);
	check (schemas.list (new ListOptions () { offset = 1 })[0].equal (page[1]), "the second");
}

void errors () throws Error {
	var schemas = new_admin ().model_schemas;
	check_refused (ApiError.NOT_FOUND, 404, () => schemas.get ("debug/none"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("get", (c) => @get.begin (c), (r) => get.end (r));
	scenarios.add_async ("list", (c) => list.begin (c), (r) => list.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
