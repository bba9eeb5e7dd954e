// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

Bundle find (Page bundles, string id) throws Error {
	foreach (var bundle in bundles) {
		if (((Bundle) bundle).bundle_id == id)
			return (Bundle) bundle;
	}
	throw new CheckError.FAILED (@"the bundle $id");
}

async void list () throws Error {
	var bundles = new_admin ().bundles;
	var page = bundles.list (new ListOptions () { limit = 100, lang = "en" });
	var calculator = find (page, "calculator");
	check (!calculator.registered, "no instance");
	check_number (calculator.num_plugins, 1);
	check_text (calculator.get_plugins ()[0].plugin_id, "evaluate");
	check_contains (find (page, "open_weather").dup_credentials_schema_json (), "OPEN_WEATHER_API_KEY");
	check_number ((yield bundles.list_async (page_of (100))).size, page.size);
	check_number (count_all (bundles.list_all (page_of (2))), page.size);
}

async void icon () throws Error {
	var bundles = new_admin ().bundles;
	var icon = bundles.get_icon ("calculator");
	check (icon.get_data ()[1] == 'P' && icon.get_data ()[2] == 'N', "a PNG image");
	check ((yield bundles.get_icon_async ("calculator")).compare (icon) == 0, "the same bytes");
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add_async ("list", (c) => list.begin (c), (r) => list.end (r));
	scenarios.add_async ("icon", (c) => icon.begin (c), (r) => icon.end (r));
	return scenarios.run (args);
}
