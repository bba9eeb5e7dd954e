// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

void life () throws Error {
	var apikeys = new_admin ().apikeys;
	var created = apikeys.create (new Apikey () { name = "kiosk" });
	check_contains (created.apikey, "***");
	check (apikeys.get (created.apikey_id).equal (created), "what was created");
	var plain = apikeys.get_plain (created.apikey_id);
	check (!(plain.apikey in plain.to_string ()), "the key to stay secret");
	var kiosk = new_client ();
	kiosk.api_key = plain.apikey;
	kiosk.assistants.list ();
	created.name = "ticket office";
	var updated = apikeys.update (null, created);
	check_text (updated.name, "ticket office");
	check_only (apikeys.list (page_of (1)), updated);
	check (apikeys.delete (created.apikey_id), "true");
	try {
		kiosk.assistants.list ();
		fail ("the key to be refused");
	} catch (ApiError.AUTHENTICATION e) {
	}
}

async void life_async () throws Error {
	var apikeys = new_admin ().apikeys;
	var created = yield apikeys.create_async (new Apikey () { name = "kiosk" });
	check ((yield apikeys.get_async (created.apikey_id)).equal (created), "what was created");
	check (!("*" in (yield apikeys.get_plain_async (created.apikey_id)).apikey), "the key in clear");
	var updated = yield apikeys.update_async (created.apikey_id, new Apikey () { name = "lift" });
	check_only (yield apikeys.list_async (page_of (1)), updated);
	check (yield apikeys.delete_async (created.apikey_id), "true");
}

void list_all () throws Error {
	var apikeys = new_admin ().apikeys;
	var before = count_all (apikeys.list_all (page_of (2)));
	for (int i = 0; i < 5; i++)
		apikeys.create (new Apikey () { name = @"K$i" });
	check_number (count_all (apikeys.list_all (page_of (2))), before + 5);
}

void errors () throws Error {
	var apikeys = new_admin ().apikeys;
	check_refused (ApiError.NOT_FOUND, 404, () => apikeys.get ("Qw000000"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
