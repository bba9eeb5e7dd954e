// SPDX-License-Identifier: LGPL-2.1-or-later
// Merged into the vapi: what foreach needs of a page (size and get), and of an enumerator and a stream (iterator and next_value).
namespace TaskingAI {
	public sealed class Page : GLib.Object {
		public int size { [CCode (cname = "taskingai_page_get_size")] get; }
	}

	public sealed class Stream : GLib.Object {
		public Stream iterator () {
			return this;
		}
	}

	public sealed class Enumerator : GLib.Object {
		public Enumerator iterator () {
			return this;
		}
	}
}
