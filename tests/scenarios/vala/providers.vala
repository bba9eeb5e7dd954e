// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

async void @get () throws Error {
	var providers = new_admin ().providers;
	var provider = providers.get ("debug");
	check (provider.num_model_schemas > 0, "schemas");
	check ("chat_completion" in provider.model_types, "chat models");
	check_contains (provider.dup_credentials_schema_json (), "DEBUG_API_KEY");
	check (provider.resources.official_site_url != null, "an address");
	check ((yield providers.get_async ("debug")).equal (provider), "the same");
}

async void list () throws Error {
	var providers = new_admin ().providers;
	var rerank = providers.list (new ListOptions () { model_type = ModelType.RERANK });
	check (rerank.size > 0, "some");
	foreach (var provider in rerank) {
		string[] types = ((Provider) provider).model_types;
		check ("rerank" in types || "wildcard" in types, string.joinv (" ", types));
	}
	check (count_all (providers.list_all (page_of (2))) == (yield providers.list_async ()).size, "all");
}

async void icon () throws Error {
	var providers = new_admin ().providers;
	var icon = providers.get_icon ("debug");
	check_contains ((string) icon.get_data (), "<svg");
	check ((yield providers.get_icon_async ("debug")).compare (icon) == 0, "the same bytes");
}

void errors () throws Error {
	var providers = new_admin ().providers;
	check_refused (ApiError.NOT_FOUND, 404, () => providers.get ("nobody"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("get", (c) => @get.begin (c), (r) => @get.end (r));
	scenarios.add_async ("list", (c) => list.begin (c), (r) => list.end (r));
	scenarios.add_async ("icon", (c) => icon.begin (c), (r) => icon.end (r));
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
