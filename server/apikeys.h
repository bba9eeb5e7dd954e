/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "request.h"

#define APIKEY_KIND "apikey"
#define APIKEY_PREFIX "tk"
#define APIKEY_ID_LENGTH 8
#define APIKEY_LENGTH 32

/* Stores a key, a new one if @key is NULL, and returns its document with the key in clear. */
json_object *apikeys_add (Store *store, const char *name, const char *key);

void apikeys_list (Request *request);
void apikeys_create (Request *request);
void apikeys_get (Request *request);
void apikeys_update (Request *request);
void apikeys_delete (Request *request);
