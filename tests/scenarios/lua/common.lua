-- SPDX-License-Identifier: LGPL-2.1-or-later
if jit then jit.off() end
local lgi = require 'lgi'
local GLib, Gio, T = lgi.GLib, lgi.Gio, lgi.require('TaskingAI', '1')

local M = {
   GLib = GLib, Gio = Gio, T = T,
   CHAT_MODEL = os.getenv('TASKINGAI_TEST_CHAT_MODEL'),
   STREAM_MODEL = os.getenv('TASKINGAI_TEST_STREAM_MODEL'),
   TOOLS_MODEL = os.getenv('TASKINGAI_TEST_TOOLS_MODEL'),
   EMBEDDING_MODEL = os.getenv('TASKINGAI_TEST_EMBEDDING_MODEL'),
   RERANK_MODEL = os.getenv('TASKINGAI_TEST_RERANK_MODEL'),
   ERROR_MODEL = os.getenv('TASKINGAI_TEST_ERROR_MODEL'),
   FAULT_HOST = os.getenv('TASKINGAI_FAULT_HOST'),
}

function M.new_client(settings)
   settings = settings or {}
   settings.api_key = settings.api_key or os.getenv('TASKINGAI_API_KEY')
   settings.host = settings.host or os.getenv('TASKINGAI_HOST')
   return T.Client(settings)
end

-- The value, or the error raised that lgi returns beside nil
function M.check(value, err)
   if err then error(err, 0) end
   return value
end

function M.new_admin()
   local admin = T.Admin { host = os.getenv('TASKINGAI_HOST') }
   M.check(admin.sessions:login { username = 'admin', password = os.getenv('TASKINGAI_TEST_ADMIN_PASSWORD') })
   return admin
end

function M.new_assistant(client, members)
   members = members or {}
   members.model_id = members.model_id or M.CHAT_MODEL
   members.memory = members.memory or { type = 'zero' }
   members.retrieval_configs = { method = 'user_message' }
   return M.check(client.assistants:create(members))
end

-- With an assistant of its own
function M.new_chat(client, members)
   return M.check(client.chats:create(M.new_assistant(client, members).assistant_id, {}))
end

function M.say(client, chat, text)
   return M.check(client.messages:create(chat.assistant_id, chat.chat_id, { role = 'user', content = text }))
end

function M.new_collection(client, name)
   return M.check(client.collections:create {
      name = name or 'Harbour notes', capacity = 1000, embedding_model_id = M.EMBEDDING_MODEL,
   })
end

-- Of the fault server, which tells what it was asked
function M.openapi_document(paths)
   for _, operations in pairs(paths) do
      for _, operation in pairs(operations) do
         operation.responses = { ['200'] = { description = 'What was asked' } }
      end
   end
   return { openapi = '3.1.0', info = { title = 'Harbour', version = '1' },
            servers = { { url = M.FAULT_HOST .. '/tool' } }, paths = paths }
end

-- Asks the fault server's /tool/PATH by GET, without parameters
function M.new_action(client, operation_id, path)
   return M.check(client.actions:bulk_create { openapi_schema = M.openapi_document {
      [path] = { get = { operationId = operation_id, description = 'Asks' } },
   } }):get_item(0)
end

-- The items of a page or an enumerator, or what `pick` finds in each
function M.collect(list, pick)
   local items = {}
   for item in list:each() do items[#items + 1] = pick and item[pick] or item end
   return items
end

function M.count_request(last, model_id)
   return T.ChatCompletionRequest { model_id = model_id or M.STREAM_MODEL, messages = {
      { role = 'system', content = 'You are a professional assistant.' },
      { role = 'user', content = ('Count from 1 to %d'):format(last) },
   } }
end

function M.numbers(last)
   local parts = {}
   for i = 1, last do parts[i] = ('%d'):format(i) end
   return table.concat(parts, ' ')
end

-- What taskingai-local knows of its streams
function M.stats(client)
   local text = M.check(client:request('GET', '/v1/local/stats'))
   return {
      open_streams = tonumber(text:match('"open_streams":%s*(%d+)')),
      aborted_streams = tonumber(text:match('"aborted_streams":%s*(%d+)')),
   }
end

-- How many pages of assistants it has given
function M.pages(client)
   local text = M.check(client:request('GET', '/v1/local/stats'))
   return tonumber(text:match('"GET /v1/assistants":%s*(%d+)') or 0)
end

-- Asks until the server has noticed; each question is a round trip, so that time passes.
function M.wait_until_aborted(client, before)
   for _ = 1, 2000 do
      local now = M.stats(client)
      if now.aborted_streams == before.aborted_streams + 1 then return now end
   end
   error('the server did not notice', 0)
end

function M.equal(found, expected)
   if found ~= expected then
      error(('%s is not %s'):format(tostring(found), tostring(expected)), 2)
   end
end

-- Runs f in a coroutine of Gio.Async and raises what it raises.
function M.async(f)
   local ok, result = Gio.Async.call(pcall)(f)
   if not ok then error(result, 0) end
   return result
end

-- Runs each function in a coroutine of its own until all have returned; raises what one of them raised.
function M.all(functions)
   local loop, pending, failure = GLib.MainLoop(), #functions, nil
   for _, f in ipairs(functions) do
      Gio.Async.start(function()
         local ok, err = pcall(f)
         if not ok then failure = failure or err end
         pending = pending - 1
         if pending == 0 then loop:quit() end
      end)()
   end
   if pending > 0 then loop:run() end
   if failure then error(failure, 0) end
end

-- Fails with this code, these details, and a message to understand. f raises, or returns nil and the error.
function M.fails(name, f, details)
   local ok, value, err = pcall(f)
   if not ok then err = value end
   assert(type(err) == 'userdata', tostring(err or 'no error'))
   assert(err:matches(T.ApiError, name), err.message)
   assert(err.message:match('%w+ %w+'))
   local found = T.ApiError.details(err)
   for key, expected in pairs(details or {}) do M.equal(found[key], expected) end
end

local tests = {}

function M.test(name, f) tests[#tests + 1] = { name, f } end

-- The same scenario with blocking calls and with calls that wait in a coroutine: f (client, call), where
-- call (service, name, ...) raises errors.
function M.both(name, f)
   M.test(name, function(client)
      f(client, function(service, method, ...) return M.check(service[method](service, ...)) end)
   end)
   M.test(name .. ' async', function(client)
      M.async(function()
         f(client, function(service, method, ...) return M.check(service['async_' .. method](service, ...)) end)
      end)
   end)
end

function M.run()
   local failures = 0
   io.stdout:setvbuf('line')
   print(('1..%d'):format(#tests))
   for i, test in ipairs(tests) do
      local ok, err = pcall(test[2], M.new_client())
      if not ok then
         failures = failures + 1
         print('# ' .. tostring(type(err) == 'userdata' and err.message or err))
      end
      print(('%sok %d - %s'):format(ok and '' or 'not ', i, test[1]))
   end
   os.exit(failures == 0, true)
end

-- Runs this program once more and tells what it says on stderr.
function M.stderr_of_child()
   local command, i = {}, 0
   while arg[i - 1] do i = i - 1 end
   for n = i, 0 do command[#command + 1] = "'" .. arg[n] .. "'" end
   local pipe = io.popen('TASKINGAI_TEST_CHILD=1 ' .. table.concat(command, ' ') .. ' 2>&1 >/dev/null')
   local text = pipe:read('*a')
   pipe:close()
   return text
end

return M
