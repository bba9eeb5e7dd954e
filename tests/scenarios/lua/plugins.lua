-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local equal, test, both = C.equal, C.test, C.both

both('list', function(_, call)
   local plugins = C.collect(call(C.new_admin().plugins, 'list', 'arithmetic', { lang = 'en' }))
   equal(#plugins, 4)
   local add = plugins[1]
   equal(add.plugin_id .. add.bundle_id .. add.function_def.name, 'addarithmeticadd')
   equal(add.input_schema.number_1.type, 'number')
   equal(add.output_schema.result.type, 'number')
end)

test('errors', function()
   C.fails('NOT_FOUND', function() return C.new_admin().plugins:list('nothing') end, { http_status = 404 })
end)

C.run()
