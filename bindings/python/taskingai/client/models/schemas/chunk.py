# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional

from ..base import BaseModel, Field
from ..entities.chunk import Chunk
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "ChunkCreateRequest", "ChunkCreateResponse", "ChunkGetResponse", "ChunkListRequest",
    "ChunkListResponse", "ChunkQueryRequest", "ChunkQueryResponse", "ChunkUpdateRequest",
    "ChunkUpdateResponse",
]


class ChunkCreateRequest(BaseModel):
    content: str
    metadata: Dict = {}


class ChunkUpdateRequest(BaseModel):
    content: Optional[str] = None
    metadata: Optional[Dict] = None


class ChunkQueryRequest(BaseModel):
    top_k: int = Field(ge=1, le=20)
    max_tokens: Optional[int] = Field(None, ge=1)
    score_threshold: Optional[float] = Field(None, ge=0, le=1)
    query_text: str = Field(min_length=1, max_length=32768)


class ChunkQueryResponse(BaseModel):
    status: str
    data: List[Chunk]
    fetched_count: int


class ChunkListRequest(BaseListRequest):
    pass


class ChunkListResponse(BaseListResponse):
    data: List[Chunk]


class ChunkCreateResponse(BaseModel):
    status: str = "success"
    data: Chunk


class ChunkGetResponse(BaseModel):
    status: str = "success"
    data: Chunk


class ChunkUpdateResponse(BaseModel):
    status: str = "success"
    data: Chunk
