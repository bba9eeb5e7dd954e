-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

local SCHEMA, CREDENTIALS = 'debug/debug-chat-completion', { DEBUG_API_KEY = 'abcdefghij' }

local function ask(client, model)
   return check(client.inference:chat_completion {
      model_id = model.model_id, messages = { { role = 'user', content = 'abcd' } },
   }).text
end

both('life of a model', function(client, call)
   local models = C.new_admin().models
   local created = call(models, 'create', {
      name = 'Parrot', model_schema_id = SCHEMA, credentials = CREDENTIALS, configs = { temperature = 0.5 },
   })
   equal(created.type, 'CHAT_COMPLETION')
   equal(created.credentials, nil)
   equal(created.display_credentials.DEBUG_API_KEY, 'ab******ij')
   equal(created.configs.temperature, 0.5)
   equal(ask(client, created), 'cd')
   local model = call(models, 'get', created.model_id)
   assert(model:equal(created))
   model.name = 'Echo'
   local updated = call(models, 'update', model)
   equal(updated.name, 'Echo')
   assert(call(models, 'list', { limit = 1 }):get_item(0):equal(updated))
   assert(call(models, 'delete', model.model_id))
   C.fails('NOT_FOUND', function() return call(models, 'get', model.model_id) end)
end)

test('wildcard', function()
   local model = check(C.new_admin().models:create {
      name = 'Vectors', model_schema_id = 'debug/debug-wildcard', type = 'text_embedding',
      provider_model_id = 'x', properties = { embedding_size = 3 }, credentials = CREDENTIALS,
   })
   equal(model.type, 'TEXT_EMBEDDING')
   equal(model.properties.embedding_size, 3)
end)

test('fallbacks', function(client)
   local model = check(C.new_admin().models:create {
      name = 'Careful', model_schema_id = 'debug/debug-error', credentials = CREDENTIALS,
      fallbacks = { model_list = { { model_id = C.CHAT_MODEL } } },
   })
   equal(model.fallbacks.model_list[1].model_id, C.CHAT_MODEL)
   equal(ask(client, model), 'cd')
end)

both('list all', function()
   local models, made = C.new_admin().models, {}
   for i = 5, 1, -1 do
      made[i] = check(models:create {
         name = 'M' .. i, model_schema_id = SCHEMA, credentials = CREDENTIALS,
      }).name
   end
   local found = C.collect(models:list_all { limit = 2, equal_filter = '{"type": "chat_completion"}' }, 'name')
   equal(table.concat(found, ' ', 1, 5), table.concat(made, ' '))
end)

test('errors', function()
   local models = C.new_admin().models
   C.fails('NOT_FOUND', function()
      return models:create { name = 'x', model_schema_id = 'debug/none', credentials = {} }
   end, { http_status = 404 })
   C.fails('INVALID_REQUEST', function() return models:create { name = 'x', model_schema_id = SCHEMA } end,
           { http_status = 422 })
end)

C.run()
