// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string UNKNOWN_ID = "X5lM00000000000000000000";
const string WRONG_KEY = "tkWrongWrongWrongWrongWrong";

void wrong_key () throws Error {
	var client = new_client ();
	client.api_key = WRONG_KEY;
	try {
		client.assistants.get (UNKNOWN_ID);
		fail ("the key to be refused");
	} catch (ApiError.AUTHENTICATION e) {
		check_error (e, 404, "OBJECT_NOT_FOUND");
		check (!e.message.contains (WRONG_KEY), "the key to stay secret");
	}
}

void unknown_id () throws Error {
	try {
		new_client ().assistants.get (UNKNOWN_ID);
		fail ("no assistant");
	} catch (ApiError.NOT_FOUND e) {
		check_error (e, 404, "OBJECT_NOT_FOUND");
	}
}

async void unknown_id_async () throws Error {
	try {
		yield new_client ().assistants.get_async (UNKNOWN_ID);
		fail ("no assistant");
	} catch (ApiError.NOT_FOUND e) {
		check_error (e, 404, "OBJECT_NOT_FOUND");
	}
}

// A port that was free just now.
uint find_closed_port () throws Error {
	var listener = new SocketListener ();
	var any = new InetSocketAddress (new InetAddress.loopback (SocketFamily.IPV4), 0);
	SocketAddress address;
	listener.add_address (any, SocketType.STREAM, SocketProtocol.TCP, null, out address);
	listener.close ();
	return ((InetSocketAddress) address).port;
}

void refused_connection () throws Error {
	var client = new_faulty_client ();
	client.host = @"http://127.0.0.1:$(find_closed_port ())";
	try {
		client.assistants.get (UNKNOWN_ID);
		fail ("no connection");
	} catch (ApiError.CONNECTION e) {
		check_error (e, 0);
	}
}

void html_answer () throws Error {
	try {
		new_faulty_client ().assistants.get ("html");
		fail ("HTML to be refused");
	} catch (ApiError.PROTOCOL e) {
		check_error (e, 200);
		check_number (ApiError.get_attempts (e), 1);
	}
}

void invalid_json () throws Error {
	try {
		new_faulty_client ().assistants.get ("badjson");
		fail ("invalid JSON to be refused");
	} catch (ApiError.MALFORMED e) {
		check_error (e, 200);
		check_number (ApiError.get_attempts (e), 1);
	}
}

void event_cut_in_half () throws Error {
	var stream = new_faulty_client ().inference.chat_completion_stream (count_request (50, "cutEvent"));
	int n = 0;
	try {
		foreach (var event in stream) {
			check (event is ChatCompletionChunk, "a chunk");
			n++;
		}
		fail ("no proper end");
	} catch (ApiError.TRUNCATED e) {
		check_error (e, 200);
	}
	check_number (n, 2);
	check_text (stream.text, "the water");
	check (stream.result == null, "no complete answer");
}

async void event_cut_in_half_async () throws Error {
	var inference = new_faulty_client ().inference;
	var stream = yield inference.chat_completion_stream_async (count_request (50, "cutEvent"));
	int n = 0;
	try {
		while ((yield stream.read_async ()) != null)
			n++;
		fail ("no proper end");
	} catch (ApiError.TRUNCATED e) {
		check_error (e, 200);
	}
	check_number (n, 2);
}

void check_retry (string method, string path, uint attempt, uint delay, Error error) throws Error {
	check_text (method, "GET");
	check (path.has_prefix ("/v1/assistants/status503once."), path);
	check_number (attempt, 1);
	check_number (delay, 0);
	check (error is ApiError.SERVER, "a failure of the server");
	check_number (ApiError.get_http_status (error), 503);
}

// Blocking and not: what is told of the one retry that each takes.
async void retrying () throws Error {
	var client = new_faulty_client ();
	var id = Uuid.string_random ();
	Error? problem = null;
	int n = 0;
	client.max_retries = 2;
	client.retrying.connect ((method, path, attempt, delay, error) => {
		n++;
		try {
			check_retry (method, path, attempt, delay, error);
		} catch (Error e) {
			problem = e;
		}
	});
	client.assistants.get (@"status503once.$id.0");
	check_number (n, 1);
	yield client.assistants.get_async (@"status503once.$id.1");
	check_number (n, 2);
	if (problem != null)
		throw problem;
}

string program;
Scenarios scenarios;

// Once more, all others, alone.
void nothing_on_stderr () throws Error {
	string[] command = { program };
	foreach (var name in scenarios.list_names ()) {
		if (name != "nothing_on_stderr")
			command += name;
	}
	string results, complaints;
	int status;
	Process.spawn_sync (null, command, null, 0, null, out results, out complaints, out status);
	check_text (complaints, "");
	check_number (status, 0);
}

int main (string[] args) {
	program = args[0];
	scenarios = new Scenarios ();
	scenarios.add ("wrong_key", wrong_key);
	scenarios.add ("unknown_id", unknown_id);
	scenarios.add_async ("unknown_id_async",
	                     (c) => unknown_id_async.begin (c),
	                     (r) => unknown_id_async.end (r));
	scenarios.add ("refused_connection", refused_connection);
	scenarios.add ("html_answer", html_answer);
	scenarios.add ("invalid_json", invalid_json);
	scenarios.add ("event_cut_in_half", event_cut_in_half);
	scenarios.add_async ("event_cut_in_half_async",
	                     (c) => event_cut_in_half_async.begin (c),
	                     (r) => event_cut_in_half_async.end (r));
	scenarios.add_async ("retrying", (c) => retrying.begin (c), (r) => retrying.end (r));
	scenarios.add ("nothing_on_stderr", nothing_on_stderr);
	return scenarios.run (args);
}
