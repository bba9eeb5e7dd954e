/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/* Names of the form KIND.fault.test fail in their own way wherever this process looks them up:
 *
 *  refusal   there is no such name
 *  failure   the name server says that it cannot tell
 *  again     no name server can be reached now
 *  silence   no answer until resolver_release()
 *  delay     this machine, after a moment
 *  one-dead  two addresses of this machine, at the first of which nobody listens
 *
 * Any other name is looked up as ever. */
void resolver_release (void);
