/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What handlers do with stored objects, answering the request when it fails. */

#pragma once

#include "request.h"

/* NULL: not there, and the request is answered. */
json_object *stored_find (Request *request, const char *kind, const char *id);
/* The same where the object's member @parent has to be @parent_id. */
json_object *stored_find_below (Request *request, const char *kind, const char *id,
                                const char *parent, const char *parent_id);

/* FALSE: it failed, and the request is answered. */
gboolean stored_save (Request *request, const char *kind, const char *id, const char *parent,
                      json_object *document);

/* These answer in any case: when all went well, with the document or with nothing. */
void stored_save_and_reply (Request *request, const char *kind, const char *id, const char *parent,
                            json_object *document);
/* TRUE: it went well. */
gboolean stored_delete (Request *request, const char *kind, const char *id);
void stored_reply (Request *request, gboolean well, json_object *document);
void stored_reply_empty (Request *request, gboolean well);
/* For a @document that waited with its @changes: what others changed meanwhile stays. */
void stored_catch_up (json_object *document, json_object *stored, json_object *changes);
