/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stddef.h>

/* Many HTTP requests at once, in the way libcurl's own documentation shows: one multi handle driven
 * by curl_multi_socket_action () from epoll, easy handles used again. No trick beyond the known
 * ones (no signal handlers, enough kept connections): this is the base that others are held to. */

typedef struct RawNet RawNet;

/* The whole answer, which is gone when this returns; empty after a stream. ERROR is NULL on
 * success. */
typedef void (*RawDone) (void *user_data, const char *body, size_t length, const char *error);

/* A piece of a stream. */
typedef void (*RawData) (void *user_data, const char *data, size_t length);

/* CA_FILE may be NULL: the system's certificates. */
RawNet *raw_net_new (const char *host, const char *api_key, const char *ca_file, int max_in_flight);

/* GET, or POST when there is a body; with DATA the answer is handed on as it comes. */
void raw_net_start (RawNet *self, const char *path, const char *body, size_t body_length,
                    RawData data, RawDone done, void *user_data);

/* Waits for something to happen. */
void raw_net_turn (RawNet *self);

void raw_net_free (RawNet *self);
