# SPDX-License-Identifier: LGPL-2.1-or-later
from .client.exceptions import *  # noqa: F401,F403
from .client.exceptions import __all__  # noqa: F401
