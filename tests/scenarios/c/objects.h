/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "fixture.h"

/* What scenarios need on the local server besides that which they are about. Each function that
 * makes something returns its id. */

/* An administrator of the local server, logged in. */
TaskingAIAdmin *admin_client (void);
const char *admin_password (void);

char *make_assistant (TaskingAIClient *client, TaskingAIAssistant *draft); /* takes the draft */
char *make_chat (TaskingAIClient *client, const char *assistant_id);
char *say (TaskingAIClient *client, const char *assistant_id, const char *chat_id,
           const char *text);
char *make_collection (TaskingAIClient *client, const char *name);
char *make_record (TaskingAIClient *client, const char *collection_id, const char *text);
char *make_chunk (TaskingAIClient *client, const char *collection_id, const char *text);

/* An action that asks the fault server's /tool/PATH by GET, without parameters. */
char *make_action (TaskingAIClient *client, const char *operation_id, const char *path);
/* An OpenAPI document of that server with these paths, which are JSON. */
char *openapi_document (const char *paths);

TaskingAIListOptions *list_options (gint64 limit);
/* The number of items up to the end, read blocking and asynchronously in turn; takes the list. */
guint count_all (TaskingAIEnumerator *list);

/* Whether the metadata of a model has that value under "key". */
void assert_metadata (GHashTable *metadata, const char *value);
