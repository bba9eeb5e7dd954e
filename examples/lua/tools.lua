-- SPDX-License-Identifier: LGPL-2.1-or-later
-- An action made of an OpenAPI document: run by the program, and by an assistant as its tool.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff tools.lua SERVICE_URL MODEL_ID
--
-- The model has to call functions; the service answers GET SERVICE_URL/plot.
if jit then jit.off() end
local lgi = require 'lgi'
local TaskingAI = lgi.require('TaskingAI', '1')

local service = arg[1] or os.getenv('TASKINGAI_SERVICE_URL')
local model_id = arg[2] or os.getenv('TASKINGAI_TOOLS_MODEL_ID')
if not (service and model_id) then error('usage: tools.lua SERVICE_URL MODEL_ID', 0) end
local client = TaskingAI.Client()

local function check(value, err)                    -- lgi returns nil and the error
   if err then error(err.message, 0) end
   return value
end

local action = check(client.actions:bulk_create { openapi_schema = {
   openapi = '3.1.0', info = { title = 'Plots', version = '1' }, servers = { { url = service } },
   paths = { ['/plot'] = { get = {
      operationId = 'make_scatter_plot', description = 'Make a scatter plot',
   } } },
} }):get_item(0)
print('made: ' .. action.name)
print(('ran: %d'):format(check(client.actions:run(action.action_id, {})).status))

local assistant_id = check(client.assistants:create {
   model_id = model_id, memory = { type = 'naive' }, retrieval_configs = { method = 'user_message' },
   tools = { { type = 'action', id = action.action_id } },
}).assistant_id
local chat_id = check(client.chats:create(assistant_id, {})).chat_id
check(client.messages:create(assistant_id, chat_id, { role = 'user', content = 'Plot it, please' }))
print('assistant: ' .. check(client.messages:generate(assistant_id, chat_id, {})).text)

check(client.assistants:delete(assistant_id))
check(client.actions:delete(action.action_id))
