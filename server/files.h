/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files to make records of. Each can be had once, on the day of its upload. */

#pragma once

#include "request.h"

typedef struct {
  char *name;
  char *purpose;
  GBytes *bytes;
} StoredFile;

void stored_file_clear (StoredFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StoredFile, stored_file_clear)

void files_upload (Request *request);

/* FALSE: there is none of this id, or not any more; or the store failed. */
gboolean files_read (Store *store, const char *file_id, StoredFile *file);
/* TRUE: it is gone, and was there. */
gboolean files_drop (Store *store, const char *file_id);
