-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local Gio, check, equal, test = C.Gio, C.check, C.equal, C.test

local count = 0

local function fault_name(fault)
   count = count + 1
   return ('%s.lua%d'):format(fault, count)
end

local function fault_client()
   return C.new_client { host = C.FAULT_HOST, max_retries = 0 }
end

-- Of the fault server; it answers when that has happened
local function ask(verb, name)
   return check(fault_client():request('GET', '/' .. verb, 'name=' .. name))
end

local function assert_cancelled(value, err)
   assert(not value and err, 'not cancelled')
   assert(err:matches(Gio.IOErrorEnum, 'CANCELLED'), err.message)
end

test('in a callback', function()
   local client, name, cancellable = fault_client(), fault_name('hold'), Gio.Cancellable()
   local loop, n_calls, value, err = C.GLib.MainLoop(), 0, nil, nil
   client.assistants:get_async(name, cancellable, function(assistants, result)
      n_calls, value, err = n_calls + 1, assistants:get_finish(result)
      loop:quit()
   end)
   client.assistants:get_async('good', nil, function(assistants, result)
      check(assistants:get_finish(result))
      ask('wait-requests', name)
      cancellable:cancel()
   end)
   loop:run()
   equal(n_calls, 1)
   assert_cancelled(value, err)
   ask('wait-closed', name)
end)

test('by another coroutine', function()
   local client, name, cancellable = fault_client(), fault_name('hold'), Gio.Cancellable()
   C.all {
      function()
         client.assistants:get_async(name, cancellable, coroutine.running())
         local assistants, result = coroutine.yield()
         assert_cancelled(assistants:get_finish(result))
      end,
      function()
         check(client.assistants:async_get('good'))
         ask('wait-requests', name)
         cancellable:cancel()
      end,
   }
   ask('wait-closed', name)
end)

local function read_half(name)
   local stream = check(fault_client().inference:chat_completion_stream(C.count_request(3, name)))
   check(stream:read())
end

test('dropped half read', function()
   local name = fault_name('stall')
   read_half(name)
   collectgarbage()
   collectgarbage()
   ask('wait-closed', name)
end)

C.run()
