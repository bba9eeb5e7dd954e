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

local function open_faulty(name)
   local client = C.new_client { host = C.FAULT_HOST, max_retries = 0 }
   return check(client.inference:chat_completion_stream(C.count_request(3, name)))
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

test('read text blocking', function(client)
   local stream, parts = open(client, 20), {}
   local text = check(stream:read_text())
   while text do
      parts[#parts + 1] = text
      text = check(stream:read_text())
   end
   equal(table.concat(parts), C.numbers(20))
   stream:close()
end)

-- All events come at once: after one read the others are there already
test('try read', function()
   local stream, n_events, n_tried = open_faulty('good'), 0, 0
   local event = check(stream:read())
   while event do
      n_events = n_events + 1
      event = stream:try_read()
      if event then n_tried = n_tried + 1 else event = check(stream:read()) end
   end
   equal(n_events, 4)
   assert(n_tried > 0)
   equal(stream.text, 'the water cycle')
   equal(stream:try_read(), nil)
   stream:close()
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
   equal(C.wait_until_aborted(client, before).open_streams, before.open_streams)
end)

local function fails_with(code, event, err)
   assert(not event and err, 'no ' .. code)
   assert(err:matches(Gio.IOErrorEnum, code), err.message)
end

test('one reader at a time', function()
   local stream, first_error = open_faulty('silent'), nil
   C.all {
      function()
         local event, err = stream:async_read()
         assert(not event)
         first_error = err
      end,
      function()
         fails_with('PENDING', stream:read())
         fails_with('PENDING', stream:read_text())
         fails_with('PENDING', stream:async_read())
         fails_with('PENDING', stream:async_read_text())
         equal(stream:try_read(), nil)
         equal(first_error, nil)
         stream:close()
      end,
   }
   fails_with('CLOSED', nil, first_error)
end)

-- Begins a read, which waits, and only then cancels it; or before, which has to do however early the
-- events come
local function read_and_cancel(stream, before)
   local cancellable = Gio.Cancellable()
   if before then cancellable:cancel() end
   stream:read_async(cancellable, coroutine.running())
   cancellable:cancel()
   local _, result = coroutine.yield()
   return stream:read_finish(result)
end

test('cancelling a read loses nothing', function(client)
   C.async(function()
      local stream, events, cancelled = open_async(client, 50), {}, 0
      repeat
         local event, err = stream:try_read()         -- when this finds none, a read has to wait
         if not event then event, err = read_and_cancel(stream, cancelled == 0) end
         if err then
            fails_with('CANCELLED', event, err)
            cancelled = cancelled + 1
            event = check(stream:async_read())
         end
         events[#events + 1] = event
      until not event
      assert(cancelled > 0)
      check_complete(stream, events)
      stream:close()
   end)
end)

C.run()
