/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-action-extra.h"

/* The name of a parameter that is an array or object; or NULL. */
static char *
find_composite (GVariant *schema)
{
  GVariantIter iter;
  const char *name;
  GVariant *parameter;
  g_variant_iter_init (&iter, schema);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &parameter))
    {
      g_autoptr (GVariant) held = parameter;
      const char *type = NULL;
      if (g_variant_is_of_type (parameter, G_VARIANT_TYPE_VARDICT)
          && g_variant_lookup (parameter, "type", "&s", &type)
          && (g_str_equal (type, "array") || g_str_equal (type, "object")))
        return g_strdup (name);
    }
  return NULL;
}

/**
 * taskingai_action_dup_problem:
 * @self: an action, as the server gave it
 *
 * Tells why assistants cannot use the action, although the server has accepted it.
 *
 * An action with a parameter that is an array or an object makes every generation of an assistant
 * that refers to it fail; it can still be run by itself.
 *
 * Returns: (transfer full) (nullable): a sentence, or `NULL` if nothing is known against it
 *
 * Since: 1.0
 */
char *
taskingai_action_dup_problem (TaskingAIAction *self)
{
  g_return_val_if_fail (TASKINGAI_IS_ACTION (self), NULL);
  GVariant *schemas[] = { taskingai_action_get_path_param_schema (self),
                          taskingai_action_get_query_param_schema (self),
                          taskingai_action_get_body_param_schema (self) };
  g_autofree char *name = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autoptr (GVariant) schema = schemas[i];
      if (name == NULL && schema != NULL && g_variant_is_of_type (schema, G_VARIANT_TYPE_VARDICT))
        name = find_composite (schema);
    }
  if (name == NULL)
    return NULL;
  return g_strdup_printf ("The parameter \"%s\" is an array or an object: assistants cannot use "
                          "this action",
                          name);
}
