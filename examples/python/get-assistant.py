#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Gets an assistant, first blocking, then with asyncio.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… get-assistant.py ASSISTANT_ID
"""
import asyncio
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402


async def get_async(client, assistant_id):
    return await client.assistants.get_async(assistant_id)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    client = TaskingAI.Client()
    try:
        assistant = client.assistants.get(sys.argv[1])
        print('blocking:', assistant.assistant_id, assistant.name, assistant.model_id)
        assistant = asyncio.run(get_async(client, sys.argv[1]))
        print('async:   ', assistant.assistant_id, assistant.name, assistant.model_id)
    except GLib.Error as e:
        sys.exit(e.message)


if __name__ == '__main__':
    main()
