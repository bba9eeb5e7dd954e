/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#define TASKINGAI_INSIDE

#include "taskingai-version-macros.h"

#include "taskingai-admin-services.h"
#include "taskingai-admin.h"
#include "taskingai-client-services.h"
#include "taskingai-client.h"
#include "taskingai-enums.h"
#include "taskingai-error.h"

#include "models/taskingai-action-extra.h"
#include "models/taskingai-chat-completion-extra.h"
#include "models/taskingai-chat-completion-request-extra.h"
#include "models/taskingai-message-extra.h"
#include "models/taskingai-model.h"
#include "models/taskingai-models.h"
#include "models/taskingai-openai-chat-completion-chunk-extra.h"
#include "models/taskingai-openai-chat-completion-extra.h"
#include "models/taskingai-page.h"
#include "models/taskingai-tool-ref-extra.h"

#include "services/taskingai-enumerator.h"
#include "services/taskingai-files.h"
#include "services/taskingai-images.h"
#include "services/taskingai-lazy-list.h"
#include "services/taskingai-records-extra.h"
#include "services/taskingai-service.h"
#include "services/taskingai-services.h"

#include "stream/taskingai-stream.h"

#include "upload/taskingai-upload.h"

#undef TASKINGAI_INSIDE
