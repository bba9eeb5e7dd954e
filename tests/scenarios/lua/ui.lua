-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local check, equal, test, both = C.check, C.equal, C.test, C.both

both('assistants', function(client, call)
   local ui = C.new_admin().ui
   local action = C.new_action(client, 'look_around', '/around')
   local collection = C.new_collection(client)
   local made = C.new_assistant(client, {
      model_id = C.TOOLS_MODEL, tools = { { type = 'action', id = action.action_id } },
      retrievals = { { type = 'collection', id = collection.collection_id } },
   })
   local assistant = call(ui, 'get_assistant', made.assistant_id)
   assert(assistant.model_name)
   equal(assistant.tools[1].name, 'look_around')
   equal(assistant.retrievals[1].name, 'Harbour notes')
   assert(call(ui, 'list_assistants', { limit = 1 }):get_item(0):equal(assistant))
   equal(ui:list_assistants_all({ limit = 2 }):each()().assistant_id, made.assistant_id)
end)

both('collections', function(client, call)
   local ui = C.new_admin().ui
   local id = C.new_collection(client).collection_id
   local collection = call(ui, 'get_collection', id)
   assert(collection.model_name)
   assert(call(ui, 'list_collections', { limit = 1 }):get_item(0):equal(collection))
   equal(ui:list_collections_all({ limit = 2 }):each()().collection_id, id)
end)

both('template codes', function(_, call)
   local languages = {}
   for language in call(C.new_admin().ui, 'get_template_codes', 'assistant'):each() do
      languages[language.language_name] = language
   end
   local template = languages.Python.parts[1].templates[1]
   assert(template.content:find('$$ASSISTANT_ID$$', 1, true))
   equal(template.variables[1]:sub(1, 2), '$$')
end)

test('errors', function()
   local ui = C.new_admin().ui
   C.fails('INVALID_REQUEST', function() return ui:get_template_codes('nothing') end, { http_status = 422 })
   C.fails('NOT_FOUND', function() return ui:get_assistant('X5lM00000000000000000000') end, { http_status = 404 })
end)

C.run()
