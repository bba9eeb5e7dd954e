-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Uploads a file, showing how far it is, and makes a record of it.
--
--   TASKINGAI_HOST=… TASKINGAI_API_KEY=… luajit -joff upload.lua FILE EMBEDDING_MODEL_ID
if jit then jit.off() end
local lgi = require 'lgi'
local Gio, TaskingAI = lgi.Gio, lgi.require('TaskingAI', '1')

local path, model_id = arg[1], arg[2] or os.getenv('TASKINGAI_EMBEDDING_MODEL_ID')
if not (path and model_id) then error('usage: upload.lua FILE EMBEDDING_MODEL_ID', 0) end
local client = TaskingAI.Client()

local function check(value, err)                    -- lgi returns nil and the error
   if err then error(err.message, 0) end
   return value
end

local collection_id = check(client.collections:create {
   embedding_model_id = model_id, capacity = 1000,
}).collection_id

local upload = TaskingAI.Upload.new_for_file(Gio.File.new_for_commandline_arg(path))
function upload:on_progress(sent, total)
   if sent == total then print(('sent %d bytes'):format(sent)) end
end
local file = check(client.files:upload(upload))

-- The file can be used once, for one record.
local record = check(client.records:create(collection_id, {
   type = 'file', file_id = file.file_id,
   text_splitter = { type = 'token', chunk_size = 200, chunk_overlap = 20 },
}))
record = check(client.records:wait_ready(collection_id, record.record_id))
print(('record: %d chunks'):format(record.num_chunks))

check(client.collections:delete(collection_id))
