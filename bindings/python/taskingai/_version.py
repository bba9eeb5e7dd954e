# SPDX-License-Identifier: LGPL-2.1-or-later
__title__ = "taskingai"
__version__ = "0.3.0"  # of the official client's API that this package follows
