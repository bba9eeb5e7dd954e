# SPDX-License-Identifier: LGPL-2.1-or-later
from . import memory  # noqa: F401
from .assistant import *  # noqa: F401,F403
from .chat import *  # noqa: F401,F403
from .message import *  # noqa: F401,F403
