/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "plugin-run.h"

#include <string.h>

#include "bundle-instances.h"
#include "expression.h"
#include "json-write.h"

/* NULL: @fault tells why. */
typedef json_object *(*Plugin) (json_object *parameters, char **fault);

static json_object *
result_of (json_object *value)
{
  return json_set (json_object_new_object (), "result", value);
}

/* Whole numbers stay whole as long as they fit. */
static json_object *
calculate (json_object *parameters, char operator, char ** fault)
{
  json_object *first = json_member (parameters, "number_1");
  json_object *second = json_member (parameters, "number_2");
  double a = json_object_get_double (first), b = json_object_get_double (second);
  gint64 whole;

  if (operator== '/')
    {
      if (b == 0)
        *fault = g_strdup ("Division by zero");
      return b == 0 ? NULL : result_of (json_object_new_double (a / b));
    }
  if (json_object_is_type (first, json_type_int) && json_object_is_type (second, json_type_int))
    {
      gint64 x = json_object_get_int64 (first), y = json_object_get_int64 (second);
      gboolean overflow = operator== '+' ? __builtin_add_overflow (x, y, &whole) :
                          operator== '-' ? __builtin_sub_overflow (x, y, &whole)
                                         : __builtin_mul_overflow (x, y, &whole);

      if (!overflow)
        return result_of (json_object_new_int64 (whole));
    }
  return result_of (json_object_new_double (operator== '+' ? a + b :
                                            operator== '-' ? a - b
                                                           : a * b));
}

static json_object *
add (json_object *parameters, char **fault)
{
  return calculate (parameters, '+', fault);
}

static json_object *
divide (json_object *parameters, char **fault)
{
  return calculate (parameters, '/', fault);
}

static json_object *
multiply (json_object *parameters, char **fault)
{
  return calculate (parameters, '*', fault);
}

static json_object *
subtract (json_object *parameters, char **fault)
{
  return calculate (parameters, '-', fault);
}

static json_object *
evaluate (json_object *parameters, char **fault)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double value;

  if (!expression_evaluate (json_member_string (parameters, "expression"), &value, fault))
    return NULL;
  json_write_double (text, value);
  return result_of (json_object_new_string (text->str));
}

/* Names of zones are looked up as files, of which only those of zones may be opened. */
static GTimeZone *
find_zone (const char *name)
{
  static const char letters[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_+-/:";

  if (strchr ("/:", *name) != NULL || strspn (name, letters) != strlen (name))
    return NULL;
  return g_time_zone_new_identifier (name);
}

static json_object *
tell_time (json_object *parameters, char **fault)
{
  const char *name = json_member_string (parameters, "time_zone");
  g_autoptr (GTimeZone) zone = find_zone (name);
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *date_time = NULL;
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };
  json_object *answer;

  if (zone == NULL)
    {
      *fault = g_strdup_printf ("Unknown time zone: %s", name);
      return NULL;
    }
  now = g_date_time_new_now (zone);
  date_time = g_date_time_format_iso8601 (now);
  answer = json_set_string (json_object_new_object (), "date_time", date_time);
  return json_set_string (answer, "day_of_week", days[g_date_time_get_day_of_week (now) - 1]);
}

static const struct {
  const char *id;
  Plugin run;
} plugins[] = {
  { "arithmetic/add", add },           { "arithmetic/divide", divide },
  { "arithmetic/multiply", multiply }, { "arithmetic/subtract", subtract },
  { "calculator/evaluate", evaluate }, { "time_api/get_current_time", tell_time },
};

json_object *
plugin_find (App *app, const char *tool_id)
{
  g_auto (GStrv) parts = g_strsplit (tool_id, "/", 2);
  g_autoptr (json_object) instance = NULL;
  json_object *bundle;

  if (g_strv_length (parts) != 2)
    return NULL;
  instance = store_get (app->store, BUNDLE_INSTANCE_KIND, parts[0]);
  bundle = instance != NULL ? catalog_find_bundle (app->catalog, parts[0]) : NULL;
  return bundle != NULL ? catalog_find_plugin (bundle, parts[1]) : NULL;
}

static gboolean
has_type (json_object *value, const char *type)
{
  if (strcmp (type, "number") == 0)
    return json_object_is_type (value, json_type_int)
           || json_object_is_type (value, json_type_double);
  return json_object_is_type (value, json_type_string);
}

/* What is wrong with the parameters, or NULL. */
static char *
find_fault (json_object *plugin, json_object *parameters)
{
  json_object_object_foreach (json_member (plugin, "input_schema"), name, schema)
  {
    json_object *value = json_member (parameters, name);
    const char *type = json_member_string (schema, "type");

    if (value == NULL && json_member_bool (schema, "required"))
      return g_strdup_printf ("Parameter %s is required", name);
    if (value != NULL && !has_type (value, type))
      return g_strdup_printf ("Parameter %s should be a %s", name, type);
  }
  return NULL;
}

static json_object *
run (json_object *plugin, const char *tool_id, json_object *parameters, char **fault)
{
  *fault = find_fault (plugin, parameters);
  if (*fault != NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (plugins); i++)
    if (strcmp (plugins[i].id, tool_id) == 0)
      return plugins[i].run (parameters, fault);
  *fault = g_strdup_printf ("The plugin %s needs a service that is not reached from here", tool_id);
  return NULL;
}

void
plugin_run (App *app, const char *tool_id, json_object *parameters, GCancellable *cancellable,
            ActionRunDone done, gpointer user_data)
{
  json_object *plugin = plugin_find (app, tool_id);
  g_autofree char *fault = NULL;
  g_autoptr (json_object) data = NULL;

  (void) cancellable;
  if (plugin == NULL)
    fault = g_strdup_printf ("Plugin %s not found", tool_id);
  else
    data = run (plugin, tool_id, parameters, &fault);
  if (data == NULL)
    data = json_set_string (json_object_new_object (), "error", fault);
  done (fault == NULL ? 200 : plugin == NULL ? 404 : 400, data, user_data);
}
