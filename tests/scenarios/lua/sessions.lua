-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local T, check, equal, test, both = C.T, C.check, C.equal, C.test, C.both

local PASSWORD = os.getenv('TASKINGAI_TEST_ADMIN_PASSWORD')

local function stranger() return T.Admin { host = os.getenv('TASKINGAI_HOST'), api_key = '' } end

both('life of a session', function(_, call)
   local sessions = stranger().sessions
   local function verify() return call(sessions, 'verify') end
   C.fails('AUTHENTICATION', verify)
   local administrator = call(sessions, 'login', { username = 'admin', password = PASSWORD })
   equal(administrator.username, 'admin')
   assert(administrator.token and not administrator:to_string():find(administrator.token, 1, true))
   equal(verify(), true)
   equal(call(sessions, 'refresh').admin_id, administrator.admin_id)
   equal(verify(), true)
   equal(call(sessions, 'logout'), true)
   C.fails('AUTHENTICATION', verify)
end)

test('errors', function()
   C.fails('AUTHENTICATION', function()
      return stranger().sessions:login { username = 'admin', password = 'Canary0Canary1' }
   end, { http_status = 401, server_code = 'INCORRECT_PASSWORD' })
   C.fails('NOT_FOUND', function()
      return stranger().sessions:login { username = 'nobody', password = 'Canary0Canary1' }
   end, { http_status = 404 })
end)

test('services of programs', function(client)
   local id = C.new_assistant(C.new_admin(), { name = 'Concierge' }).assistant_id
   equal(check(client.assistants:get(id)).name, 'Concierge')
end)

C.run()
