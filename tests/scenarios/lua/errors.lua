-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local Gio, T, check, test = C.Gio, C.T, C.check, C.test

local UNKNOWN_ID = 'X5lM00000000000000000000'
local NOT_FOUND = { http_status = 404, server_code = 'OBJECT_NOT_FOUND', attempts = 1 }

local function faulty() return C.new_client { host = C.FAULT_HOST, max_retries = 0 } end

-- Where nobody listens any more
local function closed_host()
   local listener = Gio.SocketListener()
   local port = check(listener:add_any_inet_port())
   listener:close()
   return ('http://127.0.0.1:%d'):format(port)
end

test('wrong key', function()
   C.fails('AUTHENTICATION', function()
      return C.new_client { api_key = 'tkWrongWrongWrongWrongWrong' }.assistants:get(UNKNOWN_ID)
   end)
end)

test('unknown id', function(client)
   C.fails('NOT_FOUND', function() return client.assistants:get(UNKNOWN_ID) end, NOT_FOUND)
end)

test('unknown id async', function(client)
   C.fails('NOT_FOUND', function()
      return C.async(function() return check(client.assistants:async_get(UNKNOWN_ID)) end)
   end, NOT_FOUND)
end)

test('refused connection', function()
   C.fails('CONNECTION', function()
      return C.new_client { host = closed_host(), max_retries = 0 }.assistants:get(UNKNOWN_ID)
   end)
end)

test('refused connection async', function()
   local client = C.new_client { host = closed_host(), max_retries = 0 }
   C.fails('CONNECTION', function()
      return C.async(function() return check(client.assistants:async_get(UNKNOWN_ID)) end)
   end)
end)

test('async outside of Gio.Async', function(client)
   local ok, err = pcall(client.assistants.async_get, client.assistants, UNKNOWN_ID)
   assert(not ok and err:find('Gio.Async.start', 1, true), err)
end)

-- What C would cut there, and take for another id.
test('null characters', function(client)
   for _, call in ipairs {
      function() return client.assistants:get(UNKNOWN_ID .. '\0x') end,
      function() return client.assistants:async_get(UNKNOWN_ID .. '\0x') end,
      function() return client.chats:create('a\0', {}) end,
      function() return client.chats:list_all('a\0') end,
      function() return client:request('GET', '/v1/assistants\0') end,
      function() return client:set_api_key('a\0b') end,
      function() return T.Assistant { name = 'a\0b' } end,
   } do
      local ok, err = pcall(call)
      C.equal(ok, false)
      err = tostring(err)
      C.equal((err:find('null character', 1, true) or err:find('U+0000', 1, true)) ~= nil, true)
   end
end)

test('HTML answer', function()
   C.fails('PROTOCOL', function() return faulty().assistants:get('html') end)
end)

test('invalid JSON', function()
   C.fails('MALFORMED', function() return faulty().assistants:get('badjson') end)
end)

test('event cut in half', function()
   C.fails('TRUNCATED', function()
      local stream = check(faulty().inference:chat_completion_stream(C.count_request(50, 'cutEvent')))
      for _ in stream:chunks() do end
   end)
end)

test('event cut in half async', function()
   C.fails('TRUNCATED', function()
      return C.async(function()
         local stream = check(faulty().inference:async_chat_completion_stream(
            C.count_request(50, 'cutEvent')))
         for _ in stream:chunks() do end
      end)
   end)
end)

-- Blocking and not: what is told of the one retry that each takes
test('retrying', function()
   local told, names = {}, {}
   local client = C.new_client { host = C.FAULT_HOST, max_retries = 2 }
   client.on_retrying = function(_, ...) told[#told + 1] = { ... } end
   for i = 1, 2 do names[i] = 'status503once.' .. C.GLib.uuid_string_random() end
   local n = 0
   client.on_retrying:connect(function(_, _, _, _, _, err) n = n + #err.message end)
   check(client.assistants:get(names[1]))
   C.async(function() return check(client.assistants:async_get(names[2])) end)
   C.equal(#told, 2)
   collectgarbage()
   C.equal(n, #told[1][5].message + #told[2][5].message)
   for i, name in ipairs(names) do
      local method, path, attempt, delay, err = (table.unpack or unpack)(told[i])
      C.equal(method, 'GET')
      C.equal(path, '/v1/assistants/' .. name)
      C.equal(attempt, 1)
      C.equal(delay, 0)
      assert(err:matches(C.T.ApiError, 'SERVER'), err)
      C.equal(C.T.ApiError.details(err).http_status, 503)
   end
end)

if not os.getenv('TASKINGAI_TEST_CHILD') then
   test('nothing on stderr', function() C.equal(C.stderr_of_child(), '') end)
end

C.run()
