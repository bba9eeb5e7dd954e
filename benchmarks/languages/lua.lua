-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The library from Lua, as its examples use it: coroutines and tables. With LuaJIT, run with -joff.
package.path = arg[0]:gsub('[^/]*$', '?.lua;') .. package.path
local T = require('lgi').require('TaskingAI', '1')
local harness = require 'harness'

local assistants, inference
local scenarios = {}

local function chat_request(options)
   return {
      model_id = harness.CHAT_MODEL_ID,
      messages = { { role = 'system', content = harness.SYSTEM_TEXT }, { role = 'user', content = options.text } },
   }
end

function scenarios.get()
   local assistant = assert(assistants:async_get(harness.ASSISTANT_ID))
   return assistant.assistant_id == harness.ASSISTANT_ID and 1 or 0
end

function scenarios.chat(options)
   local answer = assert(inference:async_chat_completion(chat_request(options)))
   return answer.text and answer.usage and answer.created_timestamp > 0 and 1 or 0
end

function scenarios.embeddings(options)
   local input, numbers = {}, 0
   for i = 1, harness.INPUTS do input[i] = options.text end
   local result = assert(inference:async_text_embedding {
      model_id = harness.EMBEDDING_MODEL_ID, input = input })
   for _, vector in ipairs(result.data) do numbers = numbers + #vector.embedding end
   return numbers
end

scenarios['list-all'] = function()
   local items, after, page = 0, nil, nil
   repeat
      page = assert(assistants:async_list { limit = harness.PAGE_LIMIT, after = after })
      items = items + page:get_n_items()
      after = page:get_item(page:get_n_items() - 1).assistant_id
   until not page.has_more
   return items
end

function scenarios.stream(options, run, started)
   local chunks = 0
   local stream = assert(inference:async_chat_completion_stream(chat_request(options)))
   for event in stream:chunks() do
      if T.ChatCompletionChunk:is_type_of(event) then
         run.chunk(started, chunks == 0, event.created_timestamp)
         chunks = chunks + 1
      end
   end
   stream:close()
   return stream.result and chunks or 0
end

harness.main('lua', function(options)
   local client = T.Client { host = options.host, api_key = harness.API_KEY }
   assistants, inference = client.assistants, client.inference
   return scenarios
end)
