# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional, Union

from ..client.calls import Request, twins
from ..client.lists import list_options
from ..client.models import (
    Assistant, AssistantMemory, RetrievalConfig, RetrievalMethod, RetrievalRef, RetrievalType,
    ToolRef, ToolType,
)

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


def _read(native):
    return Assistant.load(native.to_dict())


def _members(**given):
    """What was given, with its parts checked, in the form of the wire."""
    classes = {"memory": AssistantMemory, "retrieval_configs": RetrievalConfig}
    item_classes = {"tools": ToolRef, "retrievals": RetrievalRef}
    members = {}
    for name, value in given.items():
        if value is None:
            continue
        if name in classes:
            value = classes[name].model_validate(value).model_dump(exclude_none=True)
        elif name in item_classes:
            value = [item_classes[name].model_validate(v).model_dump() for v in value]
        members[name] = value
    return members


def _list_assistants(*, order: str = "desc", limit: int = 20, after: Optional[str] = None,
                     before: Optional[str] = None) -> List[Assistant]:
    """List assistants, newest first unless order is "asc"; after and before are assistant ids."""
    return Request("assistants", "list", lambda page: [_read(item) for item in page],
                   list_options(order, limit, after, before))


def _get_assistant(assistant_id: str) -> Assistant:
    """Get an assistant."""
    return Request("assistants", "get", _read, assistant_id)


def _create_assistant(*, model_id: str, memory: Union[AssistantMemory, Dict[str, Any]],
                      name: Optional[str] = None, description: Optional[str] = None,
                      system_prompt_template: Optional[List[str]] = None,
                      tools: Optional[List[Union[AssistantTool, Dict[str, Any]]]] = None,
                      retrievals: Optional[List[Union[AssistantRetrieval, Dict[str, Any]]]] = None,
                      retrieval_configs: Optional[Union[RetrievalConfig, Dict[str, Any]]] = None,
                      metadata: Optional[Dict[str, str]] = None) -> Assistant:
    """Create an assistant."""
    if retrieval_configs is None:
        retrieval_configs = RetrievalConfig(top_k=3, method=RetrievalMethod.USER_MESSAGE)
    return Request("assistants", "create", _read, **_members(
        model_id=model_id, memory=memory, name=name or "", description=description or "",
        system_prompt_template=system_prompt_template or [], tools=tools or [],
        retrievals=retrievals or [], retrieval_configs=retrieval_configs, metadata=metadata or {}))


def _update_assistant(assistant_id: str, *, model_id: Optional[str] = None,
                      name: Optional[str] = None, description: Optional[str] = None,
                      system_prompt_template: Optional[List[str]] = None,
                      memory: Optional[Union[AssistantMemory, Dict[str, Any]]] = None,
                      tools: Optional[List[Union[AssistantTool, Dict[str, Any]]]] = None,
                      retrievals: Optional[List[Union[AssistantRetrieval, Dict[str, Any]]]] = None,
                      retrieval_configs: Optional[Union[RetrievalConfig, Dict[str, Any]]] = None,
                      metadata: Optional[Dict[str, str]] = None) -> Assistant:
    """Update an assistant; what is None stays as it is."""
    return Request("assistants", "update", _read, assistant_id=assistant_id, **_members(
        model_id=model_id, name=name, description=description, memory=memory, tools=tools,
        system_prompt_template=system_prompt_template, retrievals=retrievals,
        retrieval_configs=retrieval_configs, metadata=metadata))


def _delete_assistant(assistant_id: str) -> None:
    """Delete an assistant."""
    return Request("assistants", "delete", lambda done: None, assistant_id)


list_assistants, a_list_assistants = twins(_list_assistants)
get_assistant, a_get_assistant = twins(_get_assistant)
create_assistant, a_create_assistant = twins(_create_assistant)
update_assistant, a_update_assistant = twins(_update_assistant)
delete_assistant, a_delete_assistant = twins(_delete_assistant)
