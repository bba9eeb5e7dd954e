/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "completion.h"
#include "embedding.h"
const Provider provider_upstream = { .chat = NULL };
