#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""An action made of an OpenAPI document: run by the program, and by an assistant as its tool.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… tools.py SERVICE_URL MODEL_ID

The model has to call functions; the service answers GET SERVICE_URL/plot.
"""
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402


def document(service):
    return {
        'openapi': '3.1.0', 'info': {'title': 'Plots', 'version': '1'},
        'servers': [{'url': service}],
        'paths': {'/plot': {'get': {'operationId': 'make_scatter_plot',
                                    'description': 'Make a scatter plot'}}},
    }


def ask(client, assistant_id):
    chat = client.chats.create(assistant_id, name='Example')
    client.messages.create(assistant_id, chat.chat_id, role='user', content='Plot it, please')
    answer = client.messages.generate(assistant_id, chat.chat_id)
    print('assistant:', answer.text)


def main(service, model_id):
    client = TaskingAI.Client()
    [action] = client.actions.bulk_create(openapi_schema=document(service))
    print('made:', action.name)
    result = client.actions.run(action.action_id)
    print('ran:', result.status)

    assistant_id = client.assistants.create(
        model_id=model_id, memory={'type': 'naive'},
        tools=[{'type': 'action', 'id': action.action_id}],
        retrieval_configs={'method': 'user_message'}).assistant_id
    ask(client, assistant_id)
    client.assistants.delete(assistant_id)
    client.actions.delete(action.action_id)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else os.environ['TASKINGAI_TOOLS_MODEL_ID'])
    except GLib.Error as e:
        sys.exit(e.message)
