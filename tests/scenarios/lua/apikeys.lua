-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

both('life of a key', function(_, call)
   local apikeys = C.new_admin().apikeys
   local created = call(apikeys, 'create', { name = 'kiosk' })
   assert(created.apikey:match('^tk%*+..$'), created.apikey)
   assert(call(apikeys, 'get', created.apikey_id):equal(created))
   local plain = call(apikeys, 'get_plain', created.apikey_id)
   assert(not plain:to_string():find(plain.apikey, 1, true))
   local kiosk = C.new_client { api_key = plain.apikey }
   assert(call(kiosk.assistants, 'list'))
   created.name = 'ticket office'
   local updated = call(apikeys, 'update', created)
   equal(updated.name, 'ticket office')
   assert(call(apikeys, 'list', { limit = 1 }):get_item(0):equal(updated))
   assert(call(apikeys, 'delete', created.apikey_id))
   C.fails('AUTHENTICATION', function() return call(kiosk.assistants, 'list') end)
end)

both('list all', function()
   local apikeys, made = C.new_admin().apikeys, {}
   for i = 5, 1, -1 do made[i] = check(apikeys:create { name = 'K' .. i }).name end
   equal(table.concat(C.collect(apikeys:list_all { limit = 2 }, 'name'), ' ', 1, 5), table.concat(made, ' '))
end)

test('errors', function(client)
   C.fails('NOT_FOUND', function() return C.new_admin().apikeys:get('Qw000000') end, { http_status = 404 })
   C.fails('AUTHENTICATION', function() return T.Admin { host = client.host, api_key = 'tk' }.apikeys:list() end)
end)

C.run()
