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
  TaskingAISettings *stored = taskingai_session_lock_settings (self->session);
  gboolean changed = store (G_STRUCT_MEMBER_P (stored, setting->offset), setting->type, value);
  taskingai_session_unlock_settings (self->session, changed);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[index]);
}

void
taskingai_client_get_setting (TaskingAIClient *self, guint index, GValue *value)
{
  const Setting *setting = &settings[index];
  TaskingAISettings *stored = taskingai_session_lock_settings (self->session);
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
  taskingai_session_unlock_settings (self->session, FALSE);
}

/* ---- getters and setters, each described at its property ---- */

/* What a getter of a string or object returns stays until it is set again. */
#define DEFINE_GETTER(ctype, member)                                                               \
  ctype taskingai_client_get_##member (TaskingAIClient *self)                                      \
  {                                                                                                \
    g_return_val_if_fail (TASKINGAI_IS_CLIENT (self), (ctype) 0);                                  \
    ctype value = taskingai_session_lock_settings (self->session)->member;                         \
    taskingai_session_unlock_settings (self->session, FALSE);                                      \
    return value;                                                                                  \
  }

#define DEFINE_SETTER(ctype, member, property)                                                     \
  void taskingai_client_set_##member (TaskingAIClient *self, ctype member)                         \
  {                                                                                                \
    g_return_if_fail (TASKINGAI_IS_CLIENT (self));                                                 \
    g_object_set (self, property, member, NULL);                                                   \
  }

/**
 * TaskingAIClient:api-key: (setter set_api_key)
 *
 * The API key, a secret.
 *
 * It can be set, but not be read back. The default is the value of `TASKINGAI_API_KEY` in the
 * environment. A key that holds anything but printable ASCII makes every call fail.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_set_api_key:
 * @self: a client
 * @api_key: (nullable): the API key, or `NULL` for none
 *
 * Sets the API key.
 *
 * Since: 1.0
 */
DEFINE_SETTER (const char *, api_key, "api-key")

/**
 * TaskingAIClient:host: (getter get_host) (setter set_host)
 *
 * The address of the server: a URL such as `https://api.tasking.ai` or
 * `http://localhost:8080`.
 *
 * A path in it stands in front of the API's own `/v1`. Without a scheme, `http://` is taken
 * for this machine and `https://` for any other. The default is the value of `TASKINGAI_HOST`
 * in the environment, else `https://api.tasking.ai`.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_host:
 * @self: a client
 *
 * Gets [property@Client:host].
 *
 * Returns: (transfer none) (nullable): the address, or `NULL`
 *
 * Since: 1.0
 */
DEFINE_GETTER (const char *, host)

/**
 * taskingai_client_set_host:
 * @self: a client
 * @host: (nullable): the address, or `NULL`
 *
 * Sets [property@Client:host].
 *
 * Since: 1.0
 */
DEFINE_SETTER (const char *, host, "host")

/**
 * TaskingAIClient:connect-timeout: (getter get_connect_timeout) (setter set_connect_timeout)
 *
 * How long making a connection may take, in milliseconds; 0 for no limit of its own.
 *
 * The default is 10 000.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_connect_timeout:
 * @self: a client
 *
 * Gets [property@Client:connect-timeout].
 *
 * Returns: milliseconds
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, connect_timeout)

/**
 * taskingai_client_set_connect_timeout:
 * @self: a client
 * @connect_timeout: milliseconds
 *
 * Sets [property@Client:connect-timeout].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, connect_timeout, "connect-timeout")

/**
 * TaskingAIClient:timeout: (getter get_timeout) (setter set_timeout)
 *
 * How long a call that is no stream may take, with all its attempts, in milliseconds; 0 for no
 * limit.
 *
 * The default is 600 000, ten minutes.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_timeout:
 * @self: a client
 *
 * Gets [property@Client:timeout].
 *
 * Returns: milliseconds
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, timeout)

/**
 * taskingai_client_set_timeout:
 * @self: a client
 * @timeout: milliseconds
 *
 * Sets [property@Client:timeout].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, timeout, "timeout")

/**
 * TaskingAIClient:first-event-timeout: (getter get_first_event_timeout) (setter set_first_event_timeout)
 *
 * How long a stream may take until its first event, in milliseconds; 0 for no limit.
 *
 * A server that has to load a model first is silent for long. The default is 300 000.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_first_event_timeout:
 * @self: a client
 *
 * Gets [property@Client:first-event-timeout].
 *
 * Returns: milliseconds
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, first_event_timeout)

/**
 * taskingai_client_set_first_event_timeout:
 * @self: a client
 * @first_event_timeout: milliseconds
 *
 * Sets [property@Client:first-event-timeout].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, first_event_timeout, "first-event-timeout")

/**
 * TaskingAIClient:event-timeout: (getter get_event_timeout) (setter set_event_timeout)
 *
 * How long a stream may be silent between two events, in milliseconds; 0 for no limit.
 *
 * Only whole events count, not bytes or comments. A stream that is silent for longer ends with
 * [error@ApiError.STALLED]. The default is 120 000.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_event_timeout:
 * @self: a client
 *
 * Gets [property@Client:event-timeout].
 *
 * Returns: milliseconds
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, event_timeout)

/**
 * taskingai_client_set_event_timeout:
 * @self: a client
 * @event_timeout: milliseconds
 *
 * Sets [property@Client:event-timeout].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, event_timeout, "event-timeout")

/**
 * TaskingAIClient:stream-timeout: (getter get_stream_timeout) (setter set_stream_timeout)
 *
 * How long a stream may take as a whole, in milliseconds; 0 for no limit, the default.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_stream_timeout:
 * @self: a client
 *
 * Gets [property@Client:stream-timeout].
 *
 * Returns: milliseconds
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, stream_timeout)

/**
 * taskingai_client_set_stream_timeout:
 * @self: a client
 * @stream_timeout: milliseconds
 *
 * Sets [property@Client:stream-timeout].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, stream_timeout, "stream-timeout")

/**
 * TaskingAIClient:max-retries: (getter get_max_retries) (setter set_max_retries)
 *
 * How often a call that failed is tried again, at most.
 *
 * Only failures that may pass are tried again, and only if nothing can be done twice by it:
 * reading and deleting, and what has certainly not been processed. The default is 2.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_max_retries:
 * @self: a client
 *
 * Gets [property@Client:max-retries].
 *
 * Returns: the number of retries
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, max_retries)

/**
 * taskingai_client_set_max_retries:
 * @self: a client
 * @max_retries: the number of retries
 *
 * Sets [property@Client:max-retries].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, max_retries, "max-retries")

/**
 * TaskingAIClient:max-in-flight: (getter get_max_in_flight) (setter set_max_in_flight)
 *
 * How many calls are sent at the same time from one main context; others wait for a place.
 *
 * Streams do not count. The default is 64: more make each slower, without any being answered
 * earlier.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_max_in_flight:
 * @self: a client
 *
 * Gets [property@Client:max-in-flight].
 *
 * Returns: the number of calls, at least 1
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint, max_in_flight)

/**
 * taskingai_client_set_max_in_flight:
 * @self: a client
 * @max_in_flight: the number of calls, at least 1
 *
 * Sets [property@Client:max-in-flight].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint, max_in_flight, "max-in-flight")

/**
 * TaskingAIClient:max-body-size: (getter get_max_body_size) (setter set_max_body_size)
 *
 * How large an answer may be, in bytes.
 *
 * A larger one ends with [error@ApiError.TOO_LARGE]. The default is 256 MiB.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_max_body_size:
 * @self: a client
 *
 * Gets [property@Client:max-body-size].
 *
 * Returns: bytes, at least 1
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint64, max_body_size)

/**
 * taskingai_client_set_max_body_size:
 * @self: a client
 * @max_body_size: bytes, at least 1
 *
 * Sets [property@Client:max-body-size].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint64, max_body_size, "max-body-size")

/**
 * TaskingAIClient:max-event-size: (getter get_max_event_size) (setter set_max_event_size)
 *
 * How large one event of a stream may be, in bytes.
 *
 * A larger one ends the stream with [error@ApiError.TOO_LARGE]. The default is 64 MiB.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_max_event_size:
 * @self: a client
 *
 * Gets [property@Client:max-event-size].
 *
 * Returns: bytes, at least 1
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint64, max_event_size)

/**
 * taskingai_client_set_max_event_size:
 * @self: a client
 * @max_event_size: bytes, at least 1
 *
 * Sets [property@Client:max-event-size].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint64, max_event_size, "max-event-size")

/**
 * TaskingAIClient:max-queued-bytes: (getter get_max_queued_bytes) (setter set_max_queued_bytes)
 *
 * How many bytes of a stream may wait to be read, before the transfer is paused.
 *
 * The default is 1 MiB.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_max_queued_bytes:
 * @self: a client
 *
 * Gets [property@Client:max-queued-bytes].
 *
 * Returns: bytes, at least 1
 *
 * Since: 1.0
 */
DEFINE_GETTER (guint64, max_queued_bytes)

/**
 * taskingai_client_set_max_queued_bytes:
 * @self: a client
 * @max_queued_bytes: bytes, at least 1
 *
 * Sets [property@Client:max-queued-bytes].
 *
 * Since: 1.0
 */
DEFINE_SETTER (guint64, max_queued_bytes, "max-queued-bytes")

/**
 * TaskingAIClient:proxy: (getter get_proxy) (setter set_proxy)
 *
 * The URL of a proxy, such as `http://proxy:3128` or `socks5://localhost:1080`; an empty
 * string for none.
 *
 * If it is `NULL`, the [property@Client:proxy-resolver] is asked. The default is the value of
 * `TASKINGAI_PROXY` in the environment. No proxy is used for this machine itself.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_proxy:
 * @self: a client
 *
 * Gets [property@Client:proxy].
 *
 * Returns: (transfer none) (nullable): the URL of a proxy, or `NULL`
 *
 * Since: 1.0
 */
DEFINE_GETTER (const char *, proxy)

/**
 * taskingai_client_set_proxy:
 * @self: a client
 * @proxy: (nullable): the URL of a proxy, or `NULL`
 *
 * Sets [property@Client:proxy].
 *
 * Since: 1.0
 */
DEFINE_SETTER (const char *, proxy, "proxy")

/**
 * TaskingAIClient:proxy-resolver: (getter get_proxy_resolver) (setter set_proxy_resolver)
 *
 * Who knows the proxy for the host.
 *
 * `NULL` stands for the one of the desktop; where there is none, the environment variables of
 * libcurl count.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_proxy_resolver:
 * @self: a client
 *
 * Gets [property@Client:proxy-resolver].
 *
 * Returns: (transfer none) (nullable): a resolver, or `NULL`
 *
 * Since: 1.0
 */
DEFINE_GETTER (GProxyResolver *, proxy_resolver)

/**
 * taskingai_client_set_proxy_resolver:
 * @self: a client
 * @proxy_resolver: (nullable): a resolver, or `NULL`
 *
 * Sets [property@Client:proxy-resolver].
 *
 * Since: 1.0
 */
DEFINE_SETTER (GProxyResolver *, proxy_resolver, "proxy-resolver")

/**
 * TaskingAIClient:ca-file: (getter get_ca_file) (setter set_ca_file)
 *
 * The path of a file of PEM certificates to trust, instead of those of the system.
 *
 * This is for servers with a certificate of their own. Certificates are always verified.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_ca_file:
 * @self: a client
 *
 * Gets [property@Client:ca-file].
 *
 * Returns: (transfer none) (nullable): the path of a file, or `NULL`
 *
 * Since: 1.0
 */
DEFINE_GETTER (const char *, ca_file)

/**
 * taskingai_client_set_ca_file:
 * @self: a client
 * @ca_file: (nullable): the path of a file, or `NULL`
 *
 * Sets [property@Client:ca-file].
 *
 * Since: 1.0
 */
DEFINE_SETTER (const char *, ca_file, "ca-file")

/**
 * TaskingAIClient:allow-plain-http: (getter get_allow_plain_http) (setter set_allow_plain_http)
 *
 * Whether the API key may go over plain HTTP to a host other than this machine.
 *
 * The default is `FALSE`: such calls are refused before anything is sent.
 *
 * Since: 1.0
 */

/**
 * taskingai_client_get_allow_plain_http:
 * @self: a client
 *
 * Gets [property@Client:allow-plain-http].
 *
 * Returns: whether it is allowed
 *
 * Since: 1.0
 */
DEFINE_GETTER (gboolean, allow_plain_http)

/**
 * taskingai_client_set_allow_plain_http:
 * @self: a client
 * @allow_plain_http: whether it is allowed
 *
 * Sets [property@Client:allow-plain-http].
 *
 * Since: 1.0
 */
DEFINE_SETTER (gboolean, allow_plain_http, "allow-plain-http")
