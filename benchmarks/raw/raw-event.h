/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-stream.h"

/* A RawEventFunc, by json-c. */
void raw_read_event (RawStream *stream, const char *text, size_t length, RawChunkFunc func,
                     void *user_data);
