# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a program that knows only HTTP has to know of the TaskingAI API."""

import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
import harness  # noqa: E402

ASSISTANTS = "/v1/assistants"
ASSISTANT = f"{ASSISTANTS}/{harness.ASSISTANT_ID}"
CHAT = "/v1/inference/chat_completion"
EMBEDDINGS = "/v1/inference/text_embedding"
HEADERS = {"Authorization": f"Bearer {harness.API_KEY}"}


def chat_body(text, stream=False):
    return {
        "model_id": harness.CHAT_MODEL_ID,
        "messages": [
            {"role": "system", "content": harness.SYSTEM_TEXT},
            {"role": "user", "content": text},
        ],
        "stream": stream,
    }


def embeddings_body(text):
    return {"model_id": harness.EMBEDDING_MODEL_ID, "input": [text] * harness.INPUTS}


def read_chunk(line, start=b"data: {"):
    """The chunk in a line of an event stream, None when there is none in it. START says whether
    lines are bytes or text."""
    if not line.startswith(start):
        return None
    event = json.loads(line[len(start) - 1 :])
    return event if event["object"] == "ChatCompletionChunk" else None
