/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What fuzz targets have in common. Each is one file, fuzz-NAME.c, that asserts what has to be true of
 * any input; libFuzzer makes up inputs, and run-corpus.c repeats those of corpus/NAME. */
#pragma once

#include <glib.h>

/* Names that libFuzzer gives. */
int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size);

/* An input, taken apart from its front. What is not there any more is zero, or empty. */
typedef struct {
  const char *bytes;
  gsize length;
} FuzzInput;

guint8 fuzz_take_byte (FuzzInput *self);
char *fuzz_take_text (FuzzInput *self); /* to the next NUL, which belongs to it, or to the end */
/* Up to *@length bytes, which is brought down to what there is. A copy that ends where the piece does,
 * so that a sanitizer sees who reads on. */
char *fuzz_take_piece (FuzzInput *self, gsize *length);

/* Where @text begins, or NULL; the bytes may hold NUL. */
const char *fuzz_find (const char *bytes, gsize length, const char *text);

/* What a GError of the library has to be, whatever the reason. */
void fuzz_check_error (const GError *error);
