-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test = C.T, C.check, C.equal, C.test

test('create and get', function(client)
   local created = check(client.assistants:create(T.Assistant {
      model_id = C.CHAT_MODEL, name = 'Guide', description = 'Shows the way',
      system_prompt_template = { 'Be brief.', 'Answer in {{language}}.' },
      memory = { type = 'message_window', max_messages = 20, max_tokens = 2000 },
      retrieval_configs = T.RetrievalConfig { method = 'memory', top_k = 5 },
      metadata = { colour = 'blue' },
   }))
   local assistant = check(client.assistants:get(created.assistant_id))
   assert(assistant:equal(created))
   equal(assistant.name, 'Guide')
   equal(table.concat(assistant.system_prompt_template, '|'), 'Be brief.|Answer in {{language}}.')
   equal(assistant.memory.type, 'MESSAGE_WINDOW')
   equal(assistant.memory.max_messages, 20)
   equal(assistant.retrieval_configs.top_k, 5)
   assert(not assistant.retrieval_configs:has_member('score_threshold'))
   equal(assistant.metadata.colour, 'blue')
   assert(assistant.created_timestamp > 1600000000000)
end)

test('create and get async', function(client)
   local created = C.async(function()
      return check(client.assistants:async_create(T.Assistant {
         model_id = C.CHAT_MODEL, memory = T.AssistantMemory.new_naive(),
         retrieval_configs = { method = 'user_message' },
      }))
   end)
   local gets, count = {}, 0
   for i = 1, 10 do
      gets[i] = function()
         assert(check(client.assistants:async_get(created.assistant_id)):equal(created))
         count = count + 1
      end
   end
   C.all(gets)
   equal(count, 10)
end)

test('update sends only what was set', function(client)
   local assistant = C.new_assistant(client, { name = 'Old', description = 'Stays' })
   assistant.name = 'New'
   assistant.metadata = { k = 'v' }
   local updated = check(client.assistants:update(nil, assistant))
   equal(updated.name .. updated.description, 'NewStays')
   local by_id = check(client.assistants:update(assistant.assistant_id, T.Assistant { name = 'Newer' }))
   equal(by_id.name .. by_id.description .. by_id.metadata.k, 'NewerStaysv')
end)

test('update async', function(client)
   local assistant = C.new_assistant(client, { name = 'Old', description = 'Stays' })
   assistant.name = 'New'
   C.async(function()
      local updated = check(client.assistants:async_update(nil, assistant))
      equal(updated.name .. updated.description, 'NewStays')
   end)
end)

test('list', function(client)
   local made = {}
   for i = 1, 3 do made[i] = C.new_assistant(client, { name = 'A' .. i }).assistant_id end
   local page, ids = check(client.assistants:list(T.ListOptions { limit = 2 })), {}
   for assistant in page:each() do ids[#ids + 1] = assistant.assistant_id end
   equal(table.concat(ids, ' '), made[3] .. ' ' .. made[2])
   equal(page:get_item(1).name, 'A2')
   assert(page.has_more)
   C.async(function()
      local rest = check(client.assistants:async_list(
         T.ListOptions { after = made[2], limit = 1, order = 'desc' }))
      equal(rest:get_item(0).assistant_id, made[1])
   end)
end)

test('delete', function(client)
   local id = C.new_assistant(client).assistant_id
   assert(check(client.assistants:delete(id)))
   C.fails('NOT_FOUND', function() return client.assistants:get(id) end, { http_status = 404 })
end)

test('delete async', function(client)
   local id = C.new_assistant(client).assistant_id
   C.async(function()
      assert(check(client.assistants:async_delete(id)))
      C.fails('NOT_FOUND', function() return client.assistants:async_get(id) end, { http_status = 404 })
   end)
end)

C.run()
