// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string TEXT = "The pier opens at seven. Fog signals are tested on Mondays.";

Record draft_record (string title) {
	return new Record () {
		record_type = RecordType.TEXT,
		title = title,
		content = TEXT,
		text_splitter = new TextSplitter.token (200, 20)
	};
}

void life () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var draft = draft_record ("Pier");
	draft.set_metadata_json ("{\"key\": \"handbook\"}");
	var created = client.records.create (id, draft);
	check_text (created.content, TEXT);
	check_number (created.num_chunks, 1);
	var record = client.records.get (id, created.record_id);
	check (record.equal (created), "what was created");
	record.set_metadata_json ("{\"key\": \"leaflet\"}");
	var updated = client.records.update (null, null, record);
	check_text (updated.title, "Pier");
	check_text (updated.get_metadata ()["key"], "leaflet");
	check_only (client.records.list (id), updated);
	check (client.records.delete (id, record.record_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => client.records.get (id, record.record_id));
}

async void life_async () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var created = yield client.records.create_async (id, draft_record ("Fog"));
	check ((yield client.records.get_async (id, created.record_id)).equal (created), "what was created");
	var ready = yield client.records.wait_ready_async (id, created.record_id);
	check (ready.status == Status.READY, "a record that is ready");
	created.set_metadata_json ("{\"key\": \"night\"}");
	var updated = yield client.records.update_async (null, null, created);
	check_only (yield client.records.list_async (id), updated);
	check (yield client.records.delete_async (id, created.record_id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	for (int i = 0; i < 5; i++)
		client.records.create (id, draft_record (@"R$i"));
	check_number (count_all (client.records.list_all (id, page_of (2))), 5);
}

void file () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var draft = new Record () {
		record_type = RecordType.FILE,
		file_id = client.files.upload (new Upload.for_bytes (new Bytes (TEXT.data), "pier.txt")).file_id,
		text_splitter = new TextSplitter.token (200, 20)
	};
	var record = client.records.create (id, draft);
	check (client.records.wait_ready (id, record.record_id).record_type == RecordType.FILE, "a file");
	check_refused (ApiError.NOT_FOUND, 404, () => client.records.create (id, draft));
}

void new_content () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var record = client.records.create (id, draft_record ("Pier"));
	record.content = "Closed. For good.";
	check_refused (ApiError.INVALID_REQUEST, 0, () => client.records.update (null, null, record));
	record.text_splitter = new TextSplitter.separator ({ ". " });
	check_number (client.records.update (null, null, record).num_chunks, 2);
}

void errors () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var blank = draft_record ("Blank");
	blank.content = "   ";
	check_refused (ApiError.INVALID_REQUEST, 422, () => client.records.create (id, blank));
	check_refused (ApiError.INVALID_REQUEST, 0,
	               () => client.records.create (id, new Record () { record_type = RecordType.FILE }));
	check_refused (ApiError.NOT_FOUND, 404, () => client.records.list ("DbgY00000000000000000000"));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add ("file", file);
	scenarios.add ("new_content", new_content);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
