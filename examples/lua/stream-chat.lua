-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Streams a chat completion and prints the text as it arrives.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff stream-chat.lua MODEL_ID
if jit then jit.off() end
local lgi = require 'lgi'
local Gio, TaskingAI = lgi.Gio, lgi.require('TaskingAI', '1')

local model_id = arg[1] or os.getenv('TASKINGAI_CHAT_MODEL_ID') or error('usage: stream-chat.lua MODEL_ID', 0)
local client = TaskingAI.Client()

local ok, err = Gio.Async.call(pcall)(function()
   local stream, err = client.inference:async_chat_completion_stream(TaskingAI.ChatCompletionRequest {
      model_id = model_id,
      messages = {
         { role = 'system', content = 'You are a professional assistant.' },
         { role = 'user', content = 'Count from 1 to 50' },
      },
   })
   if not stream then error(err, 0) end
   for event in stream:chunks() do
      if TaskingAI.ChatCompletionChunk:is_type_of(event) then
         io.write(event.delta)
         io.flush()
      end
   end
   print()
end)
if not ok then error(err.message or err, 0) end
