# SPDX-License-Identifier: LGPL-2.1-or-later
from .chunk import *  # noqa: F401,F403
from .collection import *  # noqa: F401,F403
from .record import *  # noqa: F401,F403
from .text_splitter import *  # noqa: F401,F403
