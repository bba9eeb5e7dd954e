/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routes of bundle instances: bundles made usable by giving their credentials. */

#pragma once

#include "request.h"

#define BUNDLE_INSTANCE_KIND "bundle_instance"

void bundle_instances_list (Request *request);
void bundle_instances_create (Request *request);
void bundle_instances_get (Request *request);
void bundle_instances_update (Request *request);
void bundle_instances_delete (Request *request);
