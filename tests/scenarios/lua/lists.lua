-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, test, equal, check = C.T, C.test, C.equal, C.check

local function create(client)
   local ids = {}
   for i = 0, 4 do ids[i] = C.new_assistant(client, { name = 'A' .. i }).assistant_id end
   return ids
end

local function ids_of(assistants, most)
   local found = {}
   for assistant in assistants:each() do
      found[#found + 1] = assistant.assistant_id
      if #found == most then break end
   end
   return table.concat(found, ' ')
end

local function list_all(client, options) return client.assistants:list_all(T.ListOptions(options)) end

test('every item', function(client)
   local ids = create(client)
   equal(ids_of(list_all(client, { after = ids[4], limit = 2 }), 4),
         table.concat({ ids[3], ids[2], ids[1], ids[0] }, ' '))
   equal(ids_of(list_all(client, { limit = 2 })), ids_of(client.assistants:list_all()))
end)

test('every item async', function(client)
   local ids = create(client)
   C.async(function()
      equal(ids_of(list_all(client, { order = 'asc', after = ids[0], limit = 2 })),
            table.concat({ ids[1], ids[2], ids[3], ids[4] }, ' '))
   end)
end)

test('backwards', function(client)
   local ids = create(client)
   equal(ids_of(list_all(client, { order = 'asc', before = ids[4], limit = 3 }), 4),
         table.concat({ ids[3], ids[2], ids[1], ids[0] }, ' '))
end)

test('one page at a time', function(client)
   create(client)
   local before = C.pages(client)
   local assistants = list_all(client, { limit = 2 })
   equal(C.pages(client), before)
   equal(check(assistants:next()).name .. check(assistants:next()).name, 'A4A3')
   equal(C.pages(client), before + 1)
   equal(check(assistants:next()).name, 'A2')
   equal(C.pages(client), before + 2)
end)

test('end stays', function(client)
   local ids = create(client)
   local assistants = list_all(client, { order = 'asc', after = ids[3] })
   equal(check(assistants:next()).name, 'A4')
   equal(check(assistants:next()), nil)
   C.async(function() equal(check(assistants:async_next()), nil) end)
end)

test('deleted cursor', function(client)
   create(client)
   local assistants = list_all(client, { limit = 2 })
   equal(check(assistants:next()).name, 'A4')
   check(client.assistants:delete(check(assistants:next()).assistant_id))
   C.fails('NOT_FOUND', function() return assistants:next() end, { http_status = 404 })
   local _, err = pcall(assistants:each())
   assert(err.message:match('is gone'), err.message)
end)

test('goes on after an error', function(client)
   create(client)
   client.max_retries = 0
   local assistants = list_all(client, { limit = 1 })
   equal(check(assistants:next()).name, 'A4')
   local host = client.host
   client.host = 'http://127.0.0.1:1'
   C.async(function() C.fails('CONNECTION', function() return assistants:async_next() end) end)
   client.host = host
   equal(check(assistants:next()).name, 'A3')
end)

test('lazy list', function(client)
   local ids = create(client)
   local lazy = T.LazyList.new(list_all(client, { order = 'asc', after = ids[0], limit = 2 }))
   local changes = {}
   lazy.on_items_changed = function(_, ...) changes[#changes + 1] = ('%d %d %d'):format(...) end
   C.async(function()
      while not lazy.complete do check(lazy:async_load_more()) end
   end)
   equal(table.concat(changes, ', '), '0 0 2, 2 0 2')
   for i = 0, 3 do equal(lazy:get_item(i).assistant_id, ids[i + 1]) end
   assert(not lazy.loading and not lazy.error)
end)

test('both directions are refused', function(client)
   local assistants = list_all(client, { after = 'a', before = 'b' })
   C.fails('INVALID_REQUEST', function() return assistants:next() end)
   C.fails('INVALID_REQUEST', assistants:each())
end)

C.run()
