/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#define TASKINGAI_INSIDE

#include "taskingai-version-macros.h"

#include "taskingai-client.h"
#include "taskingai-enums.h"
#include "taskingai-error.h"

#include "models/taskingai-assistant-memory.h"
#include "models/taskingai-assistant.h"
#include "models/taskingai-chat-completion-chunk.h"
#include "models/taskingai-chat-completion-configs.h"
#include "models/taskingai-chat-completion-function.h"
#include "models/taskingai-chat-completion-message.h"
#include "models/taskingai-chat-completion-request.h"
#include "models/taskingai-chat-completion.h"
#include "models/taskingai-function-call.h"
#include "models/taskingai-list-options.h"
#include "models/taskingai-model.h"
#include "models/taskingai-page.h"
#include "models/taskingai-rerank-document.h"
#include "models/taskingai-rerank-item.h"
#include "models/taskingai-rerank-request.h"
#include "models/taskingai-rerank-result.h"
#include "models/taskingai-retrieval-config.h"
#include "models/taskingai-retrieval-ref.h"
#include "models/taskingai-text-embedding-request.h"
#include "models/taskingai-text-embedding-result.h"
#include "models/taskingai-text-embedding.h"
#include "models/taskingai-tool-ref.h"
#include "models/taskingai-usage.h"

#include "services/taskingai-assistants.h"
#include "services/taskingai-enumerator.h"
#include "services/taskingai-inference.h"
#include "services/taskingai-service.h"

#include "stream/taskingai-stream.h"

#undef TASKINGAI_INSIDE
