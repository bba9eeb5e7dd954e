-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The scenarios, options and result line of ../scenario.c, ../options.c and ../report.c for Lua.
local lgi = require 'lgi'
local GLib, Gio = lgi.GLib, lgi.Gio

local M = {
   API_KEY = 'tkBenchmarkOnly0123456789abcdefgh',
   ASSISTANT_ID = 'X5lMBenchmarkItem0000000',
   CHAT_MODEL_ID = 'TpKq3vXa',
   EMBEDDING_MODEL_ID = 'TpEm8dRz',
   SYSTEM_TEXT = 'You are the guide of a harbour museum. Answer in two sentences.',
   PAGE_LIMIT = 100,
   INPUTS = 16,
}

-- What each scenario has to get; a stream gets as many chunks as it is asked for.
local amounts = { get = 1, chat = 1, embeddings = M.INPUTS * 1536, ['list-all'] = 10000, stream = false }

local function fail(message)
   io.stderr:write(arg[0], ': ', message, '\n')
   os.exit(1)
end

-- Options -------------------------------------------------------------------------------------------

local function default_warmup(options)
   if options.scenario == 'get' or options.scenario == 'chat' then return 2 * options.concurrency + 100 end
   if options.scenario == 'stream' then return options.spacing > 0 and 0 or options.concurrency end
   return 2
end

local function text_of(options)
   if options.scenario == 'stream' then return ('events=%d spacing=%d'):format(options.events, options.spacing) end
   if options.scenario == 'embeddings' then return ('digits=%d'):format(options.digits) end
   return 'How tall is the old light tower?'
end

local function parse_options(args)
   local options = { concurrency = 1, requests = 1000, warmup = -1, events = 1000, spacing = 0, digits = 9 }
   local i = 1
   while i <= #args do
      local name = args[i]:match('^%-%-(.*)')
      if not name then
         options.scenario = args[i]
      else
         i = i + 1
         local value = name == 'host' and args[i] or options[name] and tonumber(args[i])
         if not value then fail('unknown option --' .. name) end
         options[name] = value
      end
      i = i + 1
   end
   if amounts[options.scenario] == nil or not options.host then
      fail('usage: get|chat|embeddings|list-all|stream --host URL [OPTION…]')
   end
   if options.warmup < 0 then options.warmup = default_warmup(options) end
   options.text = text_of(options)
   return options
end

-- Usage ---------------------------------------------------------------------------------------------

local clock = GLib.get_monotonic_time

local function rss_kilobytes()
   for line in io.lines('/proc/self/status') do
      local size = line:match('^VmRSS:%s*(%d+) kB')
      if size then return tonumber(size) end
   end
end

-- As that of ../histogram.c: 64 steps to each power of two, in microseconds.
local function new_histogram()
   return { total = 0, last = -1 }
end

local function add(histogram, microseconds)
   local step = math.floor(64 / math.log(2) * math.log(math.max(microseconds, 1)))
   histogram[step] = (histogram[step] or 0) + 1
   histogram.total, histogram.last = histogram.total + 1, math.max(histogram.last, step)
end

local function percentile(histogram, percent)
   local seen = 0
   for step = 0, histogram.last do
      seen = seen + (histogram[step] or 0)
      if seen > 0 and seen >= percent / 100 * histogram.total then return 2 ^ ((step + 0.5) / 64) end
   end
end

-- Scenarios -----------------------------------------------------------------------------------------

local STAMP_WRAP = 1e12                                       -- see ../stamp.h

-- One round: so many callers, each with one operation at a time, until all operations are done.
local function new_run(scenario, options)
   local run = { scenario = scenario, flowing = 0, rss_before = rss_kilobytes(), latency = new_histogram(),
                 first = new_histogram(), lag = new_histogram() }

   -- What a scenario tells of a stream's chunk; `started` is what its operation was given.
   function run.chunk(started, is_first, created_timestamp)
      if is_first then
         add(run.first, clock() - started)
         run.flowing = run.flowing + 1
         if run.flowing == options.concurrency then run.rss_flowing = rss_kilobytes() end
      end
      if options.spacing > 0 then                             -- at full speed the clock would be much of the cost
         add(run.lag, (clock() % STAMP_WRAP - created_timestamp) % STAMP_WRAP)
      end
   end
   return run
end

local function call(run, options)
   local expected = amounts[options.scenario] or options.events
   while run.left > 0 do
      run.left = run.left - 1
      local started = clock()
      local amount = run.scenario(options, run, started)
      if amount ~= expected then error(('wrong amount in the answer: %s'):format(amount)) end
      add(run.latency, clock() - started)
   end
end

local function operations(run, options, count)
   local loop, running = GLib.MainLoop(), options.concurrency
   local function caller()
      local ok, err = pcall(call, run, options)
      if not ok then fail(tostring(err)) end
      running = running - 1
      if running == 0 then loop:quit() end
   end
   run.left = count
   for _ = 1, options.concurrency do Gio.Async.start(caller)() end
   if running > 0 then loop:run() end
end

local function json(value)
   if value == nil then return 'null' end
   if type(value) == 'string' then return '"' .. value .. '"' end
   return (('%.3f'):format(value):gsub('%.000$', ''))
end

local function report(name, run, options, seconds, cpu)
   local is_stream = options.scenario == 'stream'
   local chunks = is_stream and options.requests * options.events or nil
   local per_stream = run.rss_flowing and options.concurrency > 1
      and (run.rss_flowing - run.rss_before) / options.concurrency or nil
   local members = {
      { 'scenario', options.scenario }, { 'client', name }, { 'concurrency', options.concurrency },
      { 'ops', options.requests }, { 'events', is_stream and options.events or 0 },
      { 'spacing_ms', is_stream and options.spacing or 0 }, { 'seconds', seconds },
      { 'ops_per_s', options.requests / seconds }, { 'p50_us', percentile(run.latency, 50) },
      { 'p99_us', percentile(run.latency, 99) }, { 'cpu_us_per_op', cpu * 1e6 / options.requests },
      { 'chunks_per_s', chunks and chunks / seconds }, { 'cpu_us_per_chunk', chunks and cpu * 1e6 / chunks },
      { 'first_p50_us', percentile(run.first, 50) }, { 'first_p99_us', percentile(run.first, 99) },
      { 'lag_p50_us', percentile(run.lag, 50) }, { 'lag_p99_us', percentile(run.lag, 99) },
      { 'rss_kb', rss_kilobytes() }, { 'rss_per_stream_kb', per_stream },
   }
   for i, member in ipairs(members) do members[i] = json(member[1]) .. ':' .. json(member[2]) end
   print('{' .. table.concat(members, ',') .. '}')
end

-- `open` makes the functions named like the scenarios: each does the whole job of one operation and
-- tells how much it got.
function M.main(name, open)
   local options = parse_options(arg)
   local scenario = open(options)[options.scenario]
   operations(new_run(scenario, options), options, options.warmup)
   local run = new_run(scenario, options)
   local started, cpu = clock(), os.clock()
   operations(run, options, options.requests)
   report(name, run, options, (clock() - started) / 1e6, os.clock() - cpu)
end

return M
