#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A collection of texts, searched by meaning: by the program, and by an assistant before it answers.

    TASKINGAI_HOST=… TASKINGAI_API_KEY=… retrieval.py CHAT_MODEL_ID EMBEDDING_MODEL_ID
"""
import os
import sys

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, TaskingAI  # noqa: E402

QUESTION = 'When does the pier open?'
TEXTS = ['The pier opens at seven in the morning.', 'Fog signals are tested on Mondays.',
         'Tide tables hang in the harbour office.']


def ask(client, assistant_id):
    """Asks the assistant, and prints what it was given: the log of a generation tells."""
    chat = client.chats.create(assistant_id, name='Example')
    client.messages.create(assistant_id, chat.chat_id, role='user', content=QUESTION)
    with client.messages.generate_stream(assistant_id, chat.chat_id, debug=True) as stream:
        for event in stream:
            if isinstance(event, TaskingAI.MessageGenerationLog):
                for found in event.content.get('result', []):
                    print('looked up:', found['content'])


def main(chat_model_id, embedding_model_id):
    client = TaskingAI.Client()
    collection_id = client.collections.create(
        embedding_model_id=embedding_model_id, capacity=1000).collection_id
    for text in TEXTS:
        client.records.create(collection_id, content=text, text_splitter={
            'type': 'token', 'chunk_size': 200, 'chunk_overlap': 20})
    for chunk in client.chunks.query(collection_id, query_text=QUESTION, top_k=1):
        print('found:', chunk.content)

    assistant_id = client.assistants.create(
        model_id=chat_model_id, memory={'type': 'naive'},
        retrievals=[{'type': 'collection', 'id': collection_id}],
        retrieval_configs={'method': 'user_message', 'top_k': 1}).assistant_id
    ask(client, assistant_id)
    client.assistants.delete(assistant_id)
    client.collections.delete(collection_id)


if __name__ == '__main__':
    names = 'TASKINGAI_CHAT_MODEL_ID', 'TASKINGAI_EMBEDDING_MODEL_ID'
    try:
        main(*(sys.argv[1:3] if len(sys.argv) > 2 else map(os.environ.__getitem__, names)))
    except GLib.Error as e:
        sys.exit(e.message)
