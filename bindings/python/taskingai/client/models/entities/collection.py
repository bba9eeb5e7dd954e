# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Any, Dict, Optional

from ..base import BaseModel

__all__ = ["Collection", "CollectionType", "Status"]


class Status(str, Enum):
    CREATING = "creating"
    READY = "ready"
    DELETING = "deleting"
    ERROR = "error"
    PARTIAL = "partial"


class CollectionType(str, Enum):
    TEXT = "text"
    QA = "qa"


class Collection(BaseModel):
    object: str = "Collection"
    type: CollectionType = CollectionType.TEXT
    collection_id: str
    name: str = ""
    description: str = ""
    capacity: int = 1000
    num_records: Optional[int] = None
    num_chunks: Optional[int] = None
    embedding_model_id: str
    metadata: Dict[str, Any] = {}
    updated_timestamp: int
    created_timestamp: int
    status: str
