/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "taskingai-admin-private.h"

/**
 * TaskingAIAdmin:
 *
 * The way to a TaskingAI server for those who administer it.
 *
 * It can do what a [class@Client] can, with a credential of its own in place of the API key, and
 * has the resources that only administrators may see: models, keys, bundles. Log in first:
 *
 * ```c
 * g_autoptr (TaskingAIAdmin) admin = taskingai_admin_new ();
 * g_autoptr (TaskingAILoginRequest) login = taskingai_login_request_new ("admin", password);
 * g_autoptr (TaskingAIAdministrator) me =
 *     taskingai_sessions_login (taskingai_admin_get_sessions (admin), login, NULL, &error);
 * ```
 *
 * A credential from an earlier login is set as [property@Client:api-key], or found in the
 * environment as `TASKINGAI_ADMIN_TOKEN`. The routes in OpenAI's form are not for administrators.
 *
 * Since: 1.0
 */
struct _TaskingAIAdmin {
  TaskingAIClient parent_instance;
  GPtrArray *services;
};

G_DEFINE_FINAL_TYPE (TaskingAIAdmin, taskingai_admin, TASKINGAI_TYPE_CLIENT)

gpointer
taskingai_admin_get_service (TaskingAIAdmin *self, guint index)
{
  return self->services->pdata[index];
}

static void
taskingai_admin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, taskingai_admin_get_service (TASKINGAI_ADMIN (object), id - 1));
}

static void
taskingai_admin_finalize (GObject *object)
{
  g_ptr_array_unref (TASKINGAI_ADMIN (object)->services);
  G_OBJECT_CLASS (taskingai_admin_parent_class)->finalize (object);
}

static void
taskingai_admin_class_init (TaskingAIAdminClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = taskingai_admin_get_property;
  object_class->finalize = taskingai_admin_finalize;
  taskingai_doors_install (taskingai_admin_doors, object_class, 1);
}

/* The key of programs is of no use here. */
static void
taskingai_admin_init (TaskingAIAdmin *self)
{
  TaskingAISession *session = taskingai_client_get_session (TASKINGAI_CLIENT (self));
  const char *token = g_getenv ("TASKINGAI_ADMIN_TOKEN");
  TaskingAISettings *settings = taskingai_session_lock_settings (session);
  taskingai_wipe (settings->api_key);
  settings->api_key = token != NULL && token[0] != '\0' ? g_strdup (token) : NULL;
  settings->administrator = TRUE;
  taskingai_session_unlock_settings (session, TRUE);
  self->services = taskingai_doors_open (taskingai_admin_doors, session);
}

/**
 * taskingai_admin_new:
 *
 * Makes an administrator's client with the address and the credential that the environment names.
 *
 * Returns: (transfer full): a new client
 *
 * Since: 1.0
 */
TaskingAIAdmin *
taskingai_admin_new (void)
{
  return g_object_new (TASKINGAI_TYPE_ADMIN, NULL);
}
