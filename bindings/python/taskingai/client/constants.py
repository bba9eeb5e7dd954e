# SPDX-License-Identifier: LGPL-2.1-or-later
PARENT_LOGGER_NAME = "taskingai"
DEFAULT_PARENT_LOGGER_LEVEL = "ERROR"
