// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

int count = 0;

string fault_name (string fault) {
	return @"$fault.vala$(count++)";
}

// Of the fault server; it answers when that has happened.
void ask (string verb, string name) throws Error {
	new_faulty_client ().request ("GET", @"/$verb", @"name=$name", null);
}

class Held {
	public string name = fault_name ("hold");
	public Cancellable cancellable = new Cancellable ();
}

async void in_a_callback () throws Error {
	var client = new_faulty_client ();
	var held = new Held ();
	int n_calls = 0;
	Error? ended = null;
	client.assistants.get_async.begin (held.name, held.cancellable, (object, result) => {
		n_calls++;
		try {
			client.assistants.get_async.end (result);
		} catch (Error e) {
			ended = e;
		}
		in_a_callback.callback ();
	});
	client.assistants.get_async.begin ("good", null, (object, result) => {
		try {
			client.assistants.get_async.end (result);
			ask ("wait-requests", held.name);
		} catch (Error e) {
			warning ("%s", e.message);
		}
		held.cancellable.cancel ();
	});
	yield;
	check_number (n_calls, 1);
	check (ended is IOError.CANCELLED, "the call to be cancelled");
	ask ("wait-closed", held.name);
}

async void cancel_when_sent (Client client, Held held) throws Error {
	yield client.assistants.get_async ("good");
	ask ("wait-requests", held.name);
	held.cancellable.cancel ();
}

async void by_another_method () throws Error {
	var client = new_faulty_client ();
	var held = new Held ();
	cancel_when_sent.begin (client, held);
	try {
		yield client.assistants.get_async (held.name, held.cancellable);
		fail ("the call to be cancelled");
	} catch (IOError.CANCELLED e) {
		check (e.message != "", "a message");
	}
	ask ("wait-closed", held.name);
}

void read_half (string name) throws Error {
	var stream = new_faulty_client ().inference.chat_completion_stream (count_request (3, name));
	check (stream.read () is ChatCompletionChunk, "a chunk");
}

void dropped_half_read () throws Error {
	var name = fault_name ("stall");
	read_half (name);
	ask ("wait-closed", name);
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("in_a_callback", (c) => in_a_callback.begin (c), (r) => in_a_callback.end (r));
	scenarios.add_async ("by_another_method",
	                     (c) => by_another_method.begin (c),
	                     (r) => by_another_method.end (r));
	scenarios.add ("dropped_half_read", dropped_half_read);
	return scenarios.run (args);
}
