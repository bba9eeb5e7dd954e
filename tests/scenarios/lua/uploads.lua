-- SPDX-License-Identifier: LGPL-2.1-or-later
package.path = (arg[0]:match("^(.*)/") or ".") .. "/?.lua;" .. package.path
local C = require 'common'
local GLib, Gio, T, check, equal, test = C.GLib, C.Gio, C.T, C.check, C.equal, C.test

local PICTURE = ('\137PNG\r\n\26\n'):rep(100)

local function from_bytes(data, filename)
   return T.Upload.new_for_bytes(GLib.Bytes.new(data), filename)
end

-- The last numbers of its progress, and how often it has told them
local function follow(upload)
   local told = { n = 0 }
   function upload:on_progress(sent, total)
      told.n, told.sent, told.total = told.n + 1, sent, total
   end
   return told
end

test('a file', function(client)
   local name = os.tmpname()
   local file = assert(io.open(name .. '.txt', 'w'))
   file:write(('The pier opens at seven.'):rep(20000))
   file:close()
   local upload = T.Upload.new_for_file(Gio.File.new_for_path(name .. '.txt'))
   local told = follow(upload)
   local uploaded = check(client.files:upload(upload))
   os.remove(name .. '.txt')
   os.remove(name)
   assert(uploaded.file_id:match('^txt_'), uploaded.file_id)
   equal(told.sent, 480000)
   equal(told.total, 480000)
end)

test('a stream async', function(client)
   C.async(function()
      local stream = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(('x'):rep(300000)))
      local upload = T.Upload.new_for_stream(stream, 'pier.md')
      local told = follow(upload)
      local uploaded = check(client.files:async_upload(upload))
      assert(uploaded.file_id:match('^md_'), uploaded.file_id)
      equal(told.sent, 300000)
      equal(told.total, -1)
      assert(told.n > 2)
      equal(upload.bytes_sent, 300000)
   end)
end)

test('an image', function(client)
   local image = check(client.images:upload(from_bytes(PICTURE, 'buoy 1.png')))
   equal(check(client.images:get(image.url)).data, PICTURE)
end)

test('an image async', function(client)
   C.async(function()
      local image = check(client.images:async_upload(from_bytes(PICTURE, 'buoy.png')))
      equal(check(client.images:async_get(image.url)).data, PICTURE)
   end)
end)

test('refused', function(client)
   C.fails('INVALID_REQUEST', function() return client.files:upload(from_bytes('', 'pier.exe')) end)
   C.fails('TOO_LARGE', function()
      return client.images:upload(from_bytes(('x'):rep(5 * 1024 * 1024 + 1), 'buoy.jpg'))
   end)
   C.fails('INVALID_REQUEST', function() return client.images:get('https://example.org/imgs/buoy.png') end)
end)

test('a file that is missing', function(client)
   local upload = T.Upload.new_for_file(Gio.File.new_for_path('/nowhere/pier.txt'))
   local uploaded, err = client.files:upload(upload)
   assert(uploaded == nil and err:matches(Gio.IOErrorEnum, 'NOT_FOUND'), err and err.message)
end)

test('cancelled by its progress', function()
   local client = C.new_client { host = C.FAULT_HOST, max_retries = 0 }
   local cancellable = Gio.Cancellable()
   local upload = from_bytes(('x'):rep(15 * 1024 * 1024), 'good.txt')
   function upload:on_progress() cancellable:cancel() end
   local uploaded, err = client.files:upload(upload, cancellable)
   assert(uploaded == nil and err:matches(Gio.IOErrorEnum, 'CANCELLED'), err and err.message)
end)

C.run()
