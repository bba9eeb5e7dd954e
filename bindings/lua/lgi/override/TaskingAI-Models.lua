-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Models: data that is made and read as plain tables are.
local lgi = require 'lgi'
local T = lgi.TaskingAI

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
      parts[#parts + 1] = quote(tostring(key)) .. ':' .. to_json(element, '{}')
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

-- Members -------------------------------------------------------------------------------------------

local function is_writable(property)                          -- G_PARAM_WRITABLE
   return math.floor(property.flags / 2) % 2 == 1
end

-- The constructor of a nested model for which a text stands, such as the content of a message.
local function made_of_text(interface)
   local constructor = interface.type == 'object' and interface.methods['new']
   return constructor and #constructor.args == 1 and constructor.args[1].typeinfo.tag == 'utf8'
      and T[interface.name].new
end

-- The class of a model, or nil for any other type.
local function model_class(typeinfo)
   local interface = typeinfo and typeinfo.tag == 'interface' and typeinfo.interface
   local parent = interface and interface.type == 'object' and interface.parent
   return parent and parent.name == 'Model' and T[interface.name] or nil
end

-- Models from tables; what is one already stays.
local function map_models(class, list)
   local models = {}
   for i, element in ipairs(list) do models[i] = type(element) == 'table' and class(element) or element end
   return models
end

-- A method of the class, found at its first use: all of them would take long to load, and lgi's own way
-- to a property or method is ten times longer than the call.
local function found_once(class, name)
   local method
   return function(...)
      method = method or class[name]
      return method(...)
   end
end

local set_member_json, unset_member = found_once(T.Model, 'set_member_json'), found_once(T.Model, 'unset_member')

-- The attribute `name`: other data than models is checked and read as JSON.
local function attribute(owner, name, member, property, methods)
   local interface = property and property.typeinfo.tag == 'interface' and property.typeinfo.interface or nil
   local is_enum = interface and interface.type == 'enum'
   local is_json = interface and interface.name == 'Variant'
   local getter, setter = 'get_' .. name, 'set_' .. name
   local native_get, native_set = found_once(owner, getter), found_once(owner, setter)
   local is_list = (property and property.typeinfo or methods[getter].return_type).tag == 'array'
   local from_text = interface and made_of_text(interface)
   local class = property and model_class(property.typeinfo)
   local element_class = not property and is_list and model_class(methods[getter].return_type.params[1])

   -- What lgi takes by itself: objects, and the numbers of enumerations; nil for what JSON takes.
   local function native(value)
      if type(value) == 'userdata' or is_enum and type(value) == 'number' then return value end
      if type(value) == 'table' and class then return class(value) end
      if type(value) == 'table' and element_class and value[1] ~= nil then return map_models(element_class, value) end
      if type(value) ~= 'string' then return nil end
      if is_enum then return T[interface.name][value:upper()] end
      return from_text and from_text(value) or nil
   end

   local function put(self, value)
      if property and not is_writable(property) or not property and not methods[setter] then
         error(('%s is read-only'):format(name), 3)
      end
      if value == nil then return unset_member(self, member) end
      local object = native(value)
      if object ~= nil and methods[setter] then
         native_set(self, object)
      elseif object ~= nil then
         self['_property_' .. name] = object
      else
         if type(value) == 'string' and is_list and property then value = { value } end
         local ok, err = set_member_json(self, member, to_json(value, is_list and '[]' or '{}'))
         if not ok then error(err, 0) end
      end
   end

   local function get(self)
      if not methods[getter] then return self['_property_' .. name] end
      local value = native_get(self)
      if is_json and value then return from_variant(value) end
      return value
   end
   return { get = get, set = put }
end

-- Whether a caller gives no argument: the length of an array that is returned is none.
local function takes_nothing(method)
   for i = 1, #method.args do
      if method.args[i].direction ~= 'out' then return false end
   end
   return true
end

-- A type that the class knows is an enumeration, and no number.
local function knows_type(class)
   return not class {}:set_member_json('type', '0')
end

-- get_x () and set_x () are also the attribute x where no property is: lists and maps. Free-form JSON
-- is a table instead of a variant, and what the wire calls type is that here too.
return function(class, info)
   local attributes, properties, methods = {}, {}, {}
   for i = 1, #info.properties do
      local property = info.properties[i]
      properties[property.name:gsub('%-', '_')] = property
   end
   for i = 1, #info.methods do methods[info.methods[i].name] = info.methods[i] end
   for name, property in pairs(properties) do
      local is_type = name:match('_type$') and property.typeinfo.tag == 'interface'
         and property.typeinfo.interface.type == 'enum' and knows_type(class)
      attributes[name] = attribute(class, name, is_type and 'type' or name, property, methods)
      if is_type then attributes.type = attributes[name] end
   end
   for method, getter in pairs(methods) do
      local name = method:match('^get_(.+)$')
      if name and not properties[name] and not methods[name] and takes_nothing(getter) then
         attributes[name] = attribute(class, name, name, nil, methods)
      end
   end
   class._attribute = attributes
end
