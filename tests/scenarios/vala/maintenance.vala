// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

async void clean_data () throws Error {
	new_admin ().assistants.create (draft_assistant ("Brief"));
	check (new_admin ().maintenance.clean_data (), "true");
	check_number (new_admin ().assistants.list ().size, 0);
	check (yield new_admin ().maintenance.clean_data_async (), "true");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("clean_data", (c) => clean_data.begin (c), (r) => clean_data.end (r));
	return scenarios.run (args);
}
