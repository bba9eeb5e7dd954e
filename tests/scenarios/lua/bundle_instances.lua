-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local function calculator() return { bundle_id = 'calculator', name = 'Sums', credentials = {} } end

both('life of an instance', function(_, call)
   local instances = C.new_admin().bundle_instances
   local created = call(instances, 'create', calculator())
   equal(created.bundle_instance_id .. created.name, 'calculatorSums')
   equal(created.credentials, nil)
   equal(created.plugins[1].plugin_id, 'evaluate')
   local instance = call(instances, 'get', 'calculator')
   assert(instance:equal(created))
   instance.name, instance.credentials = 'Reckoning', {}
   local updated = call(instances, 'update', instance)
   equal(updated.name, 'Reckoning')
   assert(call(instances, 'list', { limit = 5 }):get_item(0):equal(updated))
   assert(call(instances, 'delete', 'calculator'))
   C.fails('NOT_FOUND', function() return call(instances, 'get', 'calculator') end)
end)

both('list all', function()
   local instances, made = C.new_admin().bundle_instances, { 'time_api', 'calculator', 'arithmetic' }
   for i = 3, 1, -1 do check(instances:create { bundle_id = made[i], credentials = {} }) end
   equal(table.concat(C.collect(instances:list_all { limit = 2 }, 'bundle_id'), ' '), table.concat(made, ' '))
   for i = 1, 3 do check(instances:delete(made[i])) end
end)

test('tool of an assistant', function(client)
   local instances = C.new_admin().bundle_instances
   check(instances:create(calculator()))
   local assistant = C.new_assistant(client, {
      model_id = C.STREAM_MODEL, tools = { T.ToolRef.new_plugin('calculator', 'evaluate') },
   })
   equal(assistant.tools[1].type, 'PLUGIN')
   equal(assistant.tools[1].id, 'calculator/evaluate')
   check(instances:delete('calculator'))
end)

test('errors', function()
   local instances = C.new_admin().bundle_instances
   local function create(id, credentials)
      return function() return instances:create { bundle_id = id, credentials = credentials } end
   end
   C.fails('NOT_FOUND', create('nothing', {}), { http_status = 404 })
   C.fails('INVALID_REQUEST', create('open_weather', {}), { http_status = 422 })
   C.fails('PROVIDER', create('open_weather', { OPEN_WEATHER_API_KEY = 'Canary0Canary1' }),
           { server_code = 'CREDENTIALS_VALIDATION_ERROR' })
   check(create('time_api', {})())
   C.fails('CONFLICT', create('time_api', {}), { http_status = 409 })
   check(instances:delete('time_api'))
end)

C.run()
