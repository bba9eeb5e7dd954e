# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field

__all__ = ["Action", "ActionAuthentication", "ActionAuthenticationType", "ActionBodyType",
           "ActionMethod", "ActionParam"]


class ActionAuthenticationType(str, Enum):
    BEARER = "bearer"
    BASIC = "basic"
    CUSTOM = "custom"
    NONE = "none"


class ActionAuthentication(BaseModel):
    type: ActionAuthenticationType
    secret: Optional[str] = Field(None, min_length=1, max_length=1024)
    content: Optional[Dict] = None


class ActionBodyType(str, Enum):
    JSON = "JSON"
    FORM = "FORM"
    NONE = "NONE"


class ActionMethod(str, Enum):
    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    DELETE = "DELETE"
    PATCH = "PATCH"
    NONE = "NONE"


class ActionParam(BaseModel):
    type: str
    description: str
    enum: Optional[List[str]] = None
    required: bool


class Action(BaseModel):
    object: str = "Action"
    action_id: str
    name: str
    operation_id: str
    description: str
    url: str
    method: ActionMethod
    body_type: ActionBodyType
    openapi_schema: Dict[str, Any]
    authentication: ActionAuthentication
    updated_timestamp: int
    created_timestamp: int
