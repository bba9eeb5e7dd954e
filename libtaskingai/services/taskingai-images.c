/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-images.h"

#include "services/taskingai-service-private.h"
#include "taskingai-error-private.h"

#define STATIC_PATH "/imgs/"

/**
 * TaskingAIImages:
 *
 * Images to show to models that see.
 *
 * They can be uploaded, and be read by their URL.
 *
 * Since: 1.0
 */
struct _TaskingAIImages {
  TaskingAIService parent_instance;
};

G_DEFINE_FINAL_TYPE (TaskingAIImages, taskingai_images, TASKINGAI_TYPE_SERVICE)

static const char *const extensions[] = { "jpg", "jpeg", "png", NULL };
static const TaskingAIUploadRules rules = {
  .path = "/v1/images",
  .part = "image",
  .purpose = "user_message_image",
  .extensions = extensions,
  .max_size = 5 * 1024 * 1024,
};
static const TaskingAIAnswer an_image = { TASKINGAI_ENVELOPE_DATA, taskingai_image_get_type };
static const TaskingAIAnswer bytes = { TASKINGAI_ENVELOPE_FILE, NULL };

static void
taskingai_images_class_init (TaskingAIImagesClass *klass)
{
}

static void
taskingai_images_init (TaskingAIImages *self)
{
}

/**
 * taskingai_images_upload:
 * @self: the service
 * @upload: what to upload
 * @cancellable: (nullable): a cancellable
 *
 * Uploads an image.
 *
 * Its name has to end in `.jpg`, `.jpeg` or `.png`, and it may have 5 MiB.
 * Anything else is refused before it is sent, with [error@TaskingAI.ApiError.INVALID_REQUEST] or
 * [error@TaskingAI.ApiError.TOO_LARGE].
 *
 * Handlers of [signal@Upload::progress] run while the call waits.
 *
 * Returns: (transfer full): the uploaded image, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIImage *
taskingai_images_upload (TaskingAIImages *self, TaskingAIUpload *upload, GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_IMAGES (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (upload), NULL);
  return taskingai_service_upload (TASKINGAI_SERVICE (self), upload, &rules, &an_image, cancellable,
                                   error);
}

/**
 * taskingai_images_upload_async:
 * @self: the service
 * @upload: what to upload
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Uploads an image, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_images_upload_async (TaskingAIImages *self, TaskingAIUpload *upload,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_IMAGES (self));
  g_return_if_fail (TASKINGAI_IS_UPLOAD (upload));
  taskingai_service_upload_async (TASKINGAI_SERVICE (self), taskingai_images_upload_async, upload,
                                  &rules, &an_image, cancellable, callback, user_data);
}

/**
 * taskingai_images_upload_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Images.upload_async].
 *
 * Returns: (transfer full): the uploaded image, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIImage *
taskingai_images_upload_finish (TaskingAIImages *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_IMAGES (self), NULL);
  return taskingai_service_finish (TASKINGAI_SERVICE (self), taskingai_images_upload_async, result,
                                   error);
}

static TaskingAIRequest *
get_request (TaskingAIImages *self, const char *url, GError **error)
{
  TaskingAISession *session = taskingai_service_get_session (TASKINGAI_SERVICE (self), error);
  g_autofree char *base_url =
      session != NULL ? taskingai_session_dup_base_url (session, error) : NULL;
  g_autoptr (TaskingAIRequest) request =
      base_url != NULL ? taskingai_request_new_for_url (base_url, url, error) : NULL;
  if (request == NULL)
    return NULL;
  if (!g_str_has_prefix (request->path, STATIC_PATH))
    {
      g_propagate_error (error,
                         taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                      "The URL is not one of an uploaded image: "
                                                      "its path does not begin with " STATIC_PATH));
      return NULL;
    }
  taskingai_request_expect_file (request, "image/", 0);
  return g_steal_pointer (&request);
}

/**
 * taskingai_images_get:
 * @self: the service
 * @url: the URL of an image, see [property@Image:url]
 * @cancellable: (nullable): a cancellable
 *
 * Gets the bytes of an image that was uploaded.
 *
 * Only images that the client's own host keeps can be had so; their paths begin with `/imgs/`. The
 * API key is not sent.
 *
 * Returns: (transfer full): the bytes of the image, or `NULL` with @error set
 *
 * Since: 1.0
 */
GBytes *
taskingai_images_get (TaskingAIImages *self, const char *url, GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_IMAGES (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), get_request (self, url, error), &bytes,
                                 cancellable, error);
}

/**
 * taskingai_images_get_async:
 * @self: the service
 * @url: the URL of an image, see [property@Image:url]
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Gets the bytes of an image, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_images_get_async (TaskingAIImages *self, const char *url, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_IMAGES (self));
  g_return_if_fail (url != NULL);
  GError *failure = NULL;
  TaskingAIRequest *request = get_request (self, url, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_images_get_async, request,
                                failure, &bytes, cancellable, callback, user_data);
}

/**
 * taskingai_images_get_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Images.get_async].
 *
 * Returns: (transfer full): the bytes of the image, or `NULL` with @error set
 *
 * Since: 1.0
 */
GBytes *
taskingai_images_get_finish (TaskingAIImages *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_IMAGES (self), NULL);
  return taskingai_service_finish (TASKINGAI_SERVICE (self), taskingai_images_get_async, result,
                                   error);
}
