# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel
from ..entities.collection import Collection, CollectionType
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "CollectionCreateRequest", "CollectionCreateResponse", "CollectionGetResponse",
    "CollectionListRequest", "CollectionListResponse", "CollectionUpdateRequest",
    "CollectionUpdateResponse",
]


class CollectionCreateRequest(BaseModel):
    name: str = ""
    type: CollectionType = CollectionType.TEXT
    description: str = ""
    capacity: int = 1000
    embedding_model_id: str
    metadata: Dict[str, Any] = {}


class CollectionUpdateRequest(BaseModel):
    name: Optional[str] = None
    description: Optional[str] = None
    metadata: Optional[Dict[str, Any]] = None


class CollectionListRequest(BaseListRequest):
    pass


class CollectionListResponse(BaseListResponse):
    data: List[Collection]


class CollectionCreateResponse(BaseModel):
    status: str = "success"
    data: Collection


class CollectionGetResponse(BaseModel):
    status: str = "success"
    data: Collection


class CollectionUpdateResponse(BaseModel):
    status: str = "success"
    data: Collection
