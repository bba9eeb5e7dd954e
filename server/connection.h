/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Keeps the program from running out of file descriptors. */

#pragma once

#include <libsoup/soup.h>

/*
 * To be called for every request once its headers are there. libsoup before 3.4 never closes a kept
 * connection that its client has closed; this does it.
 */
void connection_follow (SoupServerMessage *message);
