/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Asks a model for something small, to see whether it answers. */

#pragma once

#include "app.h"

/* @failure is NULL if it answered. */
typedef void (*ModelVerified) (const char *failure, gpointer data);

/* Calls @done once, now or later. */
void model_verify (App *app, const Model *model, ModelVerified done, gpointer data);
