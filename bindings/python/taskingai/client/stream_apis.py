# SPDX-License-Identifier: LGPL-2.1-or-later
"""The routes that answer with a stream, a request in."""
from .calls import StreamRequest, members, twins
from .models import ChatCompletionRequest, MessageGenerateRequest

__all__ = ["stream_api_chat_completion", "async_stream_api_chat_completion",
           "stream_api_generate_message", "async_stream_api_generate_message"]


def _stream_api_chat_completion(payload: ChatCompletionRequest):
    """Let a model answer, piece by piece."""
    return StreamRequest("inference", "chat_completion_stream",
                         members(payload.model_copy(update={"stream": None})))


def _stream_api_generate_message(assistant_id: str, chat_id: str, payload: MessageGenerateRequest):
    """Let an assistant answer, piece by piece."""
    return StreamRequest("messages", "generate_stream", assistant_id, chat_id,
                         members(payload.model_copy(update={"stream": None, "debug": None})))


stream_api_chat_completion, async_stream_api_chat_completion = twins(
    _stream_api_chat_completion, "async_")
stream_api_generate_message, async_stream_api_generate_message = twins(
    _stream_api_generate_message, "async_")
