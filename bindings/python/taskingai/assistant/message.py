# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional, Union

from ..client.calls import Request, StreamRequest, members, one, twins
from ..client.lists import list_request
from ..client.models import (
    Message, MessageChunk, MessageContent, MessageCreateRequest, MessageGenerateRequest,
    MessageRole, MessageUpdateRequest,
)
from ..client.stream import Stream

__all__ = [
    "Message", "MessageChunk", "get_message", "list_messages", "create_message", "update_message",
    "generate_message", "a_get_message", "a_list_messages", "a_create_message",
    "a_update_message", "a_generate_message",
]


def _list_messages(assistant_id: str, chat_id: str, *, order: str = "desc", limit: int = 20,
                   after: Optional[str] = None, before: Optional[str] = None) -> List[Message]:
    """List the messages of a chat, newest first unless order is "asc"."""
    return list_request("messages", Message, (assistant_id, chat_id), order=order, limit=limit,
                        after=after, before=before)


def _get_message(assistant_id: str, chat_id: str, message_id: str) -> Message:
    """Get a message."""
    return Request("messages", "get", one(Message), assistant_id, chat_id, message_id)


def _create_message(assistant_id: str, chat_id: str, *, text: str,
                    metadata: Optional[Dict[str, str]] = None) -> Message:
    """Add a user's message to a chat."""
    body = MessageCreateRequest(role=MessageRole.USER, content=MessageContent(text=text),
                                metadata=metadata or {})
    return Request("messages", "create", one(Message), assistant_id, chat_id, members(body))


def _update_message(assistant_id: str, chat_id: str, message_id: str, *,
                    metadata: Dict[str, str]) -> Message:
    """Replace the metadata of a message."""
    body = MessageUpdateRequest(metadata=metadata or {})
    return Request("messages", "update", one(Message), assistant_id, chat_id, message_id,
                   members(body))


def _generate_message(assistant_id: str, chat_id: str, *,
                      system_prompt_variables: Optional[Dict] = None,
                      stream: bool = False) -> Union[Message, Stream]:
    """Let the assistant answer the chat.

    With stream=True the answer is a stream of MessageChunk and, at last, the Message.
    """
    body = MessageGenerateRequest(system_prompt_variables=system_prompt_variables or {})
    given = members(body, "system_prompt_variables")
    if stream:
        return StreamRequest("messages", "generate_stream", assistant_id, chat_id, given)
    return Request("messages", "generate", one(Message), assistant_id, chat_id, given)


list_messages, a_list_messages = twins(_list_messages)
get_message, a_get_message = twins(_get_message)
create_message, a_create_message = twins(_create_message)
update_message, a_update_message = twins(_update_message)
generate_message, a_generate_message = twins(_generate_message)
