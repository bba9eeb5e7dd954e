# SPDX-License-Identifier: LGPL-2.1-or-later
from .exceptions import ApiException  # noqa: F401  (a class of its own in the official client)
