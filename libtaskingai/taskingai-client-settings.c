/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "taskingai-client-private.h"

/* A property per member of the settings. */
typedef struct {
  const char *name;
  GType type; /* fundamental */
  gsize offset;
  guint64 minimum, initial; /* of numbers */
} Setting;

#define SETTING(name, member, type, ...)                                                           \
  {                                                                                                \
    name, type, G_STRUCT_OFFSET (TaskingAISettings, member), __VA_ARGS__                           \
  }

static const Setting settings[] = {
  SETTING ("api-key", api_key, G_TYPE_STRING, 0, 0),
  SETTING ("host", host, G_TYPE_STRING, 0, 0),
  SETTING ("connect-timeout", connect_timeout, G_TYPE_UINT, 0, 10 * 1000),
  SETTING ("timeout", timeout, G_TYPE_UINT, 0, 600 * 1000),
  SETTING ("first-event-timeout", first_event_timeout, G_TYPE_UINT, 0, 300 * 1000),
  SETTING ("event-timeout", event_timeout, G_TYPE_UINT, 0, 120 * 1000),
  SETTING ("stream-timeout", stream_timeout, G_TYPE_UINT, 0, 0),
  SETTING ("max-retries", max_retries, G_TYPE_UINT, 0, 2),
  SETTING ("max-in-flight", max_in_flight, G_TYPE_UINT, 1, 64),
  SETTING ("max-body-size", max_body_size, G_TYPE_UINT64, 1, 256 * 1024 * 1024),
  SETTING ("max-event-size", max_event_size, G_TYPE_UINT64, 1, 64 * 1024 * 1024),
  SETTING ("max-queued-bytes", max_queued_bytes, G_TYPE_UINT64, 1, 1024 * 1024),
  SETTING ("proxy", proxy, G_TYPE_STRING, 0, 0),
  SETTING ("proxy-resolver", proxy_resolver, G_TYPE_OBJECT, 0, 0),
  SETTING ("ca-file", ca_file, G_TYPE_STRING, 0, 0),
  SETTING ("allow-plain-http", allow_plain_http, G_TYPE_BOOLEAN, 0, 0),
};

static GParamSpec *properties[G_N_ELEMENTS (settings)];

static GParamSpec *
make_property (const Setting *setting)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *name = setting->name;
  switch (setting->type)
    {
    case G_TYPE_STRING:
      if (setting->offset == G_STRUCT_OFFSET (TaskingAISettings, api_key))
        flags &= ~G_PARAM_READABLE; /* a secret is in no dump of properties */
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case G_TYPE_UINT:
      return g_param_spec_uint (name, NULL, NULL, setting->minimum, G_MAXUINT, setting->initial,
                                flags);
    case G_TYPE_UINT64:
      return g_param_spec_uint64 (name, NULL, NULL, setting->minimum, G_MAXUINT64, setting->initial,
                                  flags);
    case G_TYPE_BOOLEAN:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    default:
      return g_param_spec_object (name, NULL, NULL, G_TYPE_PROXY_RESOLVER, flags);
    }
}

void
taskingai_client_install_settings (GObjectClass *klass, guint first_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      properties[i] = make_property (&settings[i]);
      g_object_class_install_property (klass, first_id + i, properties[i]);
    }
}

static gboolean
store_string (char **field, const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;
  taskingai_wipe (*field);
  *field = g_strdup (value);
  return TRUE;
}

/* TRUE if the value has changed. */
static gboolean
store (gpointer field, GType type, const GValue *value)
{
  if (type == G_TYPE_STRING)
    return store_string (field, g_value_get_string (value));
  if (type == G_TYPE_OBJECT)
    return g_set_object ((GObject **) field, g_value_get_object (value));
  if (type == G_TYPE_UINT64)
    {
      gboolean changed = *(guint64 *) field != g_value_get_uint64 (value);
      *(guint64 *) field = g_value_get_uint64 (value);
      return changed;
    }
  guint number =
      type == G_TYPE_UINT ? g_value_get_uint (value) : (guint) g_value_get_boolean (value);
  gboolean changed = *(guint *) field != number;
  *(guint *) field = number;
  return changed;
}

void
taskingai_client_set_setting (TaskingAIClient *self, guint index, const GValue *value)
{
  const Setting *setting = &settings[index];
  TaskingAISession *session = taskingai_client_get_session (self);
  TaskingAISettings *stored = taskingai_session_lock_settings (session);
  gboolean changed = store (G_STRUCT_MEMBER_P (stored, setting->offset), setting->type, value);
  taskingai_session_unlock_settings (session, changed);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[index]);
}

void
taskingai_client_get_setting (TaskingAIClient *self, guint index, GValue *value)
{
  const Setting *setting = &settings[index];
  TaskingAISession *session = taskingai_client_get_session (self);
  TaskingAISettings *stored = taskingai_session_lock_settings (session);
  gpointer field = G_STRUCT_MEMBER_P (stored, setting->offset);
  if (setting->type == G_TYPE_STRING)
    g_value_set_string (value, *(char **) field);
  else if (setting->type == G_TYPE_UINT)
    g_value_set_uint (value, *(guint *) field);
  else if (setting->type == G_TYPE_UINT64)
    g_value_set_uint64 (value, *(guint64 *) field);
  else if (setting->type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, *(gboolean *) field);
  else
    g_value_set_object (value, *(GObject **) field);
  taskingai_session_unlock_settings (session, FALSE);
}
