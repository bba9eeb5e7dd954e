/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-session.h"
#include "taskingai-client.h"

G_BEGIN_DECLS

/* A service of a client: its property and its class. */
typedef struct {
  const char *property; /* NULL ends the table */
  GType (*get_type) (void);
} TaskingAIDoor;

extern const TaskingAIDoor taskingai_client_doors[];

/* Makes the properties of @doors; returns the first id after them. */
guint taskingai_doors_install (const TaskingAIDoor *doors, GObjectClass *klass, guint first_id);
/* One service for each of @doors. */
GPtrArray *taskingai_doors_open (const TaskingAIDoor *doors, TaskingAISession *session);

TaskingAISession *taskingai_client_get_session (TaskingAIClient *self);
gpointer taskingai_client_get_service (TaskingAIClient *self, guint index);

/* The properties that are settings, by their place in a table. */
void taskingai_client_install_settings (GObjectClass *klass, guint first_id);
void taskingai_client_set_setting (TaskingAIClient *self, guint index, const GValue *value);
void taskingai_client_get_setting (TaskingAIClient *self, guint index, GValue *value);

/* A getter and a setter, described at their property. */

/* What a getter of a string or object returns stays until it is set again. */
#define TASKINGAI_CLIENT_GETTER(ctype, member)                                                     \
  ctype taskingai_client_get_##member (TaskingAIClient *self)                                      \
  {                                                                                                \
    g_return_val_if_fail (TASKINGAI_IS_CLIENT (self), (ctype) 0);                                  \
    TaskingAISession *session = taskingai_client_get_session (self);                               \
    ctype value = taskingai_session_lock_settings (session)->member;                               \
    taskingai_session_unlock_settings (session, FALSE);                                            \
    return value;                                                                                  \
  }

#define TASKINGAI_CLIENT_SETTER(ctype, member, property)                                           \
  void taskingai_client_set_##member (TaskingAIClient *self, ctype member)                         \
  {                                                                                                \
    g_return_if_fail (TASKINGAI_IS_CLIENT (self));                                                 \
    g_object_set (self, property, member, NULL);                                                   \
  }

G_END_DECLS
