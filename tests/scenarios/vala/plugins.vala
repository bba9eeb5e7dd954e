// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

async void list () throws Error {
	var plugins = new_admin ().plugins;
	var page = plugins.list ("arithmetic");
	check_number (page.size, 4);
	var add = (Plugin) page[0];
	check_text (add.plugin_id, "add");
	check_text (add.function_def.name, "add");
	check_contains (add.dup_input_schema_json (), "number_1");
	check_contains (add.dup_output_schema_json (), "result");
	check_number ((yield plugins.list_async ("arithmetic", new ListOptions () { lang = "en" })).size, 4);
}

void errors () throws Error {
	var plugins = new_admin ().plugins;
	check_refused (ApiError.NOT_FOUND, 404, () => plugins.list ("nothing"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("list", (c) => list.begin (c), (r) => list.end (r));
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
