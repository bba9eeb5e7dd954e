-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

both('get', function(_, call)
   local schema = call(C.new_admin().model_schemas, 'get', 'debug/debug-chat-completion')
   equal(schema.provider_id .. ' ' .. schema.provider_model_id, 'debug debug-chat-completion')
   equal(schema.type, 'CHAT_COMPLETION')
   equal(schema.properties.streaming, true)
   assert((' ' .. table.concat(schema.allowed_configs, ' ') .. ' '):find(' temperature ', 1, true))
   equal(schema.config_schemas[1].config_id, schema.allowed_configs[1])
   equal(schema.pricing.currency, 'USD')
end)

both('list', function(_, call)
   local schemas, types = C.new_admin().model_schemas, {}
   for schema in call(schemas, 'list', { provider_id = 'debug', type = 'text_embedding' }):each() do
      types[schema.type] = true
   end
   assert(types.TEXT_EMBEDDING and not types.CHAT_COMPLETION)
end)

both('list all', function()
   local schemas = C.new_admin().model_schemas
   local ids = C.collect(schemas:list_all { limit = 5 }, 'model_schema_id')
   local page = check(schemas:list { limit = 100 })
   equal(#ids, page:get_total_count())
   equal(table.concat(ids, ' '), table.concat(C.collect(page, 'model_schema_id'), ' '))
   equal(check(schemas:list { offset = 5, limit = 2 }):get_item(0).model_schema_id, ids[6])
end)

test('errors', function()
   C.fails('NOT_FOUND', function() return C.new_admin().model_schemas:get('debug/none') end, { http_status = 404 })
end)

C.run()
