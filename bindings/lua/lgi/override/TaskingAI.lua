-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What Lua expects on top of introspection: models from tables, iterators, details of errors.
-- Everything is found in the typelib; no class or member is listed here by hand.
-- With Debian's LuaJIT, run with -joff (or call jit.off () before loading lgi).
local lgi = require 'lgi'
local infos = require('lgi.core').gi.TaskingAI
local T, Gio = lgi.TaskingAI, lgi.Gio

-- JSON ----------------------------------------------------------------------------------------------

local escapes = { ['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n', ['\r'] = '\\r', ['\t'] = '\\t' }

local function quote(text)
   return '"' .. text:gsub('[%z\1-\31"\\]', function(c)
      return escapes[c] or ('\\u%04x'):format(c:byte())
   end) .. '"'
end

-- Tables with a first element are arrays; an empty one is what `empty` says. Models are their JSON.
local function to_json(value, empty)
   local kind = type(value)
   if kind == 'userdata' then return value:to_json() end
   if kind == 'string' then return quote(value) end
   if kind == 'number' then
      return value == math.floor(value) and ('%.0f'):format(value) or ('%.17g'):format(value):gsub(',', '.')
   end
   if kind ~= 'table' then return tostring(value) end
   if next(value) == nil then return empty end
   local parts = {}
   if value[1] ~= nil then
      for i, element in ipairs(value) do parts[i] = to_json(element, '{}') end
      return '[' .. table.concat(parts, ',') .. ']'
   end
   for key, element in pairs(value) do
      parts[#parts + 1] = quote(key) .. ':' .. to_json(element, '{}')
   end
   return '{' .. table.concat(parts, ',') .. '}'
end

-- Free-form JSON as plain tables; null is nil.
local function from_variant(variant)
   local form = variant:get_type_string()
   if form == 'a{sv}' or form == 'av' then
      local result = {}
      for i = 0, variant:n_children() - 1 do
         local child = variant:get_child_value(i)
         if form == 'av' then
            result[i + 1] = from_variant(child:get_variant())
         else
            result[child:get_child_value(0):get_string()] = from_variant(child:get_child_value(1):get_variant())
         end
      end
      return result
   end
   if form:sub(1, 1) ~= 'm' then return variant.value end
end

-- Models --------------------------------------------------------------------------------------------

local function is_models(value)
   for _, element in ipairs(value) do
      if type(element) ~= 'userdata' then return false end
   end
   return value[1] ~= nil
end

-- The attribute `name`: what may be set is also given as tables, with the names of the wire.
local function attribute(name, member, property, get, set, is_enum, empty)
   local is_json = property and property.typeinfo.interface and property.typeinfo.interface.name == 'Variant'
   local function put(self, value)
      if value == nil then
         self:unset_member(member)
      elseif type(value) == 'table' and not (property == nil and is_models(value)) or is_json
         or is_enum and type(value) == 'string' then
         if is_enum then value = value:lower() end
         local ok, err = self:set_member_json(member, to_json(value, empty))
         if not ok then error(err, 0) end
      elseif property then
         self['_property_' .. name] = value
      else
         self[set](self, value)
      end
   end
   return {
      get = function(self)
         local value
         if property then value = self['_property_' .. name] else value = self[get](self) end
         if is_json and value then return from_variant(value) end
         return value
      end,
      set = put,
   }
end

-- Whether a caller gives no argument: the length of an array that is returned is none.
local function takes_nothing(method)
   for i = 1, #method.args do
      if method.args[i].direction ~= 'out' then return false end
   end
   return true
end

local function add_attributes(class, info)
   local attributes, properties, methods = rawget(class, '_attribute') or {}, {}, {}
   for i = 1, #info.properties do
      local property = info.properties[i]
      properties[property.name:gsub('%-', '_')] = property
   end
   for i = 1, #info.methods do methods[info.methods[i].name] = info.methods[i] end
   for name, property in pairs(properties) do
      local interface = property.typeinfo.tag == 'interface' and property.typeinfo.interface
      local is_enum = interface and interface.type == 'enum'
      local member = name
      if is_enum and name:match('_type$') and math.floor(property.flags / 2) % 2 == 1 then  -- G_PARAM_WRITABLE
         local probe = class {}                      -- is it what the wire calls type?
         probe['_property_' .. name] = 1
         if probe:has_member('type') then member = 'type' end
      end
      attributes[name] = attribute(name, member, property, nil, nil, is_enum,
                                   property.typeinfo.tag == 'array' and '[]' or '{}')
      if member == 'type' then attributes.type = attributes[name] end
   end
   for method, getter in pairs(methods) do
      local name = method:match('^get_(.+)$')
      if name and not properties[name] and not methods[name] and takes_nothing(getter) then
         attributes[name] = attribute(name, name, nil, method, 'set_' .. name, false,
                                      getter.return_type.tag == 'array' and '[]' or '{}')
      end
   end
   class._attribute = attributes
end

for i = 1, #infos do
   local info = infos[i]
   if info.type == 'object' and info.parent and info.parent.name == 'Model' then
      add_attributes(T[info.name], info)
   end
end

-- Iterators and errors ------------------------------------------------------------------------------

-- The events of a stream. Inside Gio.Async it waits without blocking; errors are raised. Closing the
-- stream when the loop is left early is up to the caller.
function T.Stream:chunks()
   return function()
      local event, err = self:try_read()
      if event then return event end
      if Gio.Async.io_priority then event, err = self:async_read() else event, err = self:read() end
      if err then error(err, 0) end
      return event
   end
end

-- All items of a list, in the same way; nothing has to be closed.
function T.Enumerator:each()
   return function()
      local item, err = self:try_next()
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
