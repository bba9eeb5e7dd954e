# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional

from ..base import BaseModel
from ..entities.action import Action, ActionAuthentication
from .base import BaseListRequest, BaseListResponse

__all__ = [
    "ActionBulkCreateRequest", "ActionBulkCreateResponse", "ActionGetResponse",
    "ActionListRequest", "ActionListResponse", "ActionRunRequest", "ActionRunResponse",
    "ActionUpdateRequest", "ActionUpdateResponse",
]


class ActionBulkCreateRequest(BaseModel):
    openapi_schema: Dict
    authentication: ActionAuthentication


class ActionBulkCreateResponse(BaseModel):
    status: str = "success"
    data: List[Action]


class ActionUpdateRequest(BaseModel):
    openapi_schema: Optional[Dict[str, Any]] = None
    authentication: Optional[ActionAuthentication] = None


class ActionRunRequest(BaseModel):
    parameters: Optional[Dict[str, Any]] = None


class ActionRunResponse(BaseModel):
    status: str = "success"
    data: Dict


class ActionListRequest(BaseListRequest):
    pass


class ActionListResponse(BaseListResponse):
    data: List[Action]


class ActionGetResponse(BaseModel):
    status: str = "success"
    data: Action


class ActionUpdateResponse(BaseModel):
    status: str = "success"
    data: Action
