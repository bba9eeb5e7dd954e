// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

const string[] FACTS = {
	"Tide tables hang in the office.", "The pier opens at seven.", "Fog signals are tested on Mondays."
};

string new_library (Client client) throws Error {
	var id = new_collection (client);
	foreach (var fact in FACTS)
		client.chunks.create (id, new Chunk () { content = fact });
	return id;
}

void life () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var draft = new Chunk () { content = FACTS[0] };
	draft.set_metadata_json ("{\"key\": \"office\"}");
	var created = client.chunks.create (id, draft);
	check_text (created.record_id, null);
	check (created.num_tokens > 0 && !created.has_member ("score"), "tokens and no score");
	var chunk = client.chunks.get (id, created.chunk_id);
	check (chunk.equal (created), "what was created");
	chunk.content = FACTS[1];
	var updated = client.chunks.update (null, null, chunk);
	check_text (updated.content, FACTS[1]);
	check_text (updated.get_metadata ()["key"], "office");
	check_only (client.chunks.list (id), updated);
	check (client.chunks.delete (id, chunk.chunk_id), "true");
	check_refused (ApiError.NOT_FOUND, 404, () => client.chunks.get (id, chunk.chunk_id));
}

async void life_async () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	var created = yield client.chunks.create_async (id, new Chunk () { content = FACTS[0] });
	check ((yield client.chunks.get_async (id, created.chunk_id)).equal (created), "what was created");
	var change = new Chunk () { content = FACTS[1] };
	var updated = yield client.chunks.update_async (id, created.chunk_id, change);
	check_only (yield client.chunks.list_async (id), updated);
	check (yield client.chunks.delete_async (id, created.chunk_id), "true");
}

void list_all () throws Error {
	var client = new_client ();
	check_number (count_all (client.chunks.list_all (new_library (client), page_of (2))), 3);
}

async void list_of_record () throws Error {
	var client = new_client ();
	var id = new_library (client);
	var record = client.records.create (id, new Record () {
		content = string.joinv (" ", FACTS),
		text_splitter = new TextSplitter.separator ({ "." })
	});
	var page = client.chunks.list_of_record (id, record.record_id);
	check_number (page.size, 3);
	check_text (((Chunk) page[0]).record_id, record.record_id);
	check_number ((yield client.chunks.list_of_record_async (id, record.record_id)).size, 3);
	check_number (count_all (client.chunks.list_of_record_all (id, record.record_id, page_of (2))), 3);
}

async void query () throws Error {
	var client = new_client ();
	var id = new_library (client);
	var query = new ChunkQuery (FACTS[1], 3);
	var found = client.chunks.query (id, query);
	check_number (found.size, 3);
	check_text (((Chunk) found[0]).content, FACTS[1]);
	check (((Chunk) found[0]).score > 0.999, "the same meaning");
	query.score_threshold = 0.99;
	check_number ((yield client.chunks.query_async (id, query)).size, 1);
}

void query_rerank () throws Error {
	var client = new_client ();
	var query = new ChunkQuery ("fog signals", 1) { rerank_model_id = model_id ("RERANK") };
	var found = client.chunks.query (new_library (client), query);
	check_number (found.size, 1);
	check_text (((Chunk) found[0]).content, FACTS[2]);
}

void errors () throws Error {
	var client = new_client ();
	var id = new_collection (client);
	check_refused (ApiError.INVALID_REQUEST, 422, () => client.chunks.create (id, new Chunk ()));
	check_refused (ApiError.INVALID_REQUEST, 422, () => client.chunks.query (id, new ChunkQuery ("fog", 21)));
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("list_all", list_all);
	scenarios.add_async ("list_of_record", (c) => list_of_record.begin (c), (r) => list_of_record.end (r));
	scenarios.add_async ("query", (c) => query.begin (c), (r) => query.end (r));
	scenarios.add ("query_rerank", query_rerank);
	scenarios.add ("errors", errors);
	return scenarios.run (args);
}
