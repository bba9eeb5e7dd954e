# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel
from ..entities.chat import Chat
from ..entities.message import Message
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "ChatCleanContextResponse", "ChatCreateRequest", "ChatCreateResponse", "ChatGetResponse",
    "ChatListRequest", "ChatListResponse", "ChatUpdateRequest", "ChatUpdateResponse",
]


class ChatCreateRequest(BaseModel):
    name: str = ""
    metadata: Dict[str, Any] = {}


class ChatUpdateRequest(BaseModel):
    name: Optional[str] = None
    metadata: Optional[Dict[str, Any]] = None


class ChatListRequest(BaseListRequest):
    pass


class ChatListResponse(BaseListResponse):
    data: List[Chat]


class ChatCreateResponse(BaseModel):
    status: str = "success"
    data: Chat


class ChatGetResponse(BaseModel):
    status: str = "success"
    data: Chat


class ChatUpdateResponse(BaseModel):
    status: str = "success"
    data: Chat


class ChatCleanContextResponse(BaseModel):
    status: str = "success"
    data: Message
