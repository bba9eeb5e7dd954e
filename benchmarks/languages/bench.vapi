// SPDX-License-Identifier: LGPL-2.1-or-later
// What Vala sees of ../scenario.h.
[CCode (cheader_filename = "scenario.h")]
namespace Bench {
	public const string API_KEY;
	public const string ASSISTANT_ID;
	public const string CHAT_MODEL_ID;
	public const string EMBEDDING_MODEL_ID;
	public const string SYSTEM_TEXT;
	public const int PAGE_LIMIT;
	public const int INPUTS;

	[CCode (cname = "BenchKind", cprefix = "BENCH_", has_type_id = false)]
	public enum Kind { GET, CHAT, EMBEDDINGS, LIST_ALL, STREAM }

	[CCode (cname = "BenchOptions", has_type_id = false)]
	public struct Options {
		public Kind kind;
		public unowned string host;
		public unowned string text;
	}

	[Compact]
	[CCode (cname = "BenchSlot", cprefix = "bench_slot_")]
	public class Slot {
		public Options* options;
		public long chunks;
		public void done (long amount);
		public void chunk (int64 created_timestamp);
		[NoReturn]
		public void fail (string message);
	}

	[CCode (has_target = false)]
	public delegate void* Open (Options options);
	[CCode (has_target = false)]
	public delegate void Start (Slot slot);
	[CCode (has_target = false)]
	public delegate void Turn (void* client);

	[CCode (cname = "BenchClient", has_type_id = false)]
	public struct Client {
		public unowned string name;
		public Open open;
		public Start start;
		public Turn turn;
		public Turn close;
	}

	[CCode (cname = "bench_main")]
	public int main ([CCode (array_length_pos = 0.9)] string[] args, Client client);
}
