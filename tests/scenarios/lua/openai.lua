-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local function ask(text, model)
   return { model = model or C.CHAT_MODEL, messages = { { role = 'user', content = text } } }
end

both('chat completion', function(client, call)
   local completion = call(client.openai, 'chat_completion', ask('Please summarise the water cycle'))
   equal(completion.text, 'the water cycle')
   equal(#completion.choices, 1)
   local choice = completion.choices[1]
   equal(choice.finish_reason .. choice.message.role, 'stopassistant')
   assert(completion.usage.total_tokens > 0)
end)

test('assistant', function(client)
   local id = C.new_assistant(client).assistant_id
   equal(check(client.openai:chat_completion(ask('abcd', id))).text, 'cd')
end)

test('tool calls', function(client)
   local request = ask('Draw it', C.TOOLS_MODEL)
   request.tools = { { type = 'function', ['function'] = {
      name = 'make_scatter_plot', description = 'Draws', parameters = { type = 'object', properties = {} },
   } } }
   local choice = check(client.openai:chat_completion(request)).choices[1]
   equal(choice.finish_reason, 'tool_calls')
   equal(choice.message.tool_calls[1]['function'].name, 'make_scatter_plot')
end)

test('errors', function(client)
   C.fails('NOT_FOUND', function() return client.openai:chat_completion(ask('Hello', 'Tp000000')) end,
           { http_status = 404 })
   C.fails('PROVIDER', function() return client.openai:chat_completion(ask('Hello', C.ERROR_MODEL)) end,
           { http_status = 400 })
end)

both('stream', function(client, call)
   local text = ''
   for chunk in call(client.openai, 'chat_completion_stream', ask('Count from 1 to 5', C.STREAM_MODEL)):chunks() do
      assert(T.OpenaiChatCompletionChunk:is_type_of(chunk))
      text = text .. (chunk.delta or '')
   end
   equal(text, C.numbers(5))
end)

both('embeddings', function(client, call)
   local vectors = call(client.openai, 'embeddings', {
      model = C.EMBEDDING_MODEL, input = { 'low tide', 'high tide' },
   })
   equal(#vectors.data, 2)
   equal(vectors.data[2].index, 1)
   equal(#vectors.data[2].embedding, 256)
   assert(vectors.usage.prompt_tokens > 0)
   local one = call(client.openai, 'embeddings', { model = C.EMBEDDING_MODEL, input = 'low tide' })
   equal(one.data[1].embedding[1], vectors.data[1].embedding[1])
end)

C.run()
