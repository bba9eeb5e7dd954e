-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

both('get', function(_, call)
   local provider = call(C.new_admin().providers, 'get', 'debug')
   assert(provider.num_model_schemas > 0)
   assert((' ' .. table.concat(provider.model_types, ' ') .. ' '):find(' chat_completion ', 1, true))
   equal(provider.credentials_schema.required[1], 'DEBUG_API_KEY')
   assert(provider.resources.official_site_url)
end)

both('list', function(_, call)
   local page = call(C.new_admin().providers, 'list', { type = 'rerank' })
   local ids = ' ' .. table.concat(C.collect(page, 'provider_id'), ' ') .. ' '
   assert(ids:find(' local ', 1, true), ids)
end)

both('icon', function(_, call)
   local icon = call(C.new_admin().providers, 'get_icon', 'debug')
   assert(icon:get_data():find('<svg', 1, true))
end)

both('list all', function()
   local providers = C.new_admin().providers
   local found = C.collect(providers:list_all { limit = 2 }, 'provider_id')
   equal(table.concat(found, ' '), table.concat(C.collect(check(providers:list()), 'provider_id'), ' '))
end)

test('errors', function()
   C.fails('NOT_FOUND', function() return C.new_admin().providers:get('nobody') end, { http_status = 404 })
end)

C.run()
