-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

both('life of a chat', function(client, call)
   local id = C.new_assistant(client).assistant_id
   local created = call(client.chats, 'create', id, { name = 'Monday', metadata = { key = 'tide' } })
   equal(created.assistant_id, id)
   local chat = call(client.chats, 'get', id, created.chat_id)
   assert(chat:equal(created))
   chat.name = 'Tuesday'
   local updated = call(client.chats, 'update', chat)
   equal(updated.name .. updated.metadata.key, 'Tuesdaytide')
   local page = call(client.chats, 'list', id, { limit = 5 })
   equal(page:get_size(), 1)
   assert(page:get_item(0):equal(updated))
   assert(call(client.chats, 'delete', id, chat.chat_id))
   C.fails('NOT_FOUND', function() return call(client.chats, 'get', id, chat.chat_id) end, { http_status = 404 })
end)

both('list all', function(client)
   local id, made = C.new_assistant(client).assistant_id, {}
   for i = 1, 5 do made[i] = check(client.chats:create(id, { name = 'C' .. i })).name end
   local found = C.collect(client.chats:list_all(id, { order = 'asc', limit = 2 }), 'name')
   equal(table.concat(found, ' '), table.concat(made, ' '))
end)

test('memory', function(client)
   local chat = C.new_chat(client, { memory = { type = 'message_window', max_messages = 2, max_tokens = 100 } })
   C.say(client, chat, 'How tall is the tower')
   local memory = check(client.chats:get(chat.assistant_id, chat.chat_id)).memory
   equal(memory.type, 'MESSAGE_WINDOW')
   equal(memory.max_messages, 2)
   equal(#memory.messages, 1)
   equal(memory.messages[1].role, 'USER')
   equal(memory.messages[1].content, 'How tall is the tower')
   equal(memory.messages[1].token_count, 5)
end)

both('clean context', function(client, call)
   local chat = C.new_chat(client, { memory = { type = 'naive' } })
   C.say(client, chat, 'Forget me')
   local mark = call(client.chats, 'clean_context', chat.assistant_id, chat.chat_id)
   assert(T.Message:is_type_of(mark))
   equal(#check(client.chats:get(chat.assistant_id, chat.chat_id)).memory.messages, 0)
end)

test('errors', function(client)
   C.fails('NOT_FOUND', function()
      return client.chats:create('X5lM00000000000000000000', { name = 'Nobody' })
   end, { http_status = 404 })
   C.fails('INVALID_REQUEST', function()
      return client.chats:create(C.new_assistant(client).assistant_id, { name = ('x'):rep(128) })
   end, { http_status = 422 })
end)

C.run()
