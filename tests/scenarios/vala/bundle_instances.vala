// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

BundleInstance draft_instance (string bundle_id, string credentials = "{}") throws Error {
	var draft = new BundleInstance () { bundle_id = bundle_id, name = "Sums" };
	draft.set_credentials_json (credentials);
	return draft;
}

void life () throws Error {
	var instances = new_admin ().bundle_instances;
	var created = instances.create (draft_instance ("calculator"));
	check_text (created.bundle_instance_id, "calculator");
	check (created.get_credentials () == null, "no credentials");
	check_text (created.get_plugins ()[0].plugin_id, "evaluate");
	var instance = instances.get ("calculator");
	check (instance.equal (created), "what was created");
	instance.name = "Reckoning";
	instance.set_credentials_json ("{}");
	var updated = instances.update (null, instance);
	check_text (updated.name, "Reckoning");
	check_only (instances.list (), updated);
	check (instances.delete ("calculator"), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => instances.get ("calculator"));
}

async void life_async () throws Error {
	var instances = new_admin ().bundle_instances;
	var created = yield instances.create_async (draft_instance ("calculator"));
	check ((yield instances.get_async ("calculator")).equal (created), "what was created");
	var updated = yield instances.update_async ("calculator", draft_instance ("calculator"));
	check_only (yield instances.list_async (page_of (5)), updated);
	check (yield instances.delete_async ("calculator"), "true");
}

void list_all () throws Error {
	var instances = new_admin ().bundle_instances;
	string[] ids = { "arithmetic", "calculator", "time_api" };
	foreach (var id in ids)
		instances.create (draft_instance (id));
	check_number (count_all (instances.list_all (page_of (2))), 3);
	foreach (var id in ids)
		instances.delete (id);
}

void tool_of_an_assistant () throws Error {
	var instances = new_admin ().bundle_instances;
	instances.create (draft_instance ("calculator"));
	var draft = draft_assistant ("Reckoner");
	draft.model_id = model_id ("STREAM");
	draft.add_tool (new ToolRef.plugin ("calculator", "evaluate"));
	var tool = new_client ().assistants.create (draft).get_tools ()[0];
	check (tool.tool_type == ToolType.PLUGIN, "a plugin");
	check_text (tool.id, "calculator/evaluate");
	instances.delete ("calculator");
}

void errors () throws Error {
	var instances = new_admin ().bundle_instances;
	check_refused (ApiError.NOT_FOUND, 404, () => instances.create (draft_instance ("nothing")));
	check_refused (ApiError.INVALID_REQUEST, 422, () => instances.create (draft_instance ("open_weather")));
	var refused = draft_instance ("open_weather", "{\"OPEN_WEATHER_API_KEY\": \"Canary0Canary1\"}");
	check_refused (ApiError.PROVIDER, 401, () => instances.create (refused));
	instances.create (draft_instance ("time_api"));
	check_refused (ApiError.CONFLICT, 409, () => instances.create (draft_instance ("time_api")));
	instances.delete ("time_api");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("tool_of_an_assistant", tool_of_an_assistant);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
