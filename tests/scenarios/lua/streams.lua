-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local Gio, T, check, equal, test = C.Gio, C.T, C.check, C.equal, C.test

local function open(client, last)
   return check(client.inference:chat_completion_stream(C.count_request(last)))
end

local function open_async(client, last)
   return check(client.inference:async_chat_completion_stream(C.count_request(last)))
end

local function read_all(stream)
   local events = {}
   for event in stream:chunks() do events[#events + 1] = event end
   return events
end

local function check_complete(stream, events)
   local last, deltas = table.remove(events), {}
   assert(T.ChatCompletion:is_type_of(last))
   equal(#events, 50)
   for i, event in ipairs(events) do
      assert(T.ChatCompletionChunk:is_type_of(event))
      deltas[i] = event.delta
   end
   equal(table.concat(deltas), C.numbers(50))
   equal(last.text, C.numbers(50))
   equal(stream.text, C.numbers(50))
   assert(stream.result:equal(last))
end

test('read to the end', function(client)
   local stream = open(client, 50)
   check_complete(stream, read_all(stream))
   stream:close()
end)

test('read to the end async', function(client)
   C.async(function()
      local stream = open_async(client, 50)
      check_complete(stream, read_all(stream))
      stream:close()
   end)
end)

test('read text', function(client)
   C.async(function()
      local stream, parts = open_async(client, 50), {}
      while true do
         local text = check(stream:async_read_text())
         if not text then break end
         parts[#parts + 1] = text
      end
      equal(table.concat(parts), C.numbers(50))
      stream:close()
   end)
end)

local function read_five(stream)
   for chunk in stream:chunks() do
      if chunk.index == 4 then break end
   end
   stream:close()
end

test('close early', function(client)
   local before = C.stats(client)
   local stream = open(client, 100000)
   read_five(stream)
   equal(C.wait_until_aborted(client, before).open_streams, before.open_streams)
   equal(stream.text:sub(1, 9), C.numbers(5))
end)

test('close early async', function(client)
   local before = C.stats(client)
   C.async(function() read_five(open_async(client, 100000)) end)
   C.wait_until_aborted(client, before)
end)

test('cancelling a read loses nothing', function(client)
   C.async(function()
      local stream, events, cancelled = open_async(client, 50), {}, 0
      while true do
         Gio.Async.cancellable = Gio.Cancellable()
         if cancelled <= #events then Gio.Async.cancellable:cancel() end
         local event, err = stream:async_read()
         if err then
            assert(err:matches(Gio.IOErrorEnum, 'CANCELLED'), err.message)
            cancelled = cancelled + 1
         elseif event then
            events[#events + 1] = event
         else
            break
         end
      end
      assert(cancelled > 0)
      check_complete(stream, events)
      stream:close()
   end)
end)

C.run()
