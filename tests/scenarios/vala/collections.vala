// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

void life () throws Error {
	var collections = new_client ().collections;
	var created = collections.create (draft_collection ("Harbour notes"));
	check_number (created.embedding_size, 256);
	check_number (created.num_chunks, 0);
	check (created.status == Status.READY, "a collection that is ready");
	var collection = collections.get (created.collection_id);
	check (collection.equal (created), "what was created");
	collection.description = "Tides and fog";
	collection.set_metadata_json ("{\"key\": \"pier\"}");
	var updated = collections.update (null, collection);
	check_text (updated.name, "Harbour notes");
	check_text (updated.description, "Tides and fog");
	check_text (updated.get_metadata ()["key"], "pier");
	check_only (collections.list (page_of (1)), updated);
	check (collections.delete (created.collection_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => collections.get (created.collection_id));
}

async void life_async () throws Error {
	var collections = new_client ().collections;
	var created = yield collections.create_async (draft_collection ("Pilot book"));
	var id = created.collection_id;
	check ((yield collections.get_async (id)).equal (created), "what was created");
	var updated = yield collections.update_async (id, new Collection () { name = "Pilot" });
	check_only (yield collections.list_async (page_of (1)), updated);
	check (yield collections.delete_async (id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	var before = count_all (client.collections.list_all (page_of (2)));
	for (int i = 0; i < 5; i++)
		new_collection (client);
	check_number (count_all (client.collections.list_all (page_of (2))), before + 5);
}

void errors () throws Error {
	var collections = new_client ().collections;
	var draft = draft_collection ("Refused");
	draft.capacity = 5;
	check_refused (ApiError.INVALID_REQUEST, 422, () => collections.create (draft));
	draft.capacity = 1000;
	draft.embedding_model_id = "Tp000000";
	check_refused (ApiError.NOT_FOUND, 404, () => collections.create (draft));
	draft.embedding_model_id = model_id ("CHAT");
	check_refused (ApiError.INVALID_REQUEST, 422, () => collections.create (draft));
	var unchanged = collections.create (draft_collection ("Good"));
	check_refused (ApiError.INVALID_REQUEST, 0, () => collections.update (null, unchanged));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
