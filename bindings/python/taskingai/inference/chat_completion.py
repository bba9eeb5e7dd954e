# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional, Union

from ..client.calls import Request, StreamRequest, members, one, twins
from ..client.models import (
    ChatCompletion, ChatCompletionAssistantMessage, ChatCompletionChunk, ChatCompletionFunction,
    ChatCompletionFunctionCall, ChatCompletionFunctionMessage, ChatCompletionRequest,
    ChatCompletionRole, ChatCompletionSystemMessage, ChatCompletionUserMessage,
)
from ..client.stream import Stream

__all__ = [
    "ChatCompletion", "ChatCompletionChunk", "ChatCompletionFunctionCall",
    "ChatCompletionFunction", "Function", "FunctionCall", "FunctionMessage", "AssistantMessage",
    "UserMessage", "SystemMessage", "chat_completion", "a_chat_completion",
]

Function = ChatCompletionFunction
FunctionCall = ChatCompletionFunctionCall


class SystemMessage(ChatCompletionSystemMessage):
    def __init__(self, content: str):
        super().__init__(role=ChatCompletionRole.SYSTEM, content=content)


class UserMessage(ChatCompletionUserMessage):
    def __init__(self, content: str):
        super().__init__(role=ChatCompletionRole.USER, content=content)


class AssistantMessage(ChatCompletionAssistantMessage):
    def __init__(self, content: str = None, function_calls: Optional[List[FunctionCall]] = None):
        super().__init__(role=ChatCompletionRole.ASSISTANT, content=content,
                         function_calls=function_calls)


class FunctionMessage(ChatCompletionFunctionMessage):
    def __init__(self, id: str, content: str):
        super().__init__(role=ChatCompletionRole.FUNCTION, id=id, content=content)


_CLASSES = {"system": SystemMessage, "user": UserMessage, "assistant": AssistantMessage,
            "function": FunctionMessage}
_BASES = (ChatCompletionSystemMessage, ChatCompletionUserMessage, ChatCompletionAssistantMessage,
          ChatCompletionFunctionMessage)


def _message(message):
    if isinstance(message, dict):
        given = dict(message)
        role = given.pop("role", None)
        if role not in _CLASSES:
            raise ValueError(f"No message has the role {role!r}")
        return _CLASSES[role](**given)
    if not isinstance(message, _BASES):
        raise ValueError(f"A message should be an object or a dictionary: {message!r}")
    return message


def _function(function):
    if not isinstance(function, (Function, dict)):
        raise ValueError(f"A function should be a Function or a dictionary: {function!r}")
    return function


def _chat_completion(
        model_id: str, *,
        messages: List[Union[SystemMessage, UserMessage, AssistantMessage, FunctionMessage,
                             Dict[str, Any]]],
        configs: Optional[Dict] = None, function_call: Optional[str] = None,
        functions: Optional[List[Union[Function, Dict[str, Any]]]] = None,
        stream: bool = False) -> Union[ChatCompletion, Stream]:
    """Let a model, or an assistant, answer a list of messages.

    With stream=True the answer is a stream of ChatCompletionChunk and, at last, ChatCompletion.
    """
    if not messages:
        raise ValueError("There must be a message to answer")
    body = ChatCompletionRequest(
        model_id=model_id, messages=[_message(m) for m in messages], configs=configs,
        function_call=function_call,
        functions=[_function(f) for f in functions] if functions else None)
    given = members(body, "model_id", "messages", "configs", "function_call", "functions")
    if stream:
        return StreamRequest("inference", "chat_completion_stream", given)
    return Request("inference", "chat_completion", one(ChatCompletion), given)


chat_completion, a_chat_completion = twins(_chat_completion)
