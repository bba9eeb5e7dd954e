-- SPDX-License-Identifier: LGPL-2.1-or-later
-- All that can go well and badly, with everything told: see check-canary.
local lgi = require 'lgi'
local T, Gio = lgi.require('TaskingAI', '1'), lgi.Gio

local FAULTS = { 'mirror', 'mirrorCode', 'mirrorText', 'mirrorTitle', 'mirrorMember', 'mirrorParts', 'mirrorRetried',
   'status500', 'unknownkey', 'reset', 'compressed', 'redirect' }

local function chat(model)
   return { model_id = model, messages = { { role = 'user', content = 'Count from 1 to 3' } } }
end

local function tell(what)
   print(what, tostring(what))
   if T.Model:is_type_of(what) then print(what:to_string()) end
end

local function attempt(call)
   local ok, answer, err = pcall(call)
   tell(answer)
   if ok and T.Stream:is_type_of(answer) then
      print(pcall(function() for event in answer:chunks() do tell(event) end end))
   end
   if err then
      print(err, err.message, err.code)
      for name, value in pairs(T.ApiError.details(err)) do print(name, value) end
   end
end

local function new_client(settings)
   settings = settings or {}
   settings.max_retries = 1
   return T.Client(settings)
end

local client, faulty = new_client(), new_client { host = os.getenv('TASKINGAI_FAULT_HOST') }
tell(client)
attempt(function() return client.assistants:list() end)
attempt(function() return client.assistants:get('X5lM00000000000000000000') end)
attempt(function() return client.inference:chat_completion_stream(chat('TpLocalS')) end)
attempt(function() return new_client { api_key = os.getenv('TASKINGAI_API_KEY'):sub(1, -2) .. 'x' }.assistants:list() end)
for _, fault in ipairs(FAULTS) do
   attempt(function() return faulty.assistants:get(fault) end)
   Gio.Async.call(function() attempt(function() return faulty.assistants:async_get(fault) end) end)()
end
attempt(function() return faulty.inference:chat_completion_stream(chat('mirrorEvent')) end)
attempt(function() return new_client { host = os.getenv('CANARY_REDIRECT') }.assistants:get('x') end)
attempt(function()
   return new_client { host = 'https://taskingai.invalid', proxy = os.getenv('CANARY_PROXY') }.assistants:get('x')
end)
tell(T.ActionAuthentication.new_bearer(os.getenv('CANARY_ACTION')))
print('calls done')
