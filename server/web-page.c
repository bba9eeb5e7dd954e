/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "web-page.h"

#include <string.h>

#include "html.h"
#include "text.h"

#define SECONDS 10
#define MAX_SIZE (15 * 1024 * 1024)
#define NETWORK_ERROR "Failed to load the web content due to network error."

typedef struct {
  SoupMessage *message;
  GCancellable *cancellable;
  guint clock;
  char *buffer;
  WebPageDone done;
  gpointer data;
} Load;

static void
load_end (Load *load, const char *text, const char *failure)
{
  load->done (text, failure, load->data);
  g_clear_handle_id (&load->clock, g_source_remove);
  g_object_unref (load->message);
  g_object_unref (load->cancellable);
  g_free (load->buffer);
  g_free (load);
}

static gboolean
on_time_over (gpointer data)
{
  Load *load = data;

  load->clock = 0;
  g_cancellable_cancel (load->cancellable);
  return G_SOURCE_REMOVE;
}

/* A page may send the reader elsewhere, but not out of the encryption. */
static void
on_restarted (SoupMessage *message, gpointer data)
{
  Load *load = data;

  if (strcmp (g_uri_get_scheme (soup_message_get_uri (message)), "https") != 0)
    g_cancellable_cancel (load->cancellable);
}

static gboolean
is_html (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type == NULL || g_str_equal (type, "text/html")
         || g_str_equal (type, "application/xhtml+xml");
}

/* As the page says, or UTF-8; what does not fit is replaced. */
static char *
decode (SoupMessage *message, const char *bytes, gsize length)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GHashTable) parameters = NULL;
  const char *charset = NULL;
  char *text = NULL;

  if (soup_message_headers_get_content_type (headers, &parameters) != NULL)
    charset = g_hash_table_lookup (parameters, "charset");
  if (charset != NULL && g_ascii_strcasecmp (charset, "utf-8") != 0)
    text = g_convert_with_fallback (bytes, (gssize) length, "UTF-8", charset, "\uFFFD", NULL, NULL,
                                    NULL);
  return text != NULL ? text : g_utf8_make_valid (bytes, (gssize) length);
}

static void
on_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  Load *load = data;
  g_autofree char *page = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (stream), result, &length, NULL))
    {
      load_end (load, NULL, NETWORK_ERROR);
      return;
    }
  if (length > MAX_SIZE)
    {
      load_end (load, NULL, "The web content is too large.");
      return;
    }
  page = decode (load->message, load->buffer, length);
  shown = is_html (load->message) ? html_to_text (page) : g_strdup (page);
  text = text_strip (shown, strlen (shown));
  if (*text != '\0')
    load_end (load, text, NULL);
  else
    load_end (load, NULL, "The web content is empty.");
}

static gboolean
is_readable (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return is_html (message) || g_str_has_prefix (type, "text/");
}

static void
on_sent (GObject *session, GAsyncResult *result, gpointer data)
{
  Load *load = data;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (session), result, NULL);
  guint status = soup_message_get_status (load->message);
  g_autofree char *failure = NULL;

  if (stream == NULL)
    {
      load_end (load, NULL, NETWORK_ERROR);
      return;
    }
  if (status != SOUP_STATUS_OK)
    failure = g_strdup_printf ("Failed to load the web content, status code: %u.", status);
  else if (!is_readable (load->message))
    failure = g_strdup ("The web content is no text.");
  if (failure != NULL)
    {
      load_end (load, NULL, failure);
      return;
    }
  load->buffer = g_malloc (MAX_SIZE + 1);
  g_input_stream_read_all_async (stream, load->buffer, MAX_SIZE + 1, G_PRIORITY_DEFAULT,
                                 load->cancellable, on_read, load);
}

gboolean
web_page_is_allowed (const char *url)
{
  return g_ascii_strncasecmp (url, "https://", strlen ("https://")) == 0;
}

void
web_page_load (App *app, const char *url, WebPageDone done, gpointer data)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  Load *load;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      done (NULL, NETWORK_ERROR, data);
      return;
    }
  load = g_new0 (Load, 1);
  load->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  load->cancellable = g_cancellable_new ();
  load->clock = g_timeout_add_seconds (SECONDS, on_time_over, load);
  load->done = done;
  load->data = data;
  g_signal_connect (load->message, "restarted", G_CALLBACK (on_restarted), load);
  soup_session_send_async (app->session, load->message, G_PRIORITY_DEFAULT, load->cancellable,
                           on_sent, load);
}
