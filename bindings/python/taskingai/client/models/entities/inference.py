# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum
from typing import Any, Dict, List, Optional

from ..base import BaseModel, Field

__all__ = [
    "ChatCompletion", "ChatCompletionAssistantMessage", "ChatCompletionChunk",
    "ChatCompletionFinishReason", "ChatCompletionFunction", "ChatCompletionFunctionCall",
    "ChatCompletionFunctionMessage", "ChatCompletionFunctionParameters",
    "ChatCompletionFunctionParametersProperty", "ChatCompletionFunctionParametersPropertyItems",
    "ChatCompletionMessage", "ChatCompletionRole", "ChatCompletionSystemMessage",
    "ChatCompletionUsage", "ChatCompletionUserMessage", "TextEmbeddingInputType",
    "TextEmbeddingOutput", "TextEmbeddingUsage",
]


class ChatCompletionRole(str, Enum):
    SYSTEM = "system"
    ASSISTANT = "assistant"
    USER = "user"
    FUNCTION = "function"


class ChatCompletionFinishReason(str, Enum):
    STOP = "stop"
    LENGTH = "length"
    FUNCTION_CALLS = "function_calls"
    RECITATION = "recitation"
    ERROR = "error"
    UNKNOWN = "unknown"


class ChatCompletionMessage(BaseModel):
    content: Optional[str] = None


class ChatCompletionFunctionCall(BaseModel):
    id: str
    arguments: Dict[str, Any]
    name: str


class ChatCompletionSystemMessage(BaseModel):
    content: Optional[str] = None
    role: ChatCompletionRole


class ChatCompletionUserMessage(BaseModel):
    content: Optional[str] = None
    role: ChatCompletionRole


class ChatCompletionAssistantMessage(BaseModel):
    content: Optional[str] = None
    role: ChatCompletionRole
    function_calls: Optional[List[ChatCompletionFunctionCall]] = None


class ChatCompletionFunctionMessage(BaseModel):
    content: Optional[str] = None
    role: ChatCompletionRole
    id: str


class ChatCompletionFunctionParametersPropertyItems(BaseModel):
    type: str = Field(pattern="^(string|number|integer|boolean)$")


class ChatCompletionFunctionParametersProperty(BaseModel):
    type: str = Field(pattern="^(string|number|integer|boolean|array)$")
    description: str = Field("", max_length=512)
    enum: Optional[List[str]] = None
    items: Optional[ChatCompletionFunctionParametersPropertyItems] = None


class ChatCompletionFunctionParameters(BaseModel):
    type: str = "object"
    properties: Dict[str, ChatCompletionFunctionParametersProperty]
    required: List[str] = []


class ChatCompletionFunction(BaseModel):
    name: str
    description: str
    parameters: ChatCompletionFunctionParameters


class ChatCompletionUsage(BaseModel):
    input_tokens: int
    output_tokens: int


class ChatCompletion(BaseModel):
    object: str = "ChatCompletion"
    finish_reason: ChatCompletionFinishReason
    message: ChatCompletionAssistantMessage
    created_timestamp: int
    usage: ChatCompletionUsage


class ChatCompletionChunk(BaseModel):
    object: str = "ChatCompletionChunk"
    role: ChatCompletionRole = ChatCompletionRole.ASSISTANT
    index: int
    delta: str
    created_timestamp: int


class TextEmbeddingInputType(str, Enum):
    DOCUMENT = "document"
    QUERY = "query"


class TextEmbeddingOutput(BaseModel):
    index: int
    embedding: List[float]


class TextEmbeddingUsage(BaseModel):
    input_tokens: int
