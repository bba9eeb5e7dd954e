// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

Stream open_stream (Client client, int last) throws Error {
	return client.inference.chat_completion_stream (count_request (last));
}

async Stream open_stream_async (Client client, int last) throws Error {
	return yield client.inference.chat_completion_stream_async (count_request (last));
}

bool is_fifth (Model event) {
	return ((ChatCompletionChunk) event).index == 4;
}

void check_complete (Stream stream, GenericArray<Model> events) throws Error {
	check_number (events.length, 51);
	var text = new StringBuilder ();
	for (int i = 0; i < 50; i++) {
		check (events[i] is ChatCompletionChunk, "a chunk");
		text.append (((ChatCompletionChunk) events[i]).delta);
	}
	check_text (text.str, numbers (50));
	check (events[50] is ChatCompletion, "the complete answer");
	check_text (((ChatCompletion) events[50]).get_text (), numbers (50));
	check_text (stream.text, numbers (50));
	check (stream.result == events[50], "the last event as result");
}

// ---- to the end ----

void read_to_the_end () throws Error {
	var stream = open_stream (new_client (), 50);
	var events = new GenericArray<Model> ();
	foreach (var event in stream)
		events.add (event);
	check_complete (stream, events);
	check (stream.read () == null, "the end to stay the end");
}

async void read_to_the_end_async () throws Error {
	var stream = yield open_stream_async (new_client (), 50);
	var events = new GenericArray<Model> ();
	Model? event;
	while ((event = yield stream.read_async ()) != null)
		events.add (event);
	check_complete (stream, events);
	check ((yield stream.read_async ()) == null, "the end to stay the end");
}

async void read_text () throws Error {
	var stream = yield open_stream_async (new_client (), 50);
	var parts = new StringBuilder ();
	string? text;
	while ((text = yield stream.read_text_async ()) != null)
		parts.append (text);
	check_text (parts.str, numbers (50));
}

// One turn of the main loop, then all that came with it.
async void try_read () throws Error {
	var inference = new_faulty_client ().inference;
	var stream = yield inference.chat_completion_stream_async (count_request (50, "good"));
	int n_read = 0, n_tried = 0;
	while ((yield stream.read_async ()) != null) {
		n_read++;
		while (stream.try_read () != null)
			n_tried++;
	}
	check_number (n_read + n_tried, 4);
	check (n_tried > 0, "events that arrive together");
	check (stream.try_read () == null, "nothing more");
	check_text (stream.text, "the water cycle");
}

// ---- closed early ----

void close_early () throws Error {
	var client = new_client ();
	var before = new Stats (client);
	var stream = open_stream (client, 100000);
	foreach (var event in stream) {
		if (is_fifth (event))
			break;
	}
	stream.close ();
	wait_until_aborted (client, before);
	check (stream.closed, "a closed stream");
	check (stream.text.has_prefix (numbers (5)), "the text to be kept");
	try {
		stream.read ();
		fail ("nothing to be read");
	} catch (IOError.CLOSED e) {
		check (e.message != "", "a message");
	}
}

async void close_early_async () throws Error {
	var client = new_client ();
	var before = new Stats (client);
	var stream = yield open_stream_async (client, 100000);
	while (!is_fifth (yield stream.read_async ())) {}
	stream.close ();
	wait_until_aborted (client, before);
}

// Nothing but the foreach holds the stream, and that until its function returns.
void read_five (Client client) throws Error {
	foreach (var event in open_stream (client, 100000)) {
		if (is_fifth (event))
			return;
	}
}

void drop_the_last_reference () throws Error {
	var client = new_client ();
	var before = new Stats (client);
	read_five (client);
	wait_until_aborted (client, before);
}

async void drop_the_last_reference_async () throws Error {
	var client = new_client ();
	var before = new Stats (client);
	var stream = yield open_stream_async (client, 100000);
	while (!is_fifth (yield stream.read_async ())) {}
	stream = null;
	// The read that has just returned holds it too, until the main loop goes on.
	Idle.add (drop_the_last_reference_async.callback);
	yield;
	wait_until_aborted (client, before);
}

// ---- readers ----

// The stream sends two events, then nothing.
async void second_reader () throws Error {
	var inference = new_faulty_client ().inference;
	var stream = yield inference.chat_completion_stream_async (count_request (50, "stall"));
	check ((yield stream.read_async ()) is ChatCompletionChunk, "a chunk");
	check ((yield stream.read_async ()) is ChatCompletionChunk, "a chunk");
	Error? ended = null;
	stream.read_async.begin (null, (object, result) => {
		try {
			stream.read_async.end (result);
		} catch (Error e) {
			ended = e;
		}
		second_reader.callback ();
	});
	try {
		yield stream.read_async ();
		fail ("the stream to be busy");
	} catch (IOError.PENDING e) {
		check (e.message != "", "a message");
	}
	try {
		stream.read ();
		fail ("the stream to be busy for blocking readers too");
	} catch (IOError.PENDING e) {
		check (e.message != "", "a message");
	}
	check (stream.try_read () == null, "nothing beside the first reader");
	check (ended == null, "the first reader to wait");
	stream.close ();
	yield;
	check (ended is IOError.CLOSED, "the first reader to learn of the end");
	check_text (stream.text, "the water");
}

async void cancelling_a_read_loses_nothing () throws Error {
	var stream = yield open_stream_async (new_client (), 50);
	var events = new GenericArray<Model> ();
	int cancelled = 0;
	while (true) {
		var cancellable = new Cancellable ();
		if (cancelled == 0) { // so that one is, however early the events come
			cancellable.cancel ();
		} else if (events.length % 2 == 0 && cancelled <= events.length) {
			Idle.add (() => {
				cancellable.cancel ();
				return Source.REMOVE;
			});
		}
		try {
			var event = yield stream.read_async (cancellable);
			if (event == null)
				break;
			events.add (event);
		} catch (IOError.CANCELLED e) {
			cancelled++;
		}
	}
	check_complete (stream, events);
	check (cancelled > 0, "a cancelled read");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("read_to_the_end", read_to_the_end);
	scenarios.add_async ("read_to_the_end_async",
	                     (c) => read_to_the_end_async.begin (c),
	                     (r) => read_to_the_end_async.end (r));
	scenarios.add_async ("read_text", (c) => read_text.begin (c), (r) => read_text.end (r));
	scenarios.add_async ("try_read", (c) => try_read.begin (c), (r) => try_read.end (r));
	scenarios.add ("close_early", close_early);
	scenarios.add_async ("close_early_async",
	                     (c) => close_early_async.begin (c),
	                     (r) => close_early_async.end (r));
	scenarios.add ("drop_the_last_reference", drop_the_last_reference);
	scenarios.add_async ("drop_the_last_reference_async",
	                     (c) => drop_the_last_reference_async.begin (c),
	                     (r) => drop_the_last_reference_async.end (r));
	scenarios.add_async ("second_reader", (c) => second_reader.begin (c), (r) => second_reader.end (r));
	scenarios.add_async ("cancelling_a_read_loses_nothing",
	                     (c) => cancelling_a_read_loses_nothing.begin (c),
	                     (r) => cancelling_a_read_loses_nothing.end (r));
	return scenarios.run (args);
}
