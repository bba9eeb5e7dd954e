/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-retry-budget.h"
#include "net/taskingai-settings.h"

G_BEGIN_DECLS

/* What the services of one client share: the settings, and a reactor per main context and per
 * blocking caller. For any thread. */
typedef struct _TaskingAISession TaskingAISession;
typedef struct _TaskingAIReactor TaskingAIReactor;
typedef struct _TaskingAIConfig TaskingAIConfig;
typedef struct _TaskingAISerialQueues TaskingAISerialQueues;

TaskingAISession *taskingai_session_new (void);
TaskingAISession *taskingai_session_ref (TaskingAISession *self);
void taskingai_session_unref (TaskingAISession *self);

/* Between the two the settings may be read and changed; calls that began before are not affected. */
TaskingAISettings *taskingai_session_lock_settings (TaskingAISession *self);
void taskingai_session_unlock_settings (TaskingAISession *self, gboolean changed);

/* The settings as of now, checked; a full reference. */
TaskingAIConfig *taskingai_session_ref_config (TaskingAISession *self, GError **error);

/* The address that calls would go to now: "https://host:port/prefix". */
char *taskingai_session_dup_base_url (TaskingAISession *self, GError **error);

/* The reactor of the thread-default context; a full reference. */
TaskingAIReactor *taskingai_session_ref_reactor (TaskingAISession *self);

/* A reactor for one blocking caller alone, and back. */
TaskingAIReactor *taskingai_session_take_blocking (TaskingAISession *self);
void taskingai_session_give_blocking (TaskingAISession *self, TaskingAIReactor *reactor);

TaskingAISerialQueues *taskingai_session_get_serial_queues (TaskingAISession *self);
TaskingAIRetryBudget *taskingai_session_get_retry_budget (TaskingAISession *self);

/* A call of the session that failed and is tried again. */
typedef struct {
  const char *method, *path, *request_id;
  guint attempt; /* the one that failed; the first is 1 */
  guint delay;   /* ms until the next */
  const GError *error;
} TaskingAIRetryNotice;

/* Told in the context of the call, outside libcurl. Set before the first call. */
typedef void (*TaskingAIRetryObserver) (const TaskingAIRetryNotice *notice, gpointer data);
void taskingai_session_set_retry_observer (TaskingAISession *self, TaskingAIRetryObserver observer,
                                           gpointer data, GDestroyNotify destroy);
void taskingai_session_tell_retry (TaskingAISession *self, const TaskingAIRetryNotice *notice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAISession, taskingai_session_unref)

G_END_DECLS
