/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The answer of a plain call is what was asked for, whole, or an error. Input: the kind of answer, the
 * name of the model in it, the body. */
#include <string.h>

#include "model-types.h"
#include "models/taskingai-envelope.h"
#include "models/taskingai-page.h"

static const TaskingAIEnvelopeKind kinds[] = {
  TASKINGAI_ENVELOPE_EMPTY,
  TASKINGAI_ENVELOPE_DATA,
  TASKINGAI_ENVELOPE_PAGE,
  TASKINGAI_ENVELOPE_BARE,
};

/* It was read from the wire, with all that an answer has to have, and can be written again. */
static void
check_model (TaskingAIModel *model, GType type)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (model);
  g_autofree char *json = taskingai_model_to_json (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) again = taskingai_model_new_from_json (type, json, &error);

  g_assert_no_error (error);
  g_assert (G_OBJECT_TYPE (model) == type);
  g_assert (taskingai_model_equal (model, again));
  g_assert (!taskingai_model_has_changes (model));
  g_assert_cmpuint (klass->required & ~(model->present & ~model->null), ==, 0);
}

static void
check_page (TaskingAIPage *page, GType type)
{
  g_assert_cmpint (taskingai_page_get_has_more (page), ==, !!taskingai_page_get_has_more (page));
  for (guint i = 0; i < taskingai_page_get_size (page); i++)
    {
      g_autoptr (TaskingAIModel) item = taskingai_page_get (page, i);

      check_model (item, type);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  TaskingAIEnvelopeKind kind = kinds[fuzz_take_byte (&input) % G_N_ELEMENTS (kinds)];
  GType type = fuzz_take_model_type (&input);
  gsize length = G_MAXSIZE;
  g_autofree char *body = fuzz_take_piece (&input, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) answer = taskingai_envelope_read (body, length, kind, type, 200, &error);

  if (error != NULL)
    {
      g_assert_null (answer);
      fuzz_check_error (error);
    }
  else if (kind == TASKINGAI_ENVELOPE_EMPTY)
    g_assert_null (answer);
  else if (kind == TASKINGAI_ENVELOPE_PAGE)
    check_page (TASKINGAI_PAGE (answer), type);
  else
    check_model (TASKINGAI_MODEL (answer), type);
  return 0;
}
