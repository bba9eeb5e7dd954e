-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test = C.T, C.check, C.equal, C.test

local QUESTION = { role = 'user', content = 'How tall is the tower' }

test('chat completion', function(client)
   local completion = check(client.inference:chat_completion(T.ChatCompletionRequest {
      model_id = C.CHAT_MODEL, messages = { QUESTION }, configs = { temperature = 0.5 },
   }))
   equal(completion.text, 's the tower')
   equal(completion.finish_reason, 'STOP')
   equal(completion.message.role, 'ASSISTANT')
   assert(completion.usage.input_tokens > 0)
end)

test('chat completion async', function(client)
   local request = T.ChatCompletionRequest { model_id = C.CHAT_MODEL }
   request:add_user_message('How tall is the tower')
   C.async(function()
      equal(check(client.inference:async_chat_completion(request)).message.content, 's the tower')
   end)
end)

test('function call', function(client)
   local completion = check(client.inference:chat_completion(T.ChatCompletionRequest {
      model_id = C.TOOLS_MODEL, messages = { QUESTION },
      functions = { { name = 'make_scatter_plot', description = 'Plots',
                      parameters = { type = 'object', properties = {} } } },
   }))
   equal(completion.finish_reason, 'FUNCTION_CALLS')
   local call = completion.message.function_calls[1]
   equal(call.name, 'make_scatter_plot')
   local x, y = call.arguments.x_values, call.arguments.y_values
   equal(('%d %d %d %d'):format(x[1], x[2], y[1], y[2]), '1 2 3 4')
   local answer = check(client.inference:chat_completion(T.ChatCompletionRequest {
      model_id = C.TOOLS_MODEL, messages = {
         T.ChatCompletionMessage(QUESTION), completion.message,
         T.ChatCompletionMessage.new_function(call.id, 'done'),
      },
   }))
   equal(answer.text, 'Test Message')
end)

-- The numbers of a GBytes of doubles
local function doubles(bytes)
   local data, values = bytes:get_data(), {}
   local array = jit and require('ffi').cast('const double *', data)
   for i = 1, #data / 8 do
      values[i] = array and array[i - 1] or string.unpack('=d', data, 8 * i - 7)
   end
   return values
end

test('text embedding', function(client)
   local result = check(client.inference:text_embedding(T.TextEmbeddingRequest {
      model_id = C.EMBEDDING_MODEL, input = { 'hello', 'anchor' }, input_type = 'document',
   }))
   local first, second, sum = result.data[1], result.data[2], 0
   equal(#first.embedding, 256)
   equal(second.index, 1)
   equal(first.embedding[1], 0.0012277639928960082)
   local values = doubles(first.embedding_bytes)
   equal(#values, 256)
   for i, value in ipairs(first.embedding) do equal(values[i], value) end
   for _, value in ipairs(second.embedding) do sum = sum + value * value end
   assert(math.abs(sum - 1) < 1e-9)
   assert(result.usage.input_tokens > 0)
end)

test('text embedding async', function(client)
   local request = T.TextEmbeddingRequest { model_id = C.EMBEDDING_MODEL, input = { 'hello' } }
   C.async(function()
      local result = check(client.inference:async_text_embedding(request))
      equal(result.data[1].embedding[1], 0.0012277639928960082)
   end)
end)

local documents = { 'Pier opening hours', 'Fog signal schedule' }

test('rerank', function(client)
   local result = check(client.inference:rerank(T.RerankRequest {
      model_id = C.RERANK_MODEL, query = 'fog signal', documents = documents, top_n = 1,
   }))
   equal(#result.results, 1)
   local best = result.results[1]
   equal(best.document.text, documents[best.index + 1])
end)

test('rerank async', function(client)
   local request = T.RerankRequest {
      model_id = C.RERANK_MODEL, query = 'fog signal', documents = documents, top_n = 2,
   }
   C.async(function()
      local result = check(client.inference:async_rerank(request))
      equal(#result.results, 2)
      equal(result.results[1].document.text, documents[2])
   end)
end)

C.run()
