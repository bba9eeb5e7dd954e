# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional, Union

from ..client.calls import Request, many, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import (
    Action, ActionAuthentication, ActionAuthenticationType, ActionBulkCreateRequest,
    ActionRunRequest, ActionUpdateRequest,
)

__all__ = [
    "Action", "ActionAuthentication", "ActionAuthenticationType", "get_action", "list_actions",
    "bulk_create_actions", "update_action", "delete_action", "run_action", "a_get_action",
    "a_list_actions", "a_bulk_create_actions", "a_update_action", "a_delete_action",
    "a_run_action",
]

_NO_AUTHENTICATION = ActionAuthentication(type=ActionAuthenticationType.NONE)


def _list_actions(*, order: str = "desc", limit: int = 20, after: Optional[str] = None,
                  before: Optional[str] = None) -> List[Action]:
    """List actions, newest first unless order is "asc"."""
    return list_request("actions", Action, (), order=order, limit=limit, after=after,
                        before=before)


def _get_action(action_id: str) -> Action:
    """Get an action."""
    return Request("actions", "get", one(Action), action_id)


def _bulk_create_actions(*, openapi_schema: Dict,
                         authentication: Optional[Union[ActionAuthentication,
                                                        Dict[str, Any]]] = None
                         ) -> List[Action]:
    """Create an action for each path and method of an OpenAPI document."""
    body = ActionBulkCreateRequest(openapi_schema=openapi_schema,
                                   authentication=authentication or _NO_AUTHENTICATION)
    return Request("actions", "bulk_create", many(Action), members(body))


def _update_action(action_id: str, *, openapi_schema: Optional[Dict] = None,
                   authentication: Optional[Union[ActionAuthentication, Dict[str, Any]]] = None
                   ) -> Action:
    """Update an action; the document has one path and one method. What is None stays as it is."""
    body = ActionUpdateRequest(openapi_schema=openapi_schema,
                               authentication=authentication or None)
    return Request("actions", "update", one(Action), action_id, members(body))


def _delete_action(action_id: str) -> None:
    """Delete an action."""
    return Request("actions", "delete", nothing, action_id)


def _run_action(action_id: str, *, parameters: Dict) -> Dict:
    """Run an action; the result has the status and the data that its server answered."""
    body = ActionRunRequest(parameters=parameters or {})
    return Request("actions", "run", lambda native: native.to_dict(), action_id, members(body))


list_actions, a_list_actions = twins(_list_actions)
get_action, a_get_action = twins(_get_action)
bulk_create_actions, a_bulk_create_actions = twins(_bulk_create_actions)
update_action, a_update_action = twins(_update_action)
delete_action, a_delete_action = twins(_delete_action)
run_action, a_run_action = twins(_run_action)
