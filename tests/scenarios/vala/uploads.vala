// SPDX-License-Identifier: LGPL-2.1-or-later
using TaskingAI;

Bytes make_bytes (size_t size) {
	var data = new uint8[size];
	for (size_t i = 0; i < size; i++)
		data[i] = (uint8) i;
	return new Bytes.take ((owned) data);
}

// The last numbers of its progress, and how often it has told them.
class Progress {
	public int64 sent = -1;
	public int64 total = -1;
	public int n_told = 0;

	public Progress (Upload upload) {
		upload.progress.connect ((sent, total) => {
			this.sent = sent;
			this.total = total;
			n_told++;
		});
	}
}

void a_file () throws Error {
	FileIOStream stream;
	var file = GLib.File.new_tmp ("XXXXXX.txt", out stream);
	size_t written;
	stream.output_stream.write_all (make_bytes (480000).get_data (), out written);
	stream.close ();
	var upload = new Upload.for_file (file);
	var progress = new Progress (upload);
	var uploaded = new_client ().files.upload (upload);
	file.delete ();
	check (uploaded.file_id.has_prefix ("txt_"), @"an id of a text, found $(uploaded.file_id)");
	check_number (progress.sent, 480000);
	check_number (progress.total, 480000);
}

async void a_stream_async () throws Error {
	var stream = new MemoryInputStream.from_bytes (make_bytes (300000));
	var upload = new Upload.for_stream (stream, "pier.md");
	var progress = new Progress (upload);
	var uploaded = yield new_client ().files.upload_async (upload);
	check (uploaded.file_id.has_prefix ("md_"), @"an id of a text, found $(uploaded.file_id)");
	check_number (progress.sent, 300000);
	check_number (progress.total, -1);
	check (progress.n_told > 2, "more than a start and an end");
	check_number (upload.bytes_sent, 300000);
}

void an_image () throws Error {
	var images = new_client ().images;
	var picture = make_bytes (1000);
	var image = images.upload (new Upload.for_bytes (picture, "buoy 1.png"));
	check (images.get (image.url).compare (picture) == 0, "the same bytes");
}

async void an_image_async () throws Error {
	var images = new_client ().images;
	var picture = make_bytes (1000);
	var image = yield images.upload_async (new Upload.for_bytes (picture, "buoy.png"));
	check ((yield images.get_async (image.url)).compare (picture) == 0, "the same bytes");
}

void wrong_extension () throws Error {
	try {
		new_client ().files.upload (new Upload.for_bytes (make_bytes (10), "pier.exe"));
		fail ("it to be refused");
	} catch (ApiError.INVALID_REQUEST e) {
		check (e.message.contains ("pier.exe"), @"the name in “$(e.message)”");
	}
}

void too_large () throws Error {
	try {
		new_client ().images.upload (new Upload.for_bytes (make_bytes (5 * 1024 * 1024 + 1), "buoy.jpg"));
		fail ("it to be refused");
	} catch (ApiError.TOO_LARGE e) {
		check (e.message.contains ("5242880"), @"the limit in “$(e.message)”");
	}
}

void missing_file () throws Error {
	try {
		new_client ().files.upload (new Upload.for_file (GLib.File.new_for_path ("/nowhere/pier.txt")));
		fail ("no file");
	} catch (IOError.NOT_FOUND e) {
	}
}

async void cancelled_by_its_progress () throws Error {
	var client = new_faulty_client ();
	var cancellable = new Cancellable ();
	var upload = new Upload.for_bytes (make_bytes (15 * 1024 * 1024), "ignored.vala.txt");
	upload.progress.connect (() => cancellable.cancel ());
	try {
		yield client.files.upload_async (upload, cancellable);
		fail ("it to be cancelled");
	} catch (IOError.CANCELLED e) {
	}
	client.request ("GET", "/wait-closed", "name=ignored.vala", null);
}

int main (string[] args) {
	var scenarios = new Scenarios ();
	scenarios.add ("a_file", a_file);
	scenarios.add_async ("a_stream_async", (c) => a_stream_async.begin (c), (r) => a_stream_async.end (r));
	scenarios.add ("an_image", an_image);
	scenarios.add_async ("an_image_async", (c) => an_image_async.begin (c), (r) => an_image_async.end (r));
	scenarios.add ("wrong_extension", wrong_extension);
	scenarios.add ("too_large", too_large);
	scenarios.add ("missing_file", missing_file);
	scenarios.add_async ("cancelled_by_its_progress",
	                     (c) => cancelled_by_its_progress.begin (c),
	                     (r) => cancelled_by_its_progress.end (r));
	return scenarios.run (args);
}
