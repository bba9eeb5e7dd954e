-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Gets an assistant, first blocking, then in a coroutine.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff get-assistant.lua ASSISTANT_ID
if jit then jit.off() end
local lgi = require 'lgi'
local Gio, TaskingAI = lgi.Gio, lgi.require('TaskingAI', '1')

local assistant_id = arg[1] or error('usage: get-assistant.lua ASSISTANT_ID', 0)
local client = TaskingAI.Client()

local function show(how, assistant, err)
   if not assistant then error(err.message, 0) end
   print(how, assistant.assistant_id, assistant.name, assistant.model_id)
end

show('blocking', client.assistants:get(assistant_id))

local ok, err = Gio.Async.call(pcall)(function()
   show('async', client.assistants:async_get(assistant_id))
end)
if not ok then error(err, 0) end
