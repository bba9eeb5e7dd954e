# SPDX-License-Identifier: LGPL-2.1-or-later
from .base import SortOrderEnum  # noqa: F401
from .entities import *  # noqa: F401,F403
from .schemas import *  # noqa: F401,F403
