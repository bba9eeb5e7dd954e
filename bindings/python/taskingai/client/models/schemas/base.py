# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Optional

from ..base import BaseModel, SortOrderEnum

__all__ = ["BaseDataResponse", "BaseEmptyResponse"]


class BaseEmptyResponse(BaseModel):
    status: str = "success"


class BaseDataResponse(BaseModel):
    status: str = "success"
    data: Any


class BaseListResponse(BaseModel):
    """The list itself is the field data of the classes made from this one."""

    status: str = "success"
    fetched_count: int
    has_more: bool


class BaseListRequest(BaseModel):
    limit: int = 20
    order: Optional[SortOrderEnum] = None
    after: Optional[str] = None
    before: Optional[str] = None
