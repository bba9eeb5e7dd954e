// SPDX-License-Identifier: LGPL-2.1-or-later
// What the scenarios share: clients, requests, checks, and a runner that speaks TAP.
using TaskingAI;

public string setting (string name) {
	var value = Environment.get_variable (name);
	if (value == null)
		error ("%s is not set: run this by with-server", name);
	return value;
}

public string model_id (string kind) {
	return setting (@"TASKINGAI_TEST_$(kind)_MODEL");
}

public Client new_client () {
	return new Client () {
		host = setting ("TASKINGAI_HOST"),
		api_key = setting ("TASKINGAI_API_KEY")
	};
}

// Of the server that fails on demand; trying again would only take time.
public Client new_faulty_client () {
	return new Client () {
		host = setting ("TASKINGAI_FAULT_HOST"),
		api_key = setting ("TASKINGAI_API_KEY"),
		max_retries = 0
	};
}

public Assistant draft_assistant (string name) {
	return new Assistant () {
		model_id = model_id ("CHAT"),
		name = name,
		memory = new AssistantMemory.zero (),
		retrieval_configs = new RetrievalConfig () { method = RetrievalMethod.USER_MESSAGE }
	};
}

// ---- things to work with ----

public Admin new_admin () throws Error {
	var admin = new Admin () { host = setting ("TASKINGAI_HOST") };
	admin.sessions.login (new LoginRequest ("admin", setting ("TASKINGAI_TEST_ADMIN_PASSWORD")));
	return admin;
}

// With an assistant of its own.
public Chat new_chat (Client client, Assistant? draft = null) throws Error {
	var assistant = client.assistants.create (draft ?? draft_assistant ("Guide"));
	return client.chats.create (assistant.assistant_id, new Chat ());
}

public Message say (Client client, Chat chat, string text) throws Error {
	return client.messages.create (chat.assistant_id, chat.chat_id, new Message.user (text));
}

public Collection draft_collection (string name) {
	return new Collection () { name = name, capacity = 1000, embedding_model_id = model_id ("EMBEDDING") };
}

public string new_collection (Client client) throws Error {
	return client.collections.create (draft_collection ("Harbour notes")).collection_id;
}

// Of the fault server, which tells what it was asked.
public ActionBulkCreateRequest openapi_request (string paths) throws Error {
	var request = new ActionBulkCreateRequest ();
	request.set_openapi_schema_json ("""{"openapi": "3.1.0", "info": {"title": "Harbour", "version": "1"},
		"servers": [{"url": "%s/tool"}], "paths": {%s}}""".printf (setting ("TASKINGAI_FAULT_HOST"), paths));
	return request;
}

// Asks the fault server's /tool/PATH by GET, without parameters.
public TaskingAI.Action new_action (Client client, string operation_id, string path) throws Error {
	var page = client.actions.bulk_create (openapi_request (
		@"\"$path\": {\"get\": {\"operationId\": \"$operation_id\", \"description\": \"Asks\"}}"));
	return (TaskingAI.Action) page[0];
}

public int count_all (Enumerator list) throws Error {
	int n = 0;
	foreach (var item in list)
		n++;
	return n;
}

// One page holds this alone.
public void check_only (Page page, Model item) throws Error {
	check_number (page.size, 1);
	check (page[0].equal (item), @"$item, found $(page[0])");
}

public ListOptions page_of (int limit) {
	return new ListOptions () { limit = limit };
}

public ChatCompletionRequest count_request (int last, string? model = null) {
	var request = new ChatCompletionRequest (model ?? model_id ("STREAM"));
	request.add_system_message ("You are a professional assistant.");
	request.add_user_message (@"Count from 1 to $last");
	return request;
}

public string numbers (int last) {
	var text = new StringBuilder ("1");
	for (int i = 2; i <= last; i++)
		text.append (@" $i");
	return text.str;
}

// ---- what taskingai-local knows of its streams ----

public class Stats {
	public int64 open_streams;
	public int64 aborted_streams;

	public Stats (Client client) throws Error {
		var json = client.request ("GET", "/v1/local/stats", null, null);
		open_streams = find_number (json, "open_streams");
		aborted_streams = find_number (json, "aborted_streams");
	}

	static int64 find_number (string json, string member) throws Error {
		MatchInfo found;
		check (new Regex (@"\"$member\": *([0-9]+)").match (json, 0, out found), @"$member in $json");
		return int64.parse (found.fetch (1));
	}
}

// Asks until the server has noticed; each question is a round trip, so that time passes.
public void wait_until_aborted (Client client, Stats before) throws Error {
	for (int i = 0; i < 5000; i++) {
		var now = new Stats (client);
		if (now.aborted_streams == before.aborted_streams + 1 && now.open_streams <= before.open_streams)
			return;
	}
	fail ("the server noticing that the stream is closed");
}

// ---- checks: each ends the scenario when it does not hold ----

public errordomain CheckError {
	FAILED
}

public void fail (string expected) throws CheckError {
	throw new CheckError.FAILED (@"expected $expected");
}

public void check (bool holds, string expected) throws CheckError {
	if (!holds)
		fail (expected);
}

public void check_text (string? found, string? expected) throws CheckError {
	check (found == expected, @"“$(expected ?? "(null)")”, found “$(found ?? "(null)")”");
}

public void check_number (int64 found, int64 expected) throws CheckError {
	check (found == expected, @"$expected, found $found");
}

public void check_contains (string? text, string part) throws CheckError {
	check (text != null && text.contains (part), @"“$part” in “$(text ?? "(null)")”");
}

// A message that can be understood, and that ends with the details of the error.
public void check_error (Error e, uint http_status, string? server_code = null) throws CheckError {
	check (/\w+ \w+/.match (e.message), @"a message, found “$(e.message)”");
	check_number (ApiError.get_http_status (e), http_status);
	check_text (ApiError.get_server_code (e), server_code);
	check (ApiError.get_request_id (e) != null, @"a request id with “$(e.message)”");

	uint status, attempts;
	string? code, request_id;
	check (ApiError.parse_message (e.message, out status, out code, out request_id, out attempts),
	       @"details in “$(e.message)”");
	check_number (status, http_status);
	check_text (code, server_code);
	check_text (request_id, ApiError.get_request_id (e));
	check (attempts >= 1, "an attempt");
}

[CCode (has_target = true)]
public delegate void Refused () throws Error;

// The call fails with this error.
public void check_refused (int code, uint http_status, Refused call) throws CheckError {
	try {
		call ();
	} catch (Error e) {
		check (e.matches (ApiError.quark (), code), @"error $code, found “$(e.message)”");
		check_number (ApiError.get_http_status (e), http_status);
		return;
	}
	fail ("an error");
}

// ---- running ----

[CCode (has_target = false)]
public delegate void Blocking () throws Error;
[CCode (has_target = false)]
public delegate void Begin (AsyncReadyCallback callback);
[CCode (has_target = false)]
public delegate void End (AsyncResult result) throws Error;

public class Scenario {
	public string name;
	public Blocking? blocking;
	public Begin? begin;
	public End? end;

	public void run () throws Error {
		if (blocking != null)
			blocking ();
		else
			run_async ();
	}

	void run_async () throws Error {
		var loop = new MainLoop ();
		AsyncResult? arrived = null;
		begin ((object, result) => {
			arrived = result;
			loop.quit ();
		});
		loop.run ();
		end (arrived);
	}
}

public class Scenarios {
	GenericArray<Scenario> all = new GenericArray<Scenario> ();

	public void add (string name, Blocking blocking) {
		all.add (new Scenario () { name = name, blocking = blocking });
	}

	public void add_async (string name, Begin begin, End end) {
		all.add (new Scenario () { name = name, begin = begin, end = end });
	}

	public string[] list_names () {
		string[] names = {};
		foreach (var scenario in all)
			names += scenario.name;
		return names;
	}

	// Runs those that are named, or all. Returns the exit status.
	public int run (string[] args) {
		string[] chosen = args[1:args.length];
		int n_run = 0, n_failed = 0;
		foreach (var scenario in all) {
			if (chosen.length > 0 && !(scenario.name in chosen))
				continue;
			n_run++;
			try {
				scenario.run ();
				print ("ok %d - %s\n", n_run, scenario.name);
			} catch (Error e) {
				n_failed++;
				print ("not ok %d - %s\n# %s\n", n_run, scenario.name, e.message);
			}
		}
		print ("1..%d\n", n_run);
		return n_failed == 0 ? 0 : 1;
	}
}
