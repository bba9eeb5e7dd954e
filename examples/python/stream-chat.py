#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Streams a chat completion and prints the text as it arrives.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… stream-chat.py MODEL_ID
"""
import asyncio
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402


async def chat(model_id):
    client = TaskingAI.Client()
    async with await client.inference.chat_completion_stream_async(model_id=model_id, messages=[
            {'role': 'system', 'content': 'You are a professional assistant.'},
            {'role': 'user', 'content': 'Count from 1 to 50'}]) as stream:
        async for event in stream:
            if isinstance(event, TaskingAI.ChatCompletionChunk):
                print(event.delta, end='', flush=True)
    print()


def main():
    model_id = sys.argv[1] if len(sys.argv) > 1 else os.environ.get('TASKINGAI_CHAT_MODEL_ID')
    if model_id is None:
        sys.exit(__doc__)
    try:
        asyncio.run(chat(model_id))
    except GLib.Error as e:
        sys.exit(e.message)


if __name__ == '__main__':
    main()
