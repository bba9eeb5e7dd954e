/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An assistant answers a chat: POST …/chats/{chat_id}/generate. */

#pragma once

#include "route.h"

void generate (Request *request);
