/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-session.h"
#include "taskingai-client.h"

G_BEGIN_DECLS

struct _TaskingAIClient {
  GObject parent_instance;
  TaskingAISession *session;
  TaskingAIAssistants *assistants;
  TaskingAIInference *inference;
};

/* The properties that are settings, by their place in a table. */
void taskingai_client_install_settings (GObjectClass *klass, guint first_id);
void taskingai_client_set_setting (TaskingAIClient *self, guint index, const GValue *value);
void taskingai_client_get_setting (TaskingAIClient *self, guint index, GValue *value);

G_END_DECLS
