-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local TEXT = 'The pier opens at seven. Fog signals are tested on Mondays.'
local SPLITTER = { type = 'token', chunk_size = 200, chunk_overlap = 20 }

local function draft(members)
   members.type = members.type or 'text'
   members.text_splitter = members.text_splitter or SPLITTER
   if members.type == 'text' then members.content = members.content or TEXT end
   return members
end

both('life of a record', function(client, call)
   local id = C.new_collection(client).collection_id
   local created = call(client.records, 'create', id, draft { title = 'Pier', metadata = { key = 'handbook' } })
   equal(created.type, 'TEXT')
   equal(created.content, TEXT)
   equal(created.num_chunks, 1)
   local record = call(client.records, 'get', id, created.record_id)
   assert(record:equal(created))
   record.metadata = { key = 'leaflet' }
   local updated = call(client.records, 'update', record)
   equal(updated.title .. updated.metadata.key, 'Pierleaflet')
   assert(call(client.records, 'wait_ready', id, record.record_id):equal(updated))
   assert(call(client.records, 'list', id):get_item(0):equal(updated))
   assert(call(client.records, 'delete', id, record.record_id))
   C.fails('NOT_FOUND', function() return call(client.records, 'get', id, record.record_id) end)
end)

both('list all', function(client)
   local id, made = C.new_collection(client).collection_id, {}
   for i = 1, 5 do made[i] = check(client.records:create(id, draft { title = 'R' .. i })).title end
   local found = C.collect(client.records:list_all(id, { order = 'asc', limit = 2 }), 'title')
   equal(table.concat(found, ' '), table.concat(made, ' '))
end)

test('file', function(client)
   local id = C.new_collection(client).collection_id
   local upload = T.Upload.new_for_bytes(C.GLib.Bytes.new(TEXT), 'pier.txt')
   local file = draft { type = 'file', file_id = check(client.files:upload(upload)).file_id }
   local record = check(client.records:create(id, file))
   equal(record.type, 'FILE')
   equal(record.num_chunks, 1)
   C.fails('NOT_FOUND', function() return client.records:create(id, file) end, { http_status = 404 })
end)

test('new content', function(client)
   local id = C.new_collection(client).collection_id
   local record = check(client.records:create(id, draft {}))
   record.content, record.text_splitter = 'Closed. For good.', T.TextSplitter.new_separator { '. ' }
   equal(check(client.records:update(record)).num_chunks, 2)
   C.fails('INVALID_REQUEST', function()
      return client.records:update(id, record.record_id, { content = 'No splitter' })
   end)
end)

test('errors', function(client)
   local id = C.new_collection(client).collection_id
   C.fails('INVALID_REQUEST', function() return client.records:create(id, { type = 'text', content = TEXT }) end)
   C.fails('INVALID_REQUEST', function() return client.records:create(id, draft { content = ' ' }) end,
           { http_status = 422 })
   C.fails('NOT_FOUND', function() return client.records:list('DbgY00000000000000000000') end,
           { http_status = 404 })
   local ok, err = pcall(T.Record, { text_splitter = { type = 'token', chunk_size = 'many' } })
   assert(not ok and tostring(err):find('chunk_size', 1, true), tostring(err))
end)

C.run()
