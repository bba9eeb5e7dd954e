// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string TIDES = """"/tides/{port}": {"get": {"operationId": "readTides", "description": "Reads tides",
	"parameters": [{"name": "port", "in": "path", "required": true, "description": "The port",
	"schema": {"type": "string"}}, {"name": "days", "in": "query", "description": "How many",
	"schema": {"type": "integer"}}]}}""";
const string BERTHS = """"/berths": {"post": {"operationId": "book_berth", "description": "Books a berth",
	"requestBody": {"content": {"application/json": {"schema": {"type": "object",
	"properties": {"boat": {"type": "string", "description": "The boat"}}}}}}}}""";

TaskingAI.Action create (Client client, string paths, ActionAuthentication? how = null) throws Error {
	var request = openapi_request (paths);
	if (how != null)
		request.authentication = how;
	return (TaskingAI.Action) client.actions.bulk_create (request)[0];
}

ActionRunRequest with_parameters (string json) throws Error {
	var request = new ActionRunRequest ();
	request.set_parameters_json (json);
	return request;
}

void life () throws Error {
	var client = new_client ();
	var created = create (client, TIDES);
	check_text (created.name, "read_tides");
	check_text (created.operation_id, "readTides");
	check (created.method == ActionMethod.GET, "GET");
	check_text (created.function_def.name, "read_tides");
	check_contains (created.dup_path_param_schema_json (), "port");
	check_text (created.dup_problem (), null);
	var action = client.actions.get (created.action_id);
	check (action.equal (created), "what was created");
	action.authentication = new ActionAuthentication.bearer ("Canary0Canary1");
	var updated = client.actions.update (null, action);
	check (updated.authentication.authentication_type == ActionAuthenticationType.BEARER, "a token");
	check (!("Canary0Canary1" in action.to_string ()), "the secret to stay one");
	check_only (client.actions.list (page_of (1)), updated);
	check (client.actions.delete (action.action_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => client.actions.get (action.action_id));
}

async void life_async () throws Error {
	var actions = new_client ().actions;
	var created = (TaskingAI.Action) (yield actions.bulk_create_async (openapi_request (TIDES)))[0];
	check ((yield actions.get_async (created.action_id)).equal (created), "what was created");
	var result = yield actions.run_async (created.action_id, with_parameters ("{\"port\": \"Oban\"}"));
	check_contains (result.dup_data_json (), "/tool/tides/Oban");
	created.openapi_schema = openapi_request (BERTHS).get_openapi_schema ();
	var updated = yield actions.update_async (null, created);
	check_text (updated.name, "book_berth");
	check_only (yield actions.list_async (page_of (1)), updated);
	check (yield actions.delete_async (created.action_id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	var before = count_all (client.actions.list_all (page_of (2)));
	for (int i = 0; i < 5; i++)
		new_action (client, @"one_of_$i", "/many");
	check_number (count_all (client.actions.list_all (page_of (2))), before + 5);
}

void run_get () throws Error {
	var client = new_client ();
	var action = create (client, TIDES, new ActionAuthentication.basic ("aGVyb246"));
	var result = client.actions.run (action.action_id, with_parameters ("{\"port\": \"St Ives\", \"days\": 3}"));
	check_number (result.status, 200);
	var data = result.get_data ();
	check_text (data.lookup_value ("path", null).get_string (), "/tool/tides/St%20Ives");
	check_text (data.lookup_value ("authorization", null).get_string (), "Basic aGVyb246");
}

void run_post () throws Error {
	var client = new_client ();
	var action = create (client, BERTHS);
	check (action.body_type == ActionBodyType.JSON, "a JSON body");
	var result = client.actions.run (action.action_id, with_parameters ("{\"boat\": \"Heron\"}"));
	var body = result.get_data ().lookup_value ("body", null);
	check_text (body.lookup_value ("boat", null).get_string (), "Heron");
}

void run_fails () throws Error {
	var client = new_client ();
	var action = new_action (client, "find_nothing", "/status/404");
	var result = client.actions.run (action.action_id, new ActionRunRequest ());
	check_number (result.status, 404);
	check (result.get_data ().lookup_value ("error", null) != null, "an error");
}

void errors () throws Error {
	var client = new_client ();
	var request = new ActionBulkCreateRequest ();
	request.set_openapi_schema_json ("{\"paths\": {}}");
	check_refused (ApiError.INVALID_REQUEST, 422, () => client.actions.bulk_create (request));
	check_refused (ApiError.NOT_FOUND, 404,
	               () => client.actions.run ("bFBd00000000000000000000", new ActionRunRequest ()));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("run_get", run_get);
	scenarios.add ("run_post", run_post);
	scenarios.add ("run_fails", run_fails);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
