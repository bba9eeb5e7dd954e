// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

string[] create (Client client) throws Error {
	string[] ids = {};
	for (int i = 0; i < 5; i++)
		ids += client.assistants.create (draft_assistant (@"A$i")).assistant_id;
	return ids;
}

string backwards_from (string[] ids) {
	return @"$(ids[3]) $(ids[2]) $(ids[1]) $(ids[0])";
}

int64 pages (Client client) throws Error {
	var json = client.request ("GET", "/v1/local/stats", null, null);
	MatchInfo found;
	return /"GET \/v1\/assistants": *([0-9]+)/.match (json, 0, out found) ? int64.parse (found.fetch (1)) : 0;
}

string name_of (Model? model) {
	return model != null ? ((Assistant) model).name : "(none)";
}

void every_item () throws Error {
	var client = new_client ();
	var ids = create (client);
	string[] found = {};
	foreach (var model in client.assistants.list_all (new ListOptions () { after = ids[4], limit = 2 }))
		found += ((Assistant) model).assistant_id;
	check_text (string.joinv (" ", found[0:4]), backwards_from (ids));
	int n = 0;
	foreach (var model in client.assistants.list_all ()) {
		if (n++ > 0)
			check_text (((Assistant) model).assistant_id, found[n - 2]);
	}
	check_number (n, found.length + 1);
}

async void every_item_async () throws Error {
	var client = new_client ();
	var ids = create (client);
	var options = new ListOptions () { order = SortOrder.ASC, after = ids[0], limit = 2 };
	var assistants = client.assistants.list_all (options);
	string[] found = {};
	Model? model;
	while ((model = yield assistants.next_async ()) != null)
		found += ((Assistant) model).assistant_id;
	check_text (string.joinv (" ", found), string.joinv (" ", ids[1:5]));
}

void backwards () throws Error {
	var client = new_client ();
	var ids = create (client);
	var options = new ListOptions () { order = SortOrder.ASC, before = ids[4], limit = 3 };
	string[] found = {};
	foreach (var model in client.assistants.list_all (options)) {
		found += ((Assistant) model).assistant_id;
		if (found.length == 4)
			break;
	}
	check_text (string.joinv (" ", found), backwards_from (ids));
}

void one_page_at_a_time () throws Error {
	var client = new_client ();
	create (client);
	var before = pages (client);
	var assistants = client.assistants.list_all (new ListOptions () { limit = 2 });
	check_number (pages (client), before);
	check_text (name_of (assistants.next ()), "A4");
	check_text (name_of (assistants.next ()), "A3");
	check_number (pages (client), before + 1);
	check_text (name_of (assistants.next ()), "A2");
	check_number (pages (client), before + 2);
}

async void end_stays () throws Error {
	var client = new_client ();
	var ids = create (client);
	var options = new ListOptions () { order = SortOrder.ASC, after = ids[3] };
	var assistants = client.assistants.list_all (options);
	check_text (name_of (assistants.next ()), "A4");
	check (assistants.next () == null, "the end");
	check ((yield assistants.next_async ()) == null, "the end");
}

void deleted_cursor () throws Error {
	var client = new_client ();
	create (client);
	var assistants = client.assistants.list_all (new ListOptions () { limit = 2 });
	check_text (name_of (assistants.next ()), "A4");
	client.assistants.delete (((Assistant) assistants.next ()).assistant_id);
	try {
		assistants.next ();
		fail ("an error");
	} catch (ApiError.NOT_FOUND e) {
		check_error (e, 404, "OBJECT_NOT_FOUND");
		check (e.message.contains ("is gone"), @"an explanation, found “$(e.message)”");
	}
}

async void goes_on_after_an_error () throws Error {
	var client = new_client ();
	create (client);
	client.max_retries = 0;
	var assistants = client.assistants.list_all (new ListOptions () { limit = 1 });
	check_text (name_of (assistants.next ()), "A4");
	client.host = "http://127.0.0.1:1";
	try {
		yield assistants.next_async ();
		fail ("an error");
	} catch (ApiError.CONNECTION e) {
		client.host = setting ("TASKINGAI_HOST");
	}
	check_text (name_of (assistants.next ()), "A3");
}

async void lazy_list () throws Error {
	var client = new_client ();
	var ids = create (client);
	var options = new ListOptions () { order = SortOrder.ASC, after = ids[0], limit = 2 };
	var lazy = new LazyList (client.assistants.list_all (options));
	string[] changes = {};
	lazy.items_changed.connect ((position, removed, added) => {
		changes += @"$position $removed $added";
	});
	while (!lazy.complete)
		yield lazy.load_more_async ();
	check_text (string.joinv (", ", changes), "0 0 2, 2 0 2");
	for (int i = 0; i < 4; i++)
		check_text (((Assistant) lazy.get_item (i)).assistant_id, ids[i + 1]);
	check (lazy.error == null && !lazy.loading, "rest");
}

void both_directions_are_refused () throws Error {
	var client = new_client ();
	var assistants = client.assistants.list_all (new ListOptions () { after = "a", before = "b" });
	for (int i = 0; i < 2; i++) {
		try {
			assistants.next ();
			fail ("an error");
		} catch (ApiError.INVALID_REQUEST e) {
			check (e.message.contains ("before"), @"an explanation, found “$(e.message)”");
		}
	}
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("every_item", every_item);
	scenarios.add_async ("every_item_async", (c) => every_item_async.begin (c), (r) => every_item_async.end (r));
	scenarios.add ("backwards", backwards);
	scenarios.add ("one_page_at_a_time", one_page_at_a_time);
	scenarios.add_async ("end_stays", (c) => end_stays.begin (c), (r) => end_stays.end (r));
	scenarios.add ("deleted_cursor", deleted_cursor);
	scenarios.add_async ("goes_on_after_an_error",
	                     (c) => goes_on_after_an_error.begin (c),
	                     (r) => goes_on_after_an_error.end (r));
	scenarios.add_async ("lazy_list", (c) => lazy_list.begin (c), (r) => lazy_list.end (r));
	scenarios.add ("both_directions_are_refused", both_directions_are_refused);
	return scenarios.run (args);
}
