# SPDX-License-Identifier: LGPL-2.1-or-later
"""The official client's modules and functions, on top of libtaskingai."""
from . import assistant, exceptions, file, inference, retrieval, tool
from ._version import __version__
from .config import Config, init

__all__ = ["assistant", "tool", "retrieval", "inference", "file", "exceptions", "init", "Config",
           "__version__"]
