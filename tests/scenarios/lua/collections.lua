-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

both('life of a collection', function(client, call)
   local created = call(client.collections, 'create', {
      name = 'Harbour notes', capacity = 1000, embedding_model_id = C.EMBEDDING_MODEL,
   })
   equal(created.embedding_size, 256)
   equal(created.num_chunks, 0)
   equal(created.status, 'READY')
   local collection = call(client.collections, 'get', created.collection_id)
   assert(collection:equal(created))
   collection.description, collection.metadata = 'Tides and fog', { key = 'pier' }
   local updated = call(client.collections, 'update', collection)
   equal(updated.name .. updated.description .. updated.metadata.key, 'Harbour notesTides and fogpier')
   assert(call(client.collections, 'list', { limit = 1 }):get_item(0):equal(updated))
   assert(call(client.collections, 'delete', created.collection_id))
   C.fails('NOT_FOUND', function() return call(client.collections, 'get', created.collection_id) end)
end)

both('list all', function(client)
   local made = {}
   for i = 5, 1, -1 do made[i] = C.new_collection(client).collection_id end
   local found = C.collect(client.collections:list_all { limit = 2 }, 'collection_id')
   equal(table.concat(found, ' ', 1, 5), table.concat(made, ' '))
end)

test('errors', function(client)
   local function create(capacity, model)
      return function()
         return client.collections:create { capacity = capacity, embedding_model_id = model }
      end
   end
   C.fails('INVALID_REQUEST', create(5, C.EMBEDDING_MODEL), { http_status = 422 })
   C.fails('NOT_FOUND', create(1000, 'Tp000000'), { http_status = 404 })
   C.fails('INVALID_REQUEST', create(1000, C.CHAT_MODEL), { http_status = 422 })
   C.fails('INVALID_REQUEST', function() return client.collections:update(C.new_collection(client)) end)
   check(client.collections:list())
end)

C.run()
