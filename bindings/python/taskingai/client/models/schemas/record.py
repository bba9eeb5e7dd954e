# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field
from ..entities.record import Record, RecordType, TextSplitter
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "RecordCreateRequest", "RecordCreateResponse", "RecordGetResponse", "RecordListRequest",
    "RecordListResponse", "RecordUpdateRequest", "RecordUpdateResponse",
]


class RecordCreateRequest(BaseModel):
    type: RecordType = RecordType.TEXT
    file_id: Optional[str] = Field(None, min_length=1, max_length=256)
    url: Optional[str] = Field(None, min_length=1, max_length=2048)
    title: str = Field("", max_length=256)
    content: Optional[str] = Field(None, min_length=1, max_length=32768)
    text_splitter: Optional[TextSplitter] = None
    metadata: Dict[str, Any] = Field({}, max_length=16)


class RecordUpdateRequest(BaseModel):
    type: Optional[RecordType] = None
    file_id: Optional[str] = Field(None, min_length=1, max_length=256)
    url: Optional[str] = Field(None, min_length=1, max_length=2048)
    title: Optional[str] = Field(None, max_length=256)
    content: Optional[str] = Field(None, min_length=1, max_length=32768)
    text_splitter: Optional[TextSplitter] = None
    metadata: Optional[Dict[str, Any]] = Field(None, max_length=16)


class RecordListRequest(BaseListRequest):
    pass


class RecordListResponse(BaseListResponse):
    data: List[Record]


class RecordCreateResponse(BaseModel):
    status: str = "success"
    data: Record


class RecordGetResponse(BaseModel):
    status: str = "success"
    data: Record


class RecordUpdateResponse(BaseModel):
    status: str = "success"
    data: Record
