# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Any, Dict, List

from ..base import BaseModel

__all__ = ["Message", "MessageChunk", "MessageContent", "MessageGenerationLog", "MessageRole"]


class MessageRole(str, Enum):
    USER = "user"
    ASSISTANT = "assistant"


class MessageContent(BaseModel):
    text: str


class Message(BaseModel):
    object: str = "Message"
    message_id: str
    chat_id: str
    assistant_id: str = None
    role: str
    content: MessageContent
    metadata: Dict[str, Any] = {}
    logs: List[Dict] = []
    updated_timestamp: int
    created_timestamp: int


class MessageChunk(BaseModel):
    object: str = "MessageChunk"
    role: MessageRole
    index: int
    delta: str
    created_timestamp: int


class MessageGenerationLog(BaseModel):
    object: str = "MessageGenerationLog"
    session_id: str
    event: str
    event_id: str
    event_step: str
    timestamp: int
    content: Dict[str, Any]
