#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Gets an assistant through the functions of the official client, with libtaskingai below.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… official_get_assistant.py ASSISTANT_ID
"""
import asyncio
import sys

from taskingai.assistant import a_get_assistant, get_assistant


async def main(assistant_id):
    assistant = await a_get_assistant(assistant_id=assistant_id)
    print("async:   ", assistant.assistant_id, assistant.name, assistant.memory.type.value)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    assistant = get_assistant(assistant_id=sys.argv[1])
    print("blocking:", assistant.assistant_id, assistant.name, assistant.memory.type.value)
    asyncio.run(main(sys.argv[1]))
