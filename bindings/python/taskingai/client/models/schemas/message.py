# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field
from ..entities.message import Message, MessageContent
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "MessageCreateRequest", "MessageCreateResponse", "MessageGenerateRequest",
    "MessageGenerateResponse", "MessageGetResponse", "MessageListRequest",
    "MessageListResponse", "MessageUpdateRequest", "MessageUpdateResponse",
]


class MessageCreateRequest(BaseModel):
    role: str
    content: MessageContent
    metadata: Dict[str, Any] = {}


class MessageUpdateRequest(BaseModel):
    metadata: Optional[Dict[str, Any]] = None


class MessageGenerateRequest(BaseModel):
    system_prompt_variables: Dict[str, str] = Field({}, max_length=16)
    stream: bool = False
    debug: bool = False


class MessageListRequest(BaseListRequest):
    pass


class MessageListResponse(BaseListResponse):
    data: List[Message]


class MessageCreateResponse(BaseModel):
    status: str = "success"
    data: Message


class MessageGenerateResponse(BaseModel):
    status: str = "success"
    data: Message


class MessageGetResponse(BaseModel):
    status: str = "success"
    data: Message


class MessageUpdateResponse(BaseModel):
    status: str = "success"
    data: Message
