-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local QUESTION = 'Please summarise the water cycle'

-- A word for each event; several chunks in a row count as one.
local function names(events)
   local found = {}
   for _, event in ipairs(events) do
      local name = 'message'
      if T.MessageChunk:is_type_of(event) then
         name = 'chunk'
      elseif T.MessageGenerationLog:is_type_of(event) then
         name = (event.event .. '-' .. event.event_step):lower()
      end
      if found[#found] ~= name then found[#found + 1] = name end
   end
   return table.concat(found, ' ')
end

local function generate(client, chat, request)
   return client.messages:generate(chat.assistant_id, chat.chat_id, request)
end

local function events_of(stream)
   local events = {}
   for event in stream:chunks() do events[#events + 1] = event end
   return events
end

local function stream_events(client, chat, request)
   return events_of(check(client.messages:generate_stream(chat.assistant_id, chat.chat_id, request)))
end

both('life of a message', function(client, call)
   local chat = C.new_chat(client)
   local messages, a, c = client.messages, chat.assistant_id, chat.chat_id
   local created = call(messages, 'create', a, c, {
      role = 'user', content = { text = QUESTION }, metadata = { key = 'tide' },
   })
   equal(created.role, 'USER')
   equal(created.text, QUESTION)
   equal(created.num_tokens, 6)
   equal(created.content.text, QUESTION)
   local message = call(messages, 'get', a, c, created.message_id)
   assert(message:equal(created))
   message.metadata = { key = 'ebb' }
   local updated = call(messages, 'update', message)
   equal(updated.text .. updated.metadata.key, QUESTION .. 'ebb')
   local page = call(messages, 'list', a, c)
   equal(page:get_size(), 1)
   assert(page:get_item(0):equal(updated))
   assert(call(messages, 'delete', a, c, message.message_id))
   C.fails('NOT_FOUND', function() return call(messages, 'get', a, c, message.message_id) end)
end)

both('list all', function(client)
   local chat, made = C.new_chat(client), {}
   for i = 1, 5 do made[i] = C.say(client, chat, 'M' .. i).text end
   local list = client.messages:list_all(chat.assistant_id, chat.chat_id, { order = 'asc', limit = 2 })
   equal(table.concat(C.collect(list, 'text'), ' '), table.concat(made, ' '))
end)

both('generate', function(client, call)
   local chat = C.new_chat(client)
   C.say(client, chat, QUESTION)
   local answer = call(client.messages, 'generate', chat.assistant_id, chat.chat_id,
                       { system_prompt_variables = { language = 'Dutch' } })
   equal(answer.role, 'ASSISTANT')
   equal(answer.text, 'the water cycle')
end)

test('generate refused', function(client)
   local chat = C.new_chat(client)
   C.fails('INVALID_REQUEST', function() return generate(client, chat, {}) end, { http_status = 400 })
   C.fails('INVALID_REQUEST', function() return generate(client, chat, { debug = true }) end)
   local broken = C.new_chat(client, { model_id = C.ERROR_MODEL })
   C.say(client, broken, 'Hello')
   C.fails('GENERATION', function() return generate(client, broken, {}) end,
           { http_status = 500, server_code = 'GENERATION_ERROR' })
end)

both('stream', function(client, call)
   local chat = C.new_chat(client, { model_id = C.STREAM_MODEL })
   C.say(client, chat, 'Count from 1 to 5')
   local stream = call(client.messages, 'generate_stream', chat.assistant_id, chat.chat_id, {})
   local events, text = events_of(stream), ''
   equal(names(events), 'chunk message')
   for i = 1, #events - 1 do
      equal(events[i].index, i - 1)
      text = text .. events[i].delta
   end
   local message = events[#events]
   equal(text, C.numbers(5))
   equal(message.text, C.numbers(5))
   equal(stream.text, C.numbers(5))
   equal(stream.result, message)
   assert(message:equal(call(client.messages, 'get', chat.assistant_id, chat.chat_id, message.message_id)))
end)

test('stream fails', function(client)
   local chat = C.new_chat(client, { model_id = C.ERROR_MODEL })
   C.say(client, chat, 'Hello')
   C.fails('GENERATION', function() return stream_events(client, chat, {}) end,
           { server_code = 'GENERATION_ERROR' })
end)

test('logs', function(client)
   local chat = C.new_chat(client, {
      system_prompt_template = { 'Answer in {{language}}.', 'Be {{mood}}.', 'Be brief.' },
   })
   C.say(client, chat, QUESTION)
   local events = stream_events(client, chat, { debug = true, system_prompt_variables = { language = 'Dutch' } })
   equal(names(events), 'chat_completion-input chunk chat_completion-output message')
   local log = events[1]
   equal(log.event, 'CHAT_COMPLETION')
   assert(log.timestamp > 1600000000000)
   equal(log.content.messages[1].content, 'Answer in Dutch.\n\nBe brief.')
end)

test('tools', function(client)
   local action = C.new_action(client, 'make_scatter_plot', '/plot')
   local chat = C.new_chat(client, {
      model_id = C.TOOLS_MODEL, tools = { { type = 'action', id = action.action_id } },
   })
   C.say(client, chat, 'Draw it')
   local events = stream_events(client, chat, { debug = true })
   equal(names(events), 'chat_completion-input chat_completion-output tool-input tool-output '
         .. 'chat_completion-input chat_completion-output message')
   equal(events[4].content.tool_id, action.action_id)
   equal(events[4].content.data.path, '/tool/plot')
   equal(events[#events].text, 'Test Message')
end)

test('retrieval', function(client)
   local id, fact = C.new_collection(client).collection_id, 'The pier opens at seven.'
   check(client.chunks:create(id, { content = fact }))
   local chat = C.new_chat(client, { retrievals = { T.RetrievalRef.new_collection(id) } })
   C.say(client, chat, fact)
   local events = stream_events(client, chat, { debug = true })
   equal(names { events[1], events[2] }, 'retrieval-input retrieval-output')
   equal(events[2].content.result[1].content, fact)
end)

test('memory is full', function(client)
   local chat = C.new_chat(client, { memory = { type = 'naive' } })
   C.say(client, chat, ('x'):rep(60000))
   C.fails('RESOURCE_LIMIT', function() return C.say(client, chat, ('y'):rep(6000)) end, { http_status = 429 })
end)

C.run()
