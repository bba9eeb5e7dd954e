# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional, Union

from ..base import BaseModel, Field
from ..entities.inference import (
    ChatCompletion, ChatCompletionAssistantMessage, ChatCompletionFunction,
    ChatCompletionFunctionMessage, ChatCompletionSystemMessage, ChatCompletionUserMessage,
    TextEmbeddingInputType, TextEmbeddingOutput, TextEmbeddingUsage,
)

__all__ = ["ChatCompletionRequest", "ChatCompletionResponse", "TextEmbeddingRequest",
           "TextEmbeddingResponse"]


class ChatCompletionRequest(BaseModel):
    model_id: str = Field(min_length=1, max_length=255)
    configs: Optional[Dict] = None
    stream: bool = False
    messages: List[Union[ChatCompletionFunctionMessage, ChatCompletionAssistantMessage,
                         ChatCompletionUserMessage, ChatCompletionSystemMessage]]
    function_call: Optional[str] = None
    functions: Optional[List[ChatCompletionFunction]] = None


class ChatCompletionResponse(BaseModel):
    status: str = "success"
    data: ChatCompletion


class TextEmbeddingRequest(BaseModel):
    model_id: str = Field(min_length=1, max_length=255)
    input: Union[str, List[str]]
    input_type: Optional[TextEmbeddingInputType] = None


class TextEmbeddingResponse(BaseModel):
    status: str = "success"
    data: List[TextEmbeddingOutput]
    usage: TextEmbeddingUsage
