#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A tour: an assistant from creation to deletion, ten calls at once, a stream read and one stopped."""
import asyncio
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402


def open_stream(client, model_id, question):
    return client.inference.chat_completion_stream_async(model_id=model_id, messages=[
        {'role': 'system', 'content': 'You are a professional assistant.'},
        {'role': 'user', 'content': question}])


async def tour(client, model_id, assistant_id):
    assistant = await client.assistants.get_async(assistant_id)
    print(f'Python: awaited it: "{assistant.name}"')

    many = await asyncio.gather(*(client.assistants.get_async(assistant_id) for _ in range(10)))
    print(f'Python: read it {len(many)} times at once')

    async with await open_stream(client, model_id, 'Count from 1 to 20') as stream:
        print('Python: stream: ', end='')
        while (text := await stream.read_text_async()) is not None:
            print(text, end='', flush=True)
        print()

    async with await open_stream(client, model_id, 'Count from 1 to 100000') as stream:
        async for chunk in stream:
            if chunk.index == 4:
                break
    print(f'Python: stopped a stream after "{stream.text[:9]}…"')


def main():
    model_id = os.environ['TASKINGAI_CHAT_MODEL_ID']
    client = TaskingAI.Client()

    created = client.assistants.create(
        model_id=model_id, name='Python demo', memory={'type': 'naive'},
        retrieval_configs={'method': 'user_message'}, metadata={'made-by': 'demo.py'})
    print(f'Python: created assistant {created.assistant_id}')

    assistant = client.assistants.get(created.assistant_id)
    print(f'Python: read it: "{assistant.name}", {assistant.metadata}')

    asyncio.run(tour(client, model_id, created.assistant_id))

    client.assistants.delete(created.assistant_id)
    print('Python: deleted the assistant')


if __name__ == '__main__':
    try:
        main()
    except GLib.Error as e:
        sys.exit(f'Python: {e.message}')
