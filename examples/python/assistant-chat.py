#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A conversation: an assistant, a chat with it, and its answer as it grows.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… assistant-chat.py MODEL_ID
"""
import asyncio
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402


async def ask(client, chat, text):
    """Says something, and prints the answer as it comes."""
    ids = chat.assistant_id, chat.chat_id
    await client.messages.create_async(*ids, role='user', content=text)
    print(f'user: {text}\nassistant: ', end='')
    async with await client.messages.generate_stream_async(
            *ids, system_prompt_variables={'language': 'English'}) as stream:
        while (piece := await stream.read_text_async()) is not None:
            print(piece, end='', flush=True)
    print()


async def converse(client, assistant_id):
    chat = await client.chats.create_async(assistant_id, name='Example')
    await ask(client, chat, 'Count from 1 to 5')
    # However many pages they fill.
    messages = [m async for m in client.messages.list_all(assistant_id, chat.chat_id)]
    print(len(messages), 'messages')


async def main(model_id):
    client = TaskingAI.Client()
    assistant = await client.assistants.create_async(
        model_id=model_id,
        system_prompt_template=['You are a guide.', 'Answer in {{language}}.'],
        memory={'type': 'message_window', 'max_messages': 20, 'max_tokens': 2000},
        retrieval_configs={'method': 'user_message'})
    try:
        await converse(client, assistant.assistant_id)
    finally:
        await client.assistants.delete_async(assistant.assistant_id)


if __name__ == '__main__':
    try:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else os.environ['TASKINGAI_CHAT_MODEL_ID']))
    except GLib.Error as e:
        sys.exit(e.message)
