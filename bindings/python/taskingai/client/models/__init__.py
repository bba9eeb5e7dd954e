# SPDX-License-Identifier: LGPL-2.1-or-later
from .assistant import *  # noqa: F401,F403
from .base import *  # noqa: F401,F403
from .inference import *  # noqa: F401,F403
