-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local FACTS = { 'Tide tables hang in the office.', 'The pier opens at seven.', 'Fog signals are tested on Mondays.' }

local function create_library(client)
   local id, made = C.new_collection(client).collection_id, {}
   for i, fact in ipairs(FACTS) do made[i] = check(client.chunks:create(id, { content = fact })).chunk_id end
   return id, made
end

both('life of a chunk', function(client, call)
   local id = C.new_collection(client).collection_id
   local created = call(client.chunks, 'create', id, { content = FACTS[1], metadata = { key = 'office' } })
   equal(created.content, FACTS[1])
   assert(created.num_tokens > 0 and not created:has_member('score'))
   local chunk = call(client.chunks, 'get', id, created.chunk_id)
   assert(chunk:equal(created))
   chunk.content = FACTS[2]
   local updated = call(client.chunks, 'update', chunk)
   equal(updated.content .. updated.metadata.key, FACTS[2] .. 'office')
   assert(call(client.chunks, 'list', id):get_item(0):equal(updated))
   assert(call(client.chunks, 'delete', id, chunk.chunk_id))
   C.fails('NOT_FOUND', function() return call(client.chunks, 'get', id, chunk.chunk_id) end)
end)

both('list all', function(client)
   local id, made = create_library(client)
   local found = C.collect(client.chunks:list_all(id, { order = 'asc', limit = 2 }), 'chunk_id')
   equal(table.concat(found, ' '), table.concat(made, ' '))
end)

both('list of record', function(client, call)
   local id = create_library(client)
   local record = check(client.records:create(id, {
      content = table.concat(FACTS, ' '), title = 'Pier',
      text_splitter = { type = 'separator', separators = { '.' } },
   }))
   local page = call(client.chunks, 'list_of_record', id, record.record_id)
   equal(page:get_size(), 3)
   equal(page:get_item(0).record_id, record.record_id)
   equal(#C.collect(client.chunks:list_of_record_all(id, record.record_id, { limit = 2 })), 3)
end)

both('query', function(client, call)
   local id = create_library(client)
   local found = C.collect(call(client.chunks, 'query', id, { query_text = FACTS[2], top_k = 3 }))
   equal(#found, 3)
   equal(found[1].content, FACTS[2])
   assert(math.abs(found[1].score - 1) < 1e-6 and found[1].score > found[2].score)
   local close = call(client.chunks, 'query', id, { query_text = FACTS[2], top_k = 3, score_threshold = 0.99 })
   equal(close:get_size(), 1)
   local few = call(client.chunks, 'query', id, { query_text = FACTS[2], top_k = 3, max_tokens = 10 })
   assert(few:get_size() < 3)
end)

test('query rerank', function(client)
   local id = create_library(client)
   local found = check(client.chunks:query(id, {
      query_text = 'fog signals', top_k = 1, rerank_model_id = C.RERANK_MODEL,
   }))
   equal(table.concat(C.collect(found, 'content'), '|'), FACTS[3])
end)

test('errors', function(client)
   local id = C.new_collection(client).collection_id
   C.fails('INVALID_REQUEST', function() return client.chunks:create(id, T.Chunk()) end, { http_status = 422 })
   C.fails('INVALID_REQUEST', function() return client.chunks:query(id, T.ChunkQuery.new('fog', 21)) end,
           { http_status = 422 })
end)

C.run()
