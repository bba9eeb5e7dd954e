/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The properties that say how long, how often and how much. */
#include "taskingai-client-private.h"

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
TASKINGAI_CLIENT_GETTER (guint, connect_timeout)

/**
 * taskingai_client_set_connect_timeout:
 * @self: a client
 * @connect_timeout: milliseconds
 *
 * Sets [property@Client:connect-timeout].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, connect_timeout, "connect-timeout")

/**
 * TaskingAIClient:timeout: (getter get_timeout) (setter set_timeout)
 *
 * How long a call that is no stream may take, with all its attempts, in milliseconds; 0 for no
 * limit.
 *
 * A generation waits for the earlier ones in the same chat; then the time begins only when it is
 * sent, and so long it waits at most after the last that is heard of an earlier one. The default is
 * 600 000, ten minutes.
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
TASKINGAI_CLIENT_GETTER (guint, timeout)

/**
 * taskingai_client_set_timeout:
 * @self: a client
 * @timeout: milliseconds
 *
 * Sets [property@Client:timeout].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, timeout, "timeout")

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
TASKINGAI_CLIENT_GETTER (guint, first_event_timeout)

/**
 * taskingai_client_set_first_event_timeout:
 * @self: a client
 * @first_event_timeout: milliseconds
 *
 * Sets [property@Client:first-event-timeout].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, first_event_timeout, "first-event-timeout")

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
TASKINGAI_CLIENT_GETTER (guint, event_timeout)

/**
 * taskingai_client_set_event_timeout:
 * @self: a client
 * @event_timeout: milliseconds
 *
 * Sets [property@Client:event-timeout].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, event_timeout, "event-timeout")

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
TASKINGAI_CLIENT_GETTER (guint, stream_timeout)

/**
 * taskingai_client_set_stream_timeout:
 * @self: a client
 * @stream_timeout: milliseconds
 *
 * Sets [property@Client:stream-timeout].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, stream_timeout, "stream-timeout")

/**
 * TaskingAIClient:max-retries: (getter get_max_retries) (setter set_max_retries)
 *
 * How often a call that failed is tried again, at most.
 *
 * Only failures that may pass are tried again, and only if nothing can be done twice by it:
 * reading and deleting, and what has certainly not been processed. The pauses between attempts grow
 * and are random, unless the server asks for a certain one; a pause that would outlast the call's
 * time limit, or two minutes, is not waited for. While most calls of a client fail, the others are
 * not tried again either. [signal@Client::retrying] tells of each retry. The default is 2.
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
TASKINGAI_CLIENT_GETTER (guint, max_retries)

/**
 * taskingai_client_set_max_retries:
 * @self: a client
 * @max_retries: the number of retries
 *
 * Sets [property@Client:max-retries].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, max_retries, "max-retries")

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
TASKINGAI_CLIENT_GETTER (guint, max_in_flight)

/**
 * taskingai_client_set_max_in_flight:
 * @self: a client
 * @max_in_flight: the number of calls, at least 1
 *
 * Sets [property@Client:max-in-flight].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint, max_in_flight, "max-in-flight")

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
TASKINGAI_CLIENT_GETTER (guint64, max_body_size)

/**
 * taskingai_client_set_max_body_size:
 * @self: a client
 * @max_body_size: bytes, at least 1
 *
 * Sets [property@Client:max-body-size].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint64, max_body_size, "max-body-size")

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
TASKINGAI_CLIENT_GETTER (guint64, max_event_size)

/**
 * taskingai_client_set_max_event_size:
 * @self: a client
 * @max_event_size: bytes, at least 1
 *
 * Sets [property@Client:max-event-size].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint64, max_event_size, "max-event-size")

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
TASKINGAI_CLIENT_GETTER (guint64, max_queued_bytes)

/**
 * taskingai_client_set_max_queued_bytes:
 * @self: a client
 * @max_queued_bytes: bytes, at least 1
 *
 * Sets [property@Client:max-queued-bytes].
 *
 * Since: 1.0
 */
TASKINGAI_CLIENT_SETTER (guint64, max_queued_bytes, "max-queued-bytes")
