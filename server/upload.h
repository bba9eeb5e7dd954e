/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Uploads: the form, its checks, and what was in it. */

#pragma once

#include "request.h"

typedef struct {
  const char *purpose;
  const char *const *extensions; /* as accepted, in lower case */
} UploadPurpose;

typedef struct {
  const char *part;              /* name of the file part */
  const UploadPurpose *purposes; /* the first is the one that errors announce */
  gsize n_purposes;
  gsize max_size;
} UploadForm;

typedef struct {
  const UploadPurpose *purpose;
  char *name;      /* without directories */
  char *extension; /* in lower case */
  GBytes *bytes;
} Upload;

void upload_clear (Upload *upload);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

/* FALSE: refused, and the request is answered. */
gboolean upload_read (Request *request, const UploadForm *form, Upload *upload);
