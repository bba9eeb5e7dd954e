# SPDX-License-Identifier: LGPL-2.1-or-later
from .file import *  # noqa: F401,F403
