# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Optional

from ..client.models import AssistantMemory, AssistantMemoryType

__all__ = [
    "AssistantMemory", "AssistantMemoryType", "AssistantNaiveMemory", "AssistantZeroMemory",
    "AssistantMessageWindowMemory",
]

LARGEST_WINDOW = {"max_messages": 1024, "max_tokens": 8192}  # the server requires both numbers


def complete(memory):
    """As AssistantMemory; what a message window leaves out, as in version 0.3, is the largest."""
    if memory is None:
        return None
    memory = AssistantMemory.model_validate(memory)
    if memory.type != AssistantMemoryType.MESSAGE_WINDOW:
        return memory
    return memory.model_copy(update={name: largest for name, largest in LARGEST_WINDOW.items()
                                     if getattr(memory, name) is None})


class AssistantZeroMemory(AssistantMemory):
    def __init__(self):
        super().__init__(type=AssistantMemoryType.ZERO)


class AssistantNaiveMemory(AssistantMemory):
    def __init__(self):
        super().__init__(type=AssistantMemoryType.NAIVE)


class AssistantMessageWindowMemory(AssistantMemory):
    """(max_tokens), as in version 0.3, or (max_messages, max_tokens), as in 0.2."""

    def __init__(self, *window: int, max_tokens: Optional[int] = None,
                 max_messages: Optional[int] = None):
        if len(window) + (max_tokens is not None) + (max_messages is not None) > 2:
            raise TypeError("AssistantMessageWindowMemory takes max_messages and max_tokens")
        window = list(window)
        if max_tokens is None and window:
            max_tokens = window.pop()
        if max_messages is None and window:
            max_messages = window.pop()
        if max_tokens is None:
            raise TypeError("AssistantMessageWindowMemory needs max_tokens")
        super().__init__(type=AssistantMemoryType.MESSAGE_WINDOW, max_messages=max_messages,
                         max_tokens=max_tokens)
