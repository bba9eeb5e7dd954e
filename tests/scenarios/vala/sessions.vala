// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

Admin stranger () {
	return new Admin () { host = setting ("TASKINGAI_HOST"), api_key = "" };
}

LoginRequest credentials () {
	return new LoginRequest ("admin", setting ("TASKINGAI_TEST_ADMIN_PASSWORD"));
}

// Logged out, and no longer able.
void check_outside (Admin admin) throws Error {
	try {
		admin.sessions.verify ();
		fail ("the credential to be refused");
	} catch (ApiError.AUTHENTICATION e) {
	}
}

void life () throws Error {
	var admin = stranger ();
	check_outside (admin);
	var administrator = admin.sessions.login (credentials ());
	check_text (administrator.username, "admin");
	check (!(administrator.token in administrator.to_string ()), "the credential to stay secret");
	check (admin.sessions.verify (), "true");
	check_text (admin.sessions.refresh ().admin_id, administrator.admin_id);
	check (admin.sessions.verify (), "true");
	check (admin.sessions.logout (), "true");
	check_outside (admin);
}

async void life_async () throws Error {
	var admin = stranger ();
	var administrator = yield admin.sessions.login_async (credentials ());
	check_text ((yield admin.sessions.refresh_async ()).admin_id, administrator.admin_id);
	check (yield admin.sessions.verify_async (), "true");
	check (yield admin.sessions.logout_async (), "true");
	check_outside (admin);
}

void errors () throws Error {
	var sessions = stranger ().sessions;
	check_refused (ApiError.AUTHENTICATION, 401,
	               () => sessions.login (new LoginRequest ("admin", "Canary0Canary1")));
	check_refused (ApiError.NOT_FOUND, 404,
	               () => sessions.login (new LoginRequest ("nobody", "Canary0Canary1")));
}

void services_of_programs () throws Error {
	var id = new_admin ().assistants.create (draft_assistant ("Concierge")).assistant_id;
	check_text (new_client ().assistants.get (id).name, "Concierge");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("life", life);
	scenarios.add_async ("life_async", (c) => life_async.begin (c), (r) => life_async.end (r));
	scenarios.add ("errors", errors);
	scenarios.add ("services_of_programs", services_of_programs);
	return scenarios.run (args);
}
