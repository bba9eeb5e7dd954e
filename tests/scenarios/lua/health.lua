-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

both('check and version', function(client, call)
   equal(call(client.health, 'check'), true)
   local info = call(client.health, 'get_version')
   assert(info.version:match('^v%d'))
   assert(info.postgres_schema_version > 0)
end)

test('without key', function()
   local client = C.new_client { api_key = '' }
   equal(check(client.health:check()), true)
   C.fails('AUTHENTICATION', function() return client.assistants:list() end)
end)

test('failure', function()
   local client = C.new_client { host = 'http://127.0.0.1:1', max_retries = 0 }
   C.fails('CONNECTION', function() return client.health:check() end)
end)

C.run()
