# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field
from .assistant import AssistantMemoryType

__all__ = ["Chat", "ChatMemory", "ChatMemoryMessage"]


class ChatMemoryMessage(BaseModel):
    role: str
    content: str
    token_count: Optional[int] = None


class ChatMemory(BaseModel):
    type: AssistantMemoryType
    messages: List[ChatMemoryMessage] = []
    max_messages: Optional[int] = Field(None, ge=1, le=1024)
    max_tokens: Optional[int] = Field(None, ge=1, le=8192)


class Chat(BaseModel):
    object: str = "Chat"
    chat_id: str
    assistant_id: str
    name: str = ""
    metadata: Dict[str, Any] = {}
    updated_timestamp: int
    created_timestamp: int
