-- SPDX-License-Identifier: LGPL-2.1-or-later
-- A collection of texts, searched by meaning: by the program, and by an assistant before it answers.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff retrieval.lua CHAT_MODEL_ID EMBEDDING_MODEL_ID
if jit then jit.off() end
local lgi = require 'lgi'
local TaskingAI = lgi.require('TaskingAI', '1')

local chat_model = arg[1] or os.getenv('TASKINGAI_CHAT_MODEL_ID')
local embedding_model = arg[2] or os.getenv('TASKINGAI_EMBEDDING_MODEL_ID')
if not (chat_model and embedding_model) then error('usage: retrieval.lua CHAT_MODEL_ID EMBEDDING_MODEL_ID', 0) end
local client = TaskingAI.Client()
local question = 'When does the pier open?'

local function check(value, err)                    -- lgi returns nil and the error
   if err then error(err.message, 0) end
   return value
end

local collection_id = check(client.collections:create {
   embedding_model_id = embedding_model, capacity = 1000,
}).collection_id
for _, text in ipairs {
   'The pier opens at seven in the morning.', 'Fog signals are tested on Mondays.',
   'Tide tables hang in the harbour office.',
} do
   check(client.records:create(collection_id, {
      content = text, text_splitter = { type = 'token', chunk_size = 200, chunk_overlap = 20 },
   }))
end
for chunk in check(client.chunks:query(collection_id, { query_text = question, top_k = 1 })):each() do
   print('found: ' .. chunk.content)
end

local assistant_id = check(client.assistants:create {
   model_id = chat_model, memory = { type = 'naive' },
   retrievals = { { type = 'collection', id = collection_id } },
   retrieval_configs = { method = 'user_message', top_k = 1 },
}).assistant_id
local chat_id = check(client.chats:create(assistant_id, {})).chat_id
check(client.messages:create(assistant_id, chat_id, { role = 'user', content = question }))
local stream = check(client.messages:generate_stream(assistant_id, chat_id, { debug = true }))
for event in stream:chunks() do
   if TaskingAI.MessageGenerationLog:is_type_of(event) then
      for _, found in ipairs(event.content.result or {}) do print('looked up: ' .. found.content) end
   end
end

check(client.assistants:delete(assistant_id))
check(client.collections:delete(collection_id))
