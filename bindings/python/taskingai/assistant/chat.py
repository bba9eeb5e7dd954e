# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional

from ..client.calls import Request, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import Chat, ChatCreateRequest, ChatUpdateRequest, Message

__all__ = [
    "Chat", "get_chat", "list_chats", "create_chat", "update_chat", "delete_chat", "a_get_chat",
    "a_list_chats", "a_create_chat", "a_update_chat", "a_delete_chat", "clean_chat_context",
    "a_clean_chat_context",
]


def _list_chats(assistant_id: str, *, order: str = "desc", limit: int = 20,
                after: Optional[str] = None, before: Optional[str] = None) -> List[Chat]:
    """List the chats of an assistant, newest first unless order is "asc"."""
    return list_request("chats", Chat, (assistant_id,), order=order, limit=limit, after=after,
                        before=before)


def _get_chat(assistant_id: str, chat_id: str) -> Chat:
    """Get a chat."""
    return Request("chats", "get", one(Chat), assistant_id, chat_id)


def _create_chat(assistant_id: str, *, name: Optional[str] = None,
                 metadata: Optional[Dict[str, str]] = None) -> Chat:
    """Create a chat."""
    body = ChatCreateRequest(name=name or "", metadata=metadata or {})
    return Request("chats", "create", one(Chat), assistant_id, members(body))


def _update_chat(assistant_id: str, chat_id: str, *, name: Optional[str] = None,
                 metadata: Optional[Dict[str, str]] = None) -> Chat:
    """Update a chat; what is None stays as it is."""
    body = ChatUpdateRequest(name=name, metadata=metadata)
    return Request("chats", "update", one(Chat), assistant_id, chat_id, members(body))


def _delete_chat(assistant_id: str, chat_id: str) -> None:
    """Delete a chat."""
    return Request("chats", "delete", nothing, assistant_id, chat_id)


def _clean_chat_context(assistant_id: str, chat_id: str) -> Message:
    """Make the assistant forget the chat so far, on servers that can."""
    return Request("chats", "clean_context", one(Message), assistant_id, chat_id)


list_chats, a_list_chats = twins(_list_chats)
get_chat, a_get_chat = twins(_get_chat)
create_chat, a_create_chat = twins(_create_chat)
update_chat, a_update_chat = twins(_update_chat)
delete_chat, a_delete_chat = twins(_delete_chat)
clean_chat_context, a_clean_chat_context = twins(_clean_chat_context)
