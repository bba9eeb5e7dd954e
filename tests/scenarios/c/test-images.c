/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images: uploads as those of test-uploads.c, and answers that are bytes. */
#include "upload-fixture.h"

#include <string.h>

static const char picture[] = "\x89PNG\r\n\x1a\n"; /* with the zero at its end */

static TaskingAIImage *
upload_image (TaskingAIClient *client, TaskingAIUpload *upload, CallForm form, GError **error)
{
  TaskingAIImages *images = taskingai_client_get_images (client);
  g_auto (Answer) answer = { 0 };
  if (form == BLOCKING)
    return taskingai_images_upload (images, upload, NULL, error);
  taskingai_images_upload_async (images, upload, NULL, answer_cb, &answer);
  return taskingai_images_upload_finish (images, answer_wait (&answer), error);
}

static GBytes *
get_image (TaskingAIClient *client, const char *url, CallForm form, GError **error)
{
  TaskingAIImages *images = taskingai_client_get_images (client);
  g_auto (Answer) answer = { 0 };
  if (form == BLOCKING)
    return taskingai_images_get (images, url, NULL, error);
  taskingai_images_get_async (images, url, NULL, answer_cb, &answer);
  return taskingai_images_get_finish (images, answer_wait (&answer), error);
}

static void
test_upload (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GBytes) bytes = content_bytes (5 * 1024 * 1024);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "buoy.JPEG");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIImage) image = upload_image (client, upload, FORM (data), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_image_get_url (image), ==, "/imgs/buoy");
  assert_arrived (image, "part", "\"image\"");
  assert_arrived (image, "purpose", "\"user_message_image\"");
  assert_content_arrived (image, 5 * 1024 * 1024);
}

static void
test_refused (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GBytes) bytes = content_bytes (5 * 1024 * 1024 + 1);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "a.png");
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_image (client, upload, FORM (data), &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 0);
  g_clear_error (&error);
  taskingai_upload_set_filename (upload, "a.txt");
  g_assert_null (upload_image (client, upload, FORM (data), &error));
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* By path and by whole URL; the server of these is not told the key. */
static void
test_get (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *whole =
      g_strconcat (taskingai_client_get_host (client), "/imgs/u/taskingai/picture", NULL);
  const char *const urls[] = { "/imgs/picture", whole };
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = get_image (client, urls[i], FORM (data), &error);
      g_assert_no_error (error);
      gsize size;
      const char *found = g_bytes_get_data (bytes, &size);
      g_assert_cmpmem (found, size, picture, sizeof picture);
    }
}

static void
test_local (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (GBytes) bytes = g_bytes_new (picture, sizeof picture);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "a buoy.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIImage) image = upload_image (client, upload, FORM (data), &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) found =
      get_image (client, taskingai_image_get_url (image), FORM (data), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found, bytes));
}

static void
test_no_credential (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int with_key = 1; with_key >= 0; with_key--)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = get_image (client, "/imgs/credential", FORM (data), &error);
      g_assert_no_error (error);
      gsize size;
      const char *found = g_bytes_get_data (bytes, &size);
      g_assert_cmpmem (found, size, "none", 4);
      taskingai_client_set_api_key (client, NULL);
    }
}

static void
test_get_fails (gconstpointer data)
{
  static const struct {
    const char *url;
    TaskingAIApiError code;
    guint http_status;
    const char *message;
  } cases[] = {
    { "http://example.org/imgs/picture", TASKINGAI_API_ERROR_INVALID_REQUEST, 0, "127.0.0.1" },
    { "/v1/assistants/picture", TASKINGAI_API_ERROR_INVALID_REQUEST, 0, "/imgs/" },
    { "/imgs/../v1/picture", TASKINGAI_API_ERROR_INVALID_REQUEST, 0, "path" },
    { "picture", TASKINGAI_API_ERROR_INVALID_REQUEST, 0, "not valid" },
    { "/imgs/html", TASKINGAI_API_ERROR_PROTOCOL, 200, "text/html" },
    { "/imgs/good", TASKINGAI_API_ERROR_PROTOCOL, 200, "application/json" },
    { "/imgs/detail", TASKINGAI_API_ERROR_NOT_FOUND, 404, "/imgs/detail" },
    { "/imgs/status502", TASKINGAI_API_ERROR_SERVER, 502, "Bad Gateway" },
    { "/imgs/redirect", TASKINGAI_API_ERROR_PROTOCOL, 302, "not followed" },
  };
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (get_image (client, cases[i].url, FORM (data), &error));
      assert_api_error (error, cases[i].code, cases[i].http_status);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_get_too_large (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_body_size (client, 8);
  g_assert_null (get_image (client, "/imgs/picture", FORM (data), &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 200);
  g_assert_nonnull (strstr (error->message, "max-body-size, 8 bytes"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_both ("/images/upload", test_upload);
  add_both ("/images/refused", test_refused);
  add_both ("/images/get", test_get);
  add_both ("/images/local", test_local);
  add_both ("/images/no-credential", test_no_credential);
  add_both ("/images/get-fails", test_get_fails);
  add_both ("/images/get-too-large", test_get_too_large);
  return g_test_run ();
}
