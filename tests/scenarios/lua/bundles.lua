-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, both = C.check, C.equal, C.both

both('list', function(_, call)
   local bundles = {}
   for bundle in call(C.new_admin().bundles, 'list', { limit = 100, lang = 'en' }):each() do
      bundles[bundle.bundle_id] = bundle
   end
   local calculator = bundles.calculator
   equal(calculator.registered, false)
   equal(calculator.num_plugins, 1)
   equal(calculator.plugins[1].plugin_id, 'evaluate')
   equal(bundles.open_weather.credentials_schema.OPEN_WEATHER_API_KEY.secret, true)
end)

both('icon', function(_, call)
   local icon = call(C.new_admin().bundles, 'get_icon', 'calculator')
   equal(icon:get_data():sub(2, 4), 'PNG')
end)

both('list all', function()
   local bundles = C.new_admin().bundles
   local found = C.collect(bundles:list_all { limit = 2 }, 'bundle_id')
   assert(#found > 2)
   equal(table.concat(found, ' '), table.concat(C.collect(check(bundles:list { limit = 100 }), 'bundle_id'), ' '))
end)

C.run()
