/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The properties that say where the server is, and how it is reached. */
#include "taskingai-client-private.h"

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
TASKINGAI_CLIENT_SETTER (const char *, api_key, "api-key")

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
TASKINGAI_CLIENT_GETTER (const char *, host)

/**
 * taskingai_client_set_host:
 * @self: a client
 * @host: (nullable): the address, or `NULL`
 *
 * Sets [property@Client:host].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (const char *, host, "host")

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
TASKINGAI_CLIENT_GETTER (const char *, proxy)

/**
 * taskingai_client_set_proxy:
 * @self: a client
 * @proxy: (nullable): the URL of a proxy, or `NULL`
 *
 * Sets [property@Client:proxy].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (const char *, proxy, "proxy")

/**
 * TaskingAIClient:proxy-resolver: (getter get_proxy_resolver) (setter set_proxy_resolver)
 *
 * Who knows the proxy for the host.
 *
 * `NULL` stands for the one of the desktop; where there is none, the environment variables of
 * libcurl count. When a proxy cannot be reached, or does not reach the host, the next one that the
 * resolver names is tried at once; the first that works is kept for the calls that follow.
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
TASKINGAI_CLIENT_GETTER (GProxyResolver *, proxy_resolver)

/**
 * taskingai_client_set_proxy_resolver:
 * @self: a client
 * @proxy_resolver: (nullable): a resolver, or `NULL`
 *
 * Sets [property@Client:proxy-resolver].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (GProxyResolver *, proxy_resolver, "proxy-resolver")

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
TASKINGAI_CLIENT_GETTER (const char *, ca_file)

/**
 * taskingai_client_set_ca_file:
 * @self: a client
 * @ca_file: (nullable): the path of a file, or `NULL`
 *
 * Sets [property@Client:ca-file].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (const char *, ca_file, "ca-file")

/**
 * TaskingAIClient:allow-plain-http: (getter get_allow_plain_http) (setter set_allow_plain_http)
 *
 * Whether secrets may go over plain HTTP to a host other than this machine: the API key, or the
 * password and the credential of an administrator.
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
TASKINGAI_CLIENT_GETTER (gboolean, allow_plain_http)

/**
 * taskingai_client_set_allow_plain_http:
 * @self: a client
 * @allow_plain_http: whether it is allowed
 *
 * Sets [property@Client:allow-plain-http].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (gboolean, allow_plain_http, "allow-plain-http")
