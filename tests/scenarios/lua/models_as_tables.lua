-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, equal, test = C.T, C.equal, C.test

-- It raises an error with these words.
local function raises(words, f, ...)
   local ok, err = pcall(f, ...)
   local message = type(err) == 'userdata' and err.message or tostring(err)
   assert(not ok, 'no error, but ' .. message)
   assert(message:find(words, 1, true), message)
end

test('nested', function()
   local request = T.ChatCompletionRequest {
      model_id = 'TpEcho00', configs = { temperature = 0.5, stop = 'END' },
      messages = { T.ChatCompletionMessage.new_system('Be brief.'), { role = 'user', content = 'Hello' } },
   }
   equal(#request.messages, 2)
   equal(request.messages[2].role .. request.messages[2].content, 'USERHello')
   equal(request.configs.stop[1], 'END')
   request.messages = {}
   equal(#request.messages, 0)
   request.configs = nil
   assert(not request:has_member('configs'))
end)

test('type', function()
   equal(T.ToolRef.new_action('bFBd').type, 'ACTION')
   equal(T.Record { type = 'qa_sheet' }.type, 'QA_SHEET')
   equal(T.Record { type = 'FILE' }:to_json(), '{"type":"file"}')
   equal(T.ListOptions { type = 'rerank', order = 'asc' }.model_type, 'RERANK')
   equal(T.ChatMemory {}.type, 'UNKNOWN')
   local newer = T.AssistantMemory { type = 'newer_kind' }
   equal(newer.type, 'UNKNOWN')
   equal(newer:to_json(), '{"type":"newer_kind"}')
end)

test('a text for a part', function()
   equal(T.Message { content = 'Hello' }.content.text, 'Hello')
   equal(T.ModelFallbacks { model_list = { { model_id = 'TpEcho00' } } }.model_list[1].model_id, 'TpEcho00')
end)

test('JSON', function()
   local request = T.ActionRunRequest { parameters = { port = 'Oban', days = { 1, 2.5, { deep = true } } } }
   equal(request.parameters.port, 'Oban')
   equal(request.parameters.days[2], 2.5)
   equal(request.parameters.days[3].deep, true)
   request.parameters = {}
   equal(request:to_json(), '{"parameters":{}}')
end)

test('wrong members', function()
   raises('no `nam', T.Chat, { nam = 'x' })
   raises('no `max_mesages', T.Assistant, { memory = { type = 'naive', max_mesages = 3 } })
   raises('no `rle', T.ChatCompletionRequest, { messages = { { rle = 'user' } } })
   raises('chat_id is read-only', T.Chat, { chat_id = 'SdEL' })
end)

test('wrong values', function()
   raises('input should be an array', T.OpenaiEmbeddingRequest, { input = 5 })
   raises('top_k should be an integer', T.ChunkQuery, { top_k = 2.5 })
   raises('capacity should be an integer', T.Collection, { capacity = 'large' })
   raises('name should be a string', T.Collection, { name = true })
   raises('memory should be an object', T.Assistant, { memory = 'naive' })
   raises('messages should be an array', T.ChatCompletionRequest, { messages = 'Hello' })
   raises('metadata should be an object', T.Chat, { metadata = 'blue' })
end)

C.run()
