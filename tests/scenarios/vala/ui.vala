// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

async void assistants () throws Error {
	var client = new_client ();
	var ui = new_admin ().ui;
	var draft = draft_assistant ("Guide");
	draft.model_id = model_id ("TOOLS");
	draft.add_tool (new ToolRef.action (new_action (client, "look_around", "/around").action_id));
	draft.add_retrieval (new RetrievalRef.collection (new_collection (client)));
	var id = client.assistants.create (draft).assistant_id;
	var assistant = ui.get_assistant (id);
	check (assistant.model_name != null, "the name of the model");
	check_text (assistant.get_tools ()[0].name, "look_around");
	check_text (assistant.get_retrievals ()[0].name, "Harbour notes");
	check_only (ui.list_assistants (page_of (1)), assistant);
	check ((yield ui.get_assistant_async (id)).equal (assistant), "the same");
	check_only (yield ui.list_assistants_async (page_of (1)), assistant);
	check (ui.list_assistants_all ().next ().equal (assistant), "the newest first");
}

async void collections () throws Error {
	var ui = new_admin ().ui;
	var id = new_collection (new_client ());
	var collection = ui.get_collection (id);
	check (collection.model_name != null, "the name of the model");
	check_only (ui.list_collections (page_of (1)), collection);
	check ((yield ui.get_collection_async (id)).equal (collection), "the same");
	check_only (yield ui.list_collections_async (page_of (1)), collection);
	check (ui.list_collections_all ().next ().equal (collection), "the newest first");
}

async void template_codes () throws Error {
	var ui = new_admin ().ui;
	var languages = ui.get_template_codes ("assistant");
	check (languages.size > 0, "languages");
	var template = ((SampleCodeLanguage) languages[0]).get_parts ()[0].get_templates ()[0];
	check (template.variables.length > 0, "variables");
	check_contains (template.content, template.variables[0]);
	check_number ((yield ui.get_template_codes_async ("assistant")).size, languages.size);
}

void errors () throws Error {
	var ui = new_admin ().ui;
	check_refused (ApiError.INVALID_REQUEST, 422, () => ui.get_template_codes ("nothing"));
	check_refused (ApiError.NOT_FOUND, 404, () => ui.get_assistant ("X5lM00000000000000000000"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("assistants", (c) => assistants.begin (c), (r) => assistants.end (r));
	scenarios.add_async ("collections", (c) => collections.begin (c), (r) => collections.end (r));
	scenarios.add_async ("template_codes", (c) => template_codes.begin (c), (r) => template_codes.end (r));
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
