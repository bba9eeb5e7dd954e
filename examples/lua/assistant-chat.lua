-- SPDX-License-Identifier: LGPL-2.1-or-later
-- A conversation: an assistant, a chat with it, and its answer as it grows.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff assistant-chat.lua MODEL_ID
if jit then jit.off() end
local lgi = require 'lgi'
local TaskingAI = lgi.require('TaskingAI', '1')

local model_id = arg[1] or os.getenv('TASKINGAI_CHAT_MODEL_ID') or error('usage: assistant-chat.lua MODEL_ID', 0)
local client = TaskingAI.Client()

local function check(value, err)                    -- lgi returns nil and the error
   if err then error(err.message, 0) end
   return value
end

local assistant = check(client.assistants:create {
   model_id = model_id,
   memory = { type = 'message_window', max_messages = 20, max_tokens = 2000 },
   system_prompt_template = { 'You are a guide.', 'Answer in {{language}}.' },
   retrieval_configs = { method = 'user_message' },
})
local chat = check(client.chats:create(assistant.assistant_id, {}))
local question = 'Count from 1 to 5'
check(client.messages:create(chat.assistant_id, chat.chat_id, { role = 'user', content = question }))

io.write('user: ', question, '\nassistant: ')
local stream = check(client.messages:generate_stream(chat.assistant_id, chat.chat_id, {
   system_prompt_variables = { language = 'English' },
}))
for event in stream:chunks() do
   if TaskingAI.MessageChunk:is_type_of(event) then
      io.write(event.delta)
      io.flush()
   end
end
print()

local count = 0
for _ in client.messages:list_all(chat.assistant_id, chat.chat_id):each() do count = count + 1 end
print(count .. ' messages')

check(client.assistants:delete(assistant.assistant_id))
