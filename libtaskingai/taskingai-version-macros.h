/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#if !defined(TASKINGAI_INSIDE) && !defined(TASKINGAI_COMPILATION)
#error "Only <taskingai/taskingai.h> can be included directly."
#endif

#include <glib.h>

#include <taskingai/taskingai-version.h>

#ifdef TASKINGAI_COMPILATION
#define TASKINGAI_EXTERN __attribute__ ((visibility ("default"))) extern
#else
#define TASKINGAI_EXTERN extern
#endif

/**
 * TASKINGAI_VERSION_1_0:
 *
 * The API version 1.0, for comparison with `TASKINGAI_ENCODE_VERSION`.
 *
 * Since: 1.0
 */
#define TASKINGAI_VERSION_1_0 (TASKINGAI_ENCODE_VERSION (1, 0, 0))

#define TASKINGAI_AVAILABLE_IN_1_0 TASKINGAI_EXTERN
