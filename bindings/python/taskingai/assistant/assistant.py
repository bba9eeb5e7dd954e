# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional, Union

from ..client.calls import Request, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import (
    Assistant, AssistantCreateRequest, AssistantMemory, AssistantUpdateRequest, RetrievalConfig,
    RetrievalMethod, RetrievalRef, RetrievalType, ToolRef, ToolType,
)
from .memory import complete

__all__ = [
    "Assistant", "AssistantTool", "AssistantRetrieval", "AssistantToolType", "ToolRef", "ToolType",
    "RetrievalRef", "RetrievalType", "RetrievalConfig", "RetrievalMethod",
    "AssistantRetrievalType", "get_assistant", "list_assistants", "create_assistant",
    "update_assistant", "delete_assistant", "a_get_assistant", "a_list_assistants",
    "a_create_assistant", "a_update_assistant", "a_delete_assistant",
]

AssistantTool = ToolRef
AssistantRetrieval = RetrievalRef
AssistantToolType = ToolType
AssistantRetrievalType = RetrievalType
DEFAULT_RETRIEVAL_CONFIG = RetrievalConfig(top_k=3, method=RetrievalMethod.USER_MESSAGE)


def _list_assistants(*, order: str = "desc", limit: int = 20, after: Optional[str] = None,
                     before: Optional[str] = None) -> List[Assistant]:
    """List assistants, newest first unless order is "asc"; after and before are assistant ids."""
    return list_request("assistants", Assistant, (), order=order, limit=limit, after=after,
                        before=before)


def _get_assistant(assistant_id: str) -> Assistant:
    """Get an assistant."""
    return Request("assistants", "get", one(Assistant), assistant_id)


def _create_assistant(*, model_id: str, memory: Union[AssistantMemory, Dict[str, Any]],
                      name: Optional[str] = None, description: Optional[str] = None,
                      system_prompt_template: Optional[List[str]] = None,
                      tools: Optional[List[Union[AssistantTool, Dict[str, Any]]]] = None,
                      retrievals: Optional[List[Union[AssistantRetrieval, Dict[str, Any]]]] = None,
                      retrieval_configs: Optional[Union[RetrievalConfig, Dict[str, Any]]] = None,
                      metadata: Optional[Dict[str, str]] = None) -> Assistant:
    """Create an assistant."""
    body = AssistantCreateRequest(
        model_id=model_id, memory=complete(memory), name=name or "", description=description or "",
        system_prompt_template=system_prompt_template or [], tools=tools or [],
        retrievals=retrievals or [],
        retrieval_configs=retrieval_configs or DEFAULT_RETRIEVAL_CONFIG, metadata=metadata or {})
    return Request("assistants", "create", one(Assistant), members(body))


def _update_assistant(assistant_id: str, *, model_id: Optional[str] = None,
                      name: Optional[str] = None, description: Optional[str] = None,
                      system_prompt_template: Optional[List[str]] = None,
                      memory: Optional[Union[AssistantMemory, Dict[str, Any]]] = None,
                      tools: Optional[List[Union[AssistantTool, Dict[str, Any]]]] = None,
                      retrievals: Optional[List[Union[AssistantRetrieval, Dict[str, Any]]]] = None,
                      retrieval_configs: Optional[Union[RetrievalConfig, Dict[str, Any]]] = None,
                      metadata: Optional[Dict[str, str]] = None) -> Assistant:
    """Update an assistant; what is None stays as it is."""
    body = AssistantUpdateRequest(
        model_id=model_id, name=name, description=description, memory=complete(memory),
        system_prompt_template=system_prompt_template, tools=tools, retrievals=retrievals,
        retrieval_configs=retrieval_configs, metadata=metadata)
    return Request("assistants", "update", one(Assistant), assistant_id, members(body))


def _delete_assistant(assistant_id: str) -> None:
    """Delete an assistant."""
    return Request("assistants", "delete", nothing, assistant_id)


list_assistants, a_list_assistants = twins(_list_assistants)
get_assistant, a_get_assistant = twins(_get_assistant)
create_assistant, a_create_assistant = twins(_create_assistant)
update_assistant, a_update_assistant = twins(_update_assistant)
delete_assistant, a_delete_assistant = twins(_delete_assistant)
