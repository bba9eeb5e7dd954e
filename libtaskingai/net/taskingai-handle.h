/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"
#include "net/taskingai-config.h"

G_BEGIN_DECLS

/* libcurl sends a request again by itself when nothing of an answer has come. It may not. */
typedef enum {
  TASKINGAI_REPEAT_NONE,
  TASKINGAI_REPEAT_DIED, /* the connection was a kept one; what became of the request is not known */
  TASKINGAI_REPEAT_REFUSED, /* over HTTP/2, before anything was done */
} TaskingAIRepeat;

/* An easy handle that keeps its constant options and its parsed base URL between calls: setting
 * them anew for each would cost a tenth of the throughput. */
typedef struct {
  CURL *easy;
  CURLU *url;
  TaskingAIConfig *config;
  char *proxy; /* as set in @easy */
  int method;  /* as set in @easy */
  gboolean fresh;
  gboolean
      shows_headers; /* their lines come to the write function too, before libcurl reads them */
  gboolean opened;   /* a connection for this attempt */
  gboolean begun;    /* the request of this attempt has been on a connection */
  TaskingAIRepeat repeat; /* why libcurl would have sent it again */
  TaskingAICall *call;    /* whose transfer it is; not a reference */
  gpointer socket_data;
  struct curl_slist id_header; /* in front of the config's headers */
  char id_text[40];
  struct curl_slist type_header, expect_header; /* between the two, where needed */
  char problem[CURL_ERROR_SIZE];
} TaskingAIHandle;

/* @open_socket is given the handle, @close_socket the @socket_data. */
TaskingAIHandle *taskingai_handle_new (TaskingAIConfig *config,
                                       curl_opensocket_callback open_socket,
                                       curl_closesocket_callback close_socket,
                                       gpointer socket_data);
void taskingai_handle_free (TaskingAIHandle *self);

/* Before a connection is made. FALSE if that would be to send the same again. */
gboolean taskingai_handle_may_connect (TaskingAIHandle *self);

/* Everything that differs from call to call. */
void taskingai_handle_prepare (TaskingAIHandle *self, TaskingAICall *call,
                               const TaskingAIRequest *request, const char *request_id,
                               gboolean fresh);

G_END_DECLS
