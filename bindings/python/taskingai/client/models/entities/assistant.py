# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field

__all__ = [
    "Assistant", "AssistantMemory", "AssistantMemoryType", "RetrievalConfig", "RetrievalMethod",
    "RetrievalRef", "RetrievalType", "ToolRef", "ToolType",
]


class AssistantMemoryType(str, Enum):
    ZERO = "zero"
    NAIVE = "naive"
    MESSAGE_WINDOW = "message_window"


class AssistantMemory(BaseModel):
    type: AssistantMemoryType
    max_messages: Optional[int] = Field(None, ge=1, le=1024)
    max_tokens: Optional[int] = Field(None, ge=1, le=8192)


class ToolType(str, Enum):
    ACTION = "action"
    PLUGIN = "plugin"


class ToolRef(BaseModel):
    type: ToolType
    id: str


class RetrievalType(str, Enum):
    COLLECTION = "collection"


class RetrievalRef(BaseModel):
    type: RetrievalType
    id: str


class RetrievalMethod(str, Enum):
    FUNCTION_CALL = "function_call"
    USER_MESSAGE = "user_message"
    MEMORY = "memory"


class RetrievalConfig(BaseModel):
    top_k: int = Field(3, ge=1, le=20)
    max_tokens: Optional[int] = Field(None, ge=1)
    score_threshold: Optional[float] = Field(None, ge=0, le=1)
    method: RetrievalMethod
    function_description: Optional[str] = None


class Assistant(BaseModel):
    object: str = "Assistant"
    assistant_id: str
    model_id: str
    name: str = ""
    description: str = ""
    system_prompt_template: List[str] = []
    memory: AssistantMemory
    tools: List[ToolRef] = []
    retrievals: List[RetrievalRef] = []
    retrieval_configs: RetrievalConfig
    metadata: Dict[str, Any] = {}
    updated_timestamp: int
    created_timestamp: int
