-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What Lua expects on top of introspection: models from tables, iterators, details of errors.
-- Everything is found in the typelib; no class or member is listed here by hand.
-- With Debian's LuaJIT, run with -joff (or call jit.off () before loading lgi).
local lgi = require 'lgi'
local infos = require('lgi.core').gi.TaskingAI
local T, GLib, Gio = lgi.TaskingAI, lgi.GLib, lgi.Gio
local add_attributes = require 'lgi.override.TaskingAI-Models'
local add_calls = require 'lgi.override.TaskingAI-Calls'

-- What lgi asks of a class at each access, and would search for in all its parents before it asks its own
-- metatable.
local function keep_at_hand(class)
   for _, name in ipairs { '_access', '_access_attribute', 'is_type_of' } do rawset(class, name, class[name]) end
end

for i = 1, #infos do
   local info = infos[i]
   if info.type == 'object' and info.name ~= 'Model' then
      keep_at_hand(T[info.name])
      if info.parent and info.parent.name == 'Model' then
         add_attributes(T[info.name], info)
      else
         add_calls(T[info.name], info)
      end
   end
end

-- The events of a stream. Inside Gio.Async it waits without blocking; errors are raised. Closing the
-- stream when the loop is left early is up to the caller.
function T.Stream:chunks()
   local try_read = T.Stream.try_read
   return function()
      local event, err = try_read(self)
      if event then return event end
      if Gio.Async.io_priority then event, err = self:async_read() else event, err = self:read() end
      if err then error(err, 0) end
      return event
   end
end

-- All items of a list, in the same way; nothing has to be closed.
function T.Enumerator:each()
   local try_next = T.Enumerator.try_next
   return function()
      local item, err = try_next(self)
      if item then return item end
      if Gio.Async.io_priority then item, err = self:async_next() else item, err = self:next() end
      if err then error(err, 0) end
      return item
   end
end

function T.Page:each()
   local i, n = -1, self:get_n_items()
   return function()
      i = i + 1
      if i < n then return self:get_item(i) end
   end
end

-- What is known of an error: http_status, server_code, request_id, attempts.
function T.ApiError.details(err)
   local status, code, request, attempts = T.ApiError.parse_message(err.message)
   if not status then return {} end
   return { http_status = status, server_code = code, request_id = request, attempts = attempts }
end

-- lgi would hand out the error that goes with the signal, which is gone when the handler returns.
local access_signal = T.Client._access_signal

local function with_own_error(handler)
   return function(client, method, path, attempt, delay, err)
      err = GLib.Error(err.domain, err.code, err.message)
      return handler(client, method, path, attempt, delay, err)
   end
end

function T.Client:_access_signal(object, info, ...)
   if info.name ~= 'retrying' then return access_signal(self, object, info, ...) end
   if ... then return access_signal(self, object, info, with_own_error(...)) end
   local signal = access_signal(self, object, info)
   local connect = signal.connect
   function signal:connect(handler, ...) return connect(self, with_own_error(handler), ...) end
   return signal
end
