# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Dict, List, Optional

from ..base import BaseModel, Field
from .collection import Status

__all__ = ["Record", "RecordType", "TextSplitter", "TextSplitterType"]


class RecordType(str, Enum):
    TEXT = "text"
    FILE = "file"
    WEB = "web"
    QA_SHEET = "qa_sheet"


class TextSplitterType(str, Enum):
    TOKEN = "token"
    SEPARATOR = "separator"


class TextSplitter(BaseModel):
    type: TextSplitterType = TextSplitterType.TOKEN
    chunk_size: Optional[int] = Field(None, ge=50, le=1000)
    chunk_overlap: Optional[int] = Field(None, ge=0, le=200)
    separators: Optional[List[str]] = Field(None, min_length=1, max_length=16)


class Record(BaseModel):
    object: str = "Record"
    record_id: str
    collection_id: str
    title: str = ""
    status: Status
    num_chunks: int
    type: RecordType
    content: str
    metadata: Dict = {}
    updated_timestamp: int
    created_timestamp: int
