/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

#include "fuzz.h"

/* The model that a text of the input names, as meson.build does with underscores; any other text
 * stands for some model, always the same. */
GType fuzz_take_model_type (FuzzInput *input);
