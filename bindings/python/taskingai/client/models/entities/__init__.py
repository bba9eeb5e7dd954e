# SPDX-License-Identifier: LGPL-2.1-or-later
"""The objects of the API."""
from .action import *  # noqa: F401,F403
from .assistant import *  # noqa: F401,F403
from .chat import *  # noqa: F401,F403
from .chunk import *  # noqa: F401,F403
from .collection import *  # noqa: F401,F403
from .file import *  # noqa: F401,F403
from .inference import *  # noqa: F401,F403
from .message import *  # noqa: F401,F403
from .record import *  # noqa: F401,F403
