-- SPDX-License-Identifier: LGPL-2.1-or-later
-- A tour: an assistant from creation to deletion, ten calls at once, a stream read and one stopped.
if jit then jit.off() end
local lgi = require 'lgi'
local Gio, GLib, TaskingAI = lgi.Gio, lgi.GLib, lgi.require('TaskingAI', '1')

local model_id = assert(os.getenv('TASKINGAI_CHAT_MODEL_ID'), 'TASKINGAI_CHAT_MODEL_ID is not set')
local client = TaskingAI.Client()

-- lgi returns nil and the error
local function check(value, err)
   if not value then error('Lua: ' .. err.message, 0) end
   return value
end

local function open_stream(question)
   return check(client.inference:async_chat_completion_stream(TaskingAI.ChatCompletionRequest {
      model_id = model_id,
      messages = {
         { role = 'system', content = 'You are a professional assistant.' },
         { role = 'user', content = question },
      },
   }))
end

-- Runs each function in a coroutine of its own until all have returned.
local function all(functions)
   local loop, pending, failure = GLib.MainLoop(), #functions, nil
   for _, f in ipairs(functions) do
      Gio.Async.start(function()
         local ok, err = pcall(f)
         if not ok then failure = err end
         pending = pending - 1
         if pending == 0 then loop:quit() end
      end)()
   end
   loop:run()
   if failure then error(failure, 0) end
end

local created = check(client.assistants:create(TaskingAI.Assistant {
   model_id = model_id, name = 'Lua demo', memory = { type = 'naive' },
   retrieval_configs = { method = 'user_message' }, metadata = { ['made-by'] = 'demo.lua' },
}))
local id = created.assistant_id
print('Lua: created assistant ' .. id)

local assistant = check(client.assistants:get(id))
print(('Lua: read it: "%s", made by %s'):format(assistant.name, assistant.metadata['made-by']))

all { function()
   print(('Lua: awaited it: "%s"'):format(check(client.assistants:async_get(id)).name))
end }

local gets, count = {}, 0
for i = 1, 10 do
   gets[i] = function()
      check(client.assistants:async_get(id))
      count = count + 1
   end
end
all(gets)
print(('Lua: read it %d times at once'):format(count))

all { function()
   local stream = open_stream('Count from 1 to 20')
   io.write('Lua: stream: ')
   for event in stream:chunks() do
      if TaskingAI.ChatCompletionChunk:is_type_of(event) then
         io.write(event.delta)
         io.flush()
      end
   end
   print()

   stream = open_stream('Count from 1 to 100000')
   for chunk in stream:chunks() do
      if chunk.index == 4 then break end
   end
   stream:close()
   print(('Lua: stopped a stream after "%s…"'):format(stream.text:sub(1, 9)))
end }

check(client.assistants:delete(id))
print('Lua: deleted the assistant')
