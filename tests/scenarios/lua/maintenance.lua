-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, both = C.check, C.equal, C.both

both('clean data', function(_, call)
   C.new_assistant(C.new_admin())
   equal(call(C.new_admin().maintenance, 'clean_data'), true)
   equal(check(C.new_admin().assistants:list()):get_size(), 0)
end)

C.run()
