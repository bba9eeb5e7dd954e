/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-service-private.h"
#include "taskingai-client-private.h"

guint
taskingai_doors_install (const TaskingAIDoor *doors, GObjectClass *klass, guint first_id)
{
  for (; doors->property != NULL; doors++)
    g_object_class_install_property (
        klass, first_id++,
        g_param_spec_object (doors->property, NULL, NULL, doors->get_type (),
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  return first_id;
}

GPtrArray *
taskingai_doors_open (const TaskingAIDoor *doors, TaskingAISession *session)
{
  GPtrArray *services = g_ptr_array_new_with_free_func (g_object_unref);
  for (; doors->property != NULL; doors++)
    g_ptr_array_add (services, taskingai_service_new (doors->get_type (), session));
  return services;
}
