-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local function tides()
   return { ['/tides/{port}'] = { get = {
      operationId = 'readTides', description = 'Reads tides', parameters = {
         { name = 'port', ['in'] = 'path', required = true, description = 'The port', schema = { type = 'string' } },
         { name = 'days', ['in'] = 'query', description = 'How many', schema = { type = 'integer' } },
      } } } }
end

local function berths()
   return { ['/berths'] = { post = {
      operationId = 'book_berth', description = 'Books a berth',
      requestBody = { content = { ['application/json'] = { schema = {
         type = 'object', properties = { boat = { type = 'string', description = 'The boat' } },
      } } } } } } }
end

local function create(client, paths, authentication)
   return check(client.actions:bulk_create {
      openapi_schema = C.openapi_document(paths), authentication = authentication,
   }):get_item(0)
end

both('life of an action', function(client, call)
   local created = call(client.actions, 'bulk_create', { openapi_schema = C.openapi_document(tides()) }):get_item(0)
   equal(created.name .. ' ' .. created.operation_id, 'read_tides readTides')
   equal(created.method, 'GET')
   equal(created.function_def.name, 'read_tides')
   equal(created.path_param_schema.port.type, 'string')
   assert(created.openapi_schema.paths['/tides/{port}'].get)
   local action = call(client.actions, 'get', created.action_id)
   assert(action:equal(created))
   action.authentication = { type = 'bearer', secret = 'Canary0Canary1' }
   local updated = call(client.actions, 'update', action)
   equal(updated.authentication.type, 'BEARER')
   assert(updated.authentication.secret ~= 'Canary0Canary1')
   assert(not action:to_string():find('Canary0Canary1', 1, true))
   assert(call(client.actions, 'list', { limit = 1 }):get_item(0):equal(updated))
   assert(call(client.actions, 'delete', action.action_id))
   C.fails('NOT_FOUND', function() return call(client.actions, 'get', action.action_id) end)
end)

both('list all', function(client)
   local made = {}
   for i = 5, 1, -1 do made[i] = C.new_action(client, 'one_of_' .. i, '/many').name end
   local found = C.collect(client.actions:list_all { limit = 2 }, 'name')
   equal(table.concat(found, ' ', 1, 5), table.concat(made, ' '))
end)

both('run get', function(client, call)
   local action = create(client, tides(), T.ActionAuthentication.new_basic('aGVyb246'))
   local result = call(client.actions, 'run', action.action_id, { parameters = { port = 'St Ives', days = 3 } })
   equal(result.status, 200)
   equal(result.error, nil)
   equal(result.data.method .. result.data.path, 'GET/tool/tides/St%20Ives')
   equal(result.data.query.days, '3')
   equal(result.data.authorization, 'Basic aGVyb246')
end)

test('run post', function(client)
   local action = create(client, berths(), { type = 'custom', content = { ['x-key'] = 'k1' } })
   equal(action.body_type, 'JSON')
   local data = check(client.actions:run(action.action_id, { parameters = { boat = 'Heron' } })).data
   equal(data.method .. data.body.boat .. data.key, 'POSTHeronk1')
end)

test('run fails', function(client)
   local action = C.new_action(client, 'find_nothing', '/status/404')
   local result = check(client.actions:run(action.action_id, {}))
   equal(result.status, 404)
   assert(result.data.error)
end)

test('problem', function(client)
   local action = C.new_action(client, 'look', '/around')
   equal(action:dup_problem(), nil)
end)

test('errors', function(client)
   C.fails('INVALID_REQUEST', function() return client.actions:bulk_create { openapi_schema = { paths = {} } } end,
           { http_status = 422 })
   C.fails('NOT_FOUND', function() return client.actions:run('bFBd00000000000000000000', {}) end,
           { http_status = 404 })
end)

C.run()
