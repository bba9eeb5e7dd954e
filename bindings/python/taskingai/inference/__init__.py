# SPDX-License-Identifier: LGPL-2.1-or-later
from .chat_completion import *  # noqa: F401,F403
from .text_embedding import *  # noqa: F401,F403
