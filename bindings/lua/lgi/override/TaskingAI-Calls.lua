-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Calls: tables for the models that they take, and clear words outside of Gio.Async.
local lgi = require 'lgi'
local T, Gio = lgi.TaskingAI, lgi.Gio
local unpack = table.unpack or unpack

local function is_model(info)
   while info do
      if info.name == 'Model' then return true end
      info = info.parent
   end
   return false
end

-- C would see only what stands before it: another id, say.
local function refuse_nul(...)
   for i = 1, select('#', ...) do
      local value = select(i, ...)
      if type(value) == 'string' and value:find('\0', 1, true) then
         error('a text holds a null character', 3)
      end
   end
   return ...
end

-- Makes the function that turns what Lua passes into the arguments of a call: a table becomes the model,
-- and the ids before it may be left out where the model knows them.
local function binder(method)
   local position, class = 0, nil
   for i = 1, #method.args do
      local typeinfo = method.args[i].typeinfo
      local interface = typeinfo.tag == 'interface' and typeinfo.interface
      position = i
      if interface and interface.type == 'object' and is_model(interface) then
         class = interface.name
         break
      end
   end
   if not class then return nil end

   return function(first, ...)
      refuse_nul(first, ...)
      local count = select('#', ...) + 1
      local args = { first, ... }
      if position > 1 and count == 1 and (type(first) == 'table' or type(first) == 'userdata') then
         args, count = { [position] = first }, position
      end
      if type(args[position]) == 'table' then args[position] = T[class](args[position]) end
      return unpack(args, 1, count)
   end
end

local function takes_text(method)
   for i = 1, #method.args do
      if method.args[i].typeinfo.tag == 'utf8' then return true end
   end
   return false
end

-- How many arguments come before the cancellable.
local function count_before_cancellable(method)
   for i = 1, #method.args do
      if method.args[i].name == 'cancellable' then return i - 1 end
   end
end

-- The pair of _async and _finish as one function, which waits in the coroutine that calls it.
local function awaiting(class, root, method, bind)
   local begin, finish, count = class[method.name], class[root .. '_finish'], count_before_cancellable(method)
   return function(self, ...)
      refuse_nul(...)
      if not Gio.Async.io_priority then
         error(('async_%s works inside Gio.Async.start () and Gio.Async.call () only'):format(root), 2)
      end
      local args = { bind(...) }
      args[count + 1], args[count + 2] = Gio.Async.cancellable, coroutine.running()
      begin(self, unpack(args, 1, count + 2))
      return finish(coroutine.yield())
   end
end

return function(class, info)
   for i = 1, #info.methods do
      local method = info.methods[i]
      local name = method.name
      local root = name:match('^(.+)_async$')
      local bind = binder(method)
      if root then
         class['async_' .. root] = awaiting(class, root, method, bind or refuse_nul)
      elseif not name:match('_finish$') and (bind or takes_text(method)) then
         local native, bind = class[name], bind or refuse_nul
         class[name] = function(self, ...) return native(self, bind(...)) end
      end
   end
end
