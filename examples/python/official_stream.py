#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Streams a chat completion through the functions of the official client, with libtaskingai below.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… official_stream.py MODEL_ID
"""
import asyncio
import os
import sys

from taskingai.inference import ChatCompletionChunk, SystemMessage, UserMessage, a_chat_completion


async def main(model_id):
    stream = await a_chat_completion(
        model_id=model_id,
        messages=[
            SystemMessage("You are a professional assistant."),
            UserMessage("Count from 1 to 50"),
        ],
        stream=True,
    )
    async for chunk in stream:
        if isinstance(chunk, ChatCompletionChunk):
            print(chunk.delta, end="", flush=True)
    print()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else os.environ["TASKINGAI_CHAT_MODEL_ID"]))
