// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

void blocking () throws Error {
	var health = new_client ().health;
	check (health.check (), "true");
	var info = health.get_version ();
	check (info.version.has_prefix ("v"), @"a version, found $(info.version)");
	check (info.postgres_schema_version > 0, "a version of the schema");
}

async void not_blocking () throws Error {
	var health = new_client ().health;
	check (yield health.check_async (), "true");
	check ((yield health.get_version_async ()).version != null, "a version");
}

void without_key () throws Error {
	var client = new_client ();
	client.api_key = "";
	check (client.health.check (), "true");
	check_refused (ApiError.AUTHENTICATION, 0, () => client.assistants.list ());
}

void failure () throws Error {
	var client = new Client () { host = "http://127.0.0.1:1", max_retries = 0 };
	check_refused (ApiError.CONNECTION, 0, () => client.health.check ());
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("blocking", blocking);
	scenarios.add_async ("not_blocking", (c) => not_blocking.begin (c), (r) => not_blocking.end (r));
	scenarios.add ("without_key", without_key);
	scenarios.add ("failure", failure);
	return scenarios.run (args);
}
