# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel
from ..entities.assistant import Assistant, AssistantMemory, RetrievalConfig, RetrievalRef, ToolRef
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "AssistantCreateRequest", "AssistantCreateResponse", "AssistantGetResponse",
    "AssistantListRequest", "AssistantListResponse", "AssistantUpdateRequest",
    "AssistantUpdateResponse",
]


class AssistantCreateRequest(BaseModel):
    model_id: str
    name: str = ""
    description: str = ""
    system_prompt_template: List[str] = []
    memory: AssistantMemory
    tools: List[ToolRef] = []
    retrievals: List[RetrievalRef] = []
    retrieval_configs: RetrievalConfig
    metadata: Dict[str, Any] = {}


class AssistantUpdateRequest(BaseModel):
    model_id: Optional[str] = None
    name: Optional[str] = None
    description: Optional[str] = None
    system_prompt_template: Optional[List[str]] = None
    memory: Optional[AssistantMemory] = None
    tools: Optional[List[ToolRef]] = None
    retrievals: Optional[List[RetrievalRef]] = None
    retrieval_configs: Optional[RetrievalConfig] = None
    metadata: Optional[Dict[str, Any]] = None


class AssistantListRequest(BaseListRequest):
    pass


class AssistantListResponse(BaseListResponse):
    data: List[Assistant]


class AssistantCreateResponse(BaseModel):
    status: str = "success"
    data: Assistant


class AssistantGetResponse(BaseModel):
    status: str = "success"
    data: Assistant


class AssistantUpdateResponse(BaseModel):
    status: str = "success"
    data: Assistant
