/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model-types.h"

#include "models/taskingai-models.h"

static const struct {
  const char *name;
  GType (*get_type) (void);
} models[] = {
#define MODEL(name) { #name, taskingai_##name##_get_type },
  MODELS
#undef MODEL
};

GType
fuzz_take_model_type (FuzzInput *input)
{
  g_autofree char *name = fuzz_take_text (input);

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (name, models[i].name))
      return models[i].get_type ();
  return models[g_str_hash (name) % G_N_ELEMENTS (models)].get_type ();
}
