# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, Optional

from ..base import BaseModel

__all__ = ["Chunk"]


class Chunk(BaseModel):
    object: str = "Chunk"
    chunk_id: str
    record_id: Optional[str] = None
    collection_id: str
    content: Optional[str] = None
    question: Optional[str] = None
    answer: Optional[str] = None
    num_tokens: int
    metadata: Dict = {}
    score: Optional[float] = None
    updated_timestamp: int
    created_timestamp: int
