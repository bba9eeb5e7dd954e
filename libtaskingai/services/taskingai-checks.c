/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-checks.h"

#include <string.h>

#include "models/taskingai-assistant.h"
#include "models/taskingai-message-generate-request.h"
#include "models/taskingai-model-private.h"
#include "models/taskingai-record.h"
#include "taskingai-error-private.h"

static gboolean
refuse (GError **error, const char *problem)
{
  g_propagate_error (
      error, taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL, problem));
  return FALSE;
}

/* ---- assistants ---- */

/* Without max_tokens the first answer is stored, but never remembered; each retry stores another. */
static gboolean
check_memory (TaskingAIAssistantMemory *memory, GError **error)
{
  if (memory == NULL
      || taskingai_assistant_memory_get_memory_type (memory) != TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW
      || taskingai_model_has_member (TASKINGAI_MODEL (memory), "max_tokens"))
    return TRUE;
  return refuse (error, "A message window needs max_tokens: without it every answer fails");
}

static gboolean
check_tool (TaskingAIToolRef *tool, GError **error)
{
  const char *id = taskingai_tool_ref_get_id (tool);
  if (taskingai_tool_ref_get_tool_type (tool) != TASKINGAI_TOOL_TYPE_PLUGIN || id == NULL)
    return TRUE;
  const char *slash = strchr (id, '/');
  if (slash != NULL && slash != id && slash[1] != '\0' && strchr (slash + 1, '/') == NULL)
    return TRUE;
  return refuse (error, "The id of a plugin has to be that of a bundle instance, a slash, and that "
                        "of one of its plugins");
}

static gboolean
check_tools (TaskingAIAssistant *assistant, GError **error)
{
  g_autoptr (GPtrArray) tools = taskingai_assistant_get_tools (assistant);
  for (guint i = 0; i < tools->len; i++)
    if (!check_tool (tools->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
taskingai_check_new_assistant (gpointer body, GError **error)
{
  return check_tools (body, error) && check_memory (taskingai_assistant_get_memory (body), error);
}

gboolean
taskingai_check_changed_assistant (gpointer body, GError **error)
{
  if (taskingai_model_has_change (body, "tools") && !check_tools (body, error))
    return FALSE;
  return !taskingai_model_has_change (body, "memory")
         || check_memory (taskingai_assistant_get_memory (body), error);
}

/* ---- messages ---- */

gboolean
taskingai_check_generate (gpointer body, GError **error)
{
  return !taskingai_message_generate_request_get_debug (body)
         || refuse (error, "Logs come in a stream: use generate_stream, or unset debug");
}

/* ---- records ---- */

static gboolean
has (gpointer model, const char *member)
{
  return taskingai_model_has_member (model, member);
}

gboolean
taskingai_check_new_record (gpointer body, GError **error)
{
  TaskingAIRecordType type = taskingai_record_get_record_type (body);
  if (type == TASKINGAI_RECORD_TYPE_FILE && !has (body, "file_id"))
    return refuse (error, "A record made of a file needs its file_id");
  if (type == TASKINGAI_RECORD_TYPE_QA_SHEET && !has (body, "file_id"))
    return refuse (error, "A record made of a sheet needs its file_id");
  if (type == TASKINGAI_RECORD_TYPE_WEB && !has (body, "url"))
    return refuse (error, "A record made of a page needs its url");
  return TRUE;
}

gboolean
taskingai_check_changed_record (gpointer body, GError **error)
{
  TaskingAIModel *record = body;
  static const char *const loading[] = { "type", "title", "content" };
  if (taskingai_record_get_record_type (body) == TASKINGAI_RECORD_TYPE_QA_SHEET)
    return TRUE; /* sheets are not split */
  for (gsize i = 0; i < G_N_ELEMENTS (loading); i++)
    if (taskingai_model_has_change (record, loading[i])
        && !taskingai_model_has_change (record, "text_splitter"))
      return refuse (error, "A new type, title or content needs the text_splitter again");
  return TRUE;
}
