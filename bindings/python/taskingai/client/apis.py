# SPDX-License-Identifier: LGPL-2.1-or-later
"""One function for each route: a request in, the whole answer out, as api_ and async_api_."""
import inspect
import json
import re
import urllib.parse

from . import models
from .calls import Request, members, twins

_RESOURCES = {
    "Assistant": "assistants",
    "Chat": "assistants/{assistant_id}/chats",
    "Message": "assistants/{assistant_id}/chats/{chat_id}/messages",
    "Collection": "collections",
    "Record": "collections/{collection_id}/records",
    "Chunk": "collections/{collection_id}/chunks",
    "Action": "actions",
}

# Name, method, path, and the first part of the names of request and answer.
_OTHERS = (
    ("bulk_create_actions", "POST", "actions/bulk_create", "ActionBulkCreate"),
    ("run_action", "POST", "actions/{action_id}/run", "ActionRun"),
    ("clean_chat_context", "POST", "assistants/{assistant_id}/chats/{chat_id}/clean_context",
     "ChatCleanContext"),
    ("generate_message", "POST", "assistants/{assistant_id}/chats/{chat_id}/generate",
     "MessageGenerate"),
    ("query_collection_chunks", "POST", "collections/{collection_id}/chunks/query", "ChunkQuery"),
    ("chat_completion", "POST", "inference/chat_completion", "ChatCompletion"),
    ("text_embedding", "POST", "inference/text_embedding", "TextEmbedding"),
)


def _usual_calls():
    for entity, path in _RESOURCES.items():
        name = entity.lower()
        one = f"{path}/{{{name}_id}}"
        yield f"list_{name}s", "GET", path, f"{entity}List"
        yield f"create_{name}", "POST", path, f"{entity}Create"
        yield f"get_{name}", "GET", one, f"{entity}Get"
        yield f"update_{name}", "POST", one, f"{entity}Update"
        yield f"delete_{name}", "DELETE", one, "BaseEmpty"


def _define(name, method, path, schema):
    takes_payload = hasattr(models, schema + "Request")
    response = getattr(models, schema + "Response")
    signature = inspect.Signature([
        inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for each in [*re.findall(r"{(\w+)}", path), *(["payload"] if takes_payload else [])]])

    def prepare(*args, **kwargs):
        given = signature.bind(*args, **kwargs).arguments
        sent = members(given.pop("payload")) if takes_payload else {}
        ids = {key: urllib.parse.quote(str(value), safe="") for key, value in given.items()}
        query = urllib.parse.urlencode(sent) if method == "GET" else None
        body = json.dumps(sent) if method == "POST" else None
        return Request(None, "request", lambda text: response.load(json.loads(text)), method,
                       "/v1/" + path.format(**ids), query, body)

    prepare.__name__, prepare.__doc__ = "api_" + name, f"{method} /v1/{path}"
    prepare.__signature__ = signature
    return twins(prepare, "async_")


__all__ = []
for _call in (*_usual_calls(), *_OTHERS):
    if hasattr(models, _call[3] + "Response"):
        for _function in _define(*_call):
            globals()[_function.__name__] = _function
            __all__.append(_function.__name__)
