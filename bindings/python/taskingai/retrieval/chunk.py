# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional

from ..client.calls import Request, many, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import Chunk, ChunkCreateRequest, ChunkQueryRequest, ChunkUpdateRequest

__all__ = [
    "Chunk", "list_chunks", "a_list_chunks", "get_chunk", "a_get_chunk", "create_chunk",
    "a_create_chunk", "update_chunk", "a_update_chunk", "delete_chunk", "a_delete_chunk",
    "query_chunks", "a_query_chunks",
]


def _list_chunks(collection_id: str, *, order: str = "desc", limit: int = 20,
                 after: Optional[str] = None, before: Optional[str] = None) -> List[Chunk]:
    """List the chunks of a collection, newest first unless order is "asc"."""
    return list_request("chunks", Chunk, (collection_id,), order=order, limit=limit, after=after,
                        before=before)


def _get_chunk(collection_id: str, chunk_id: str) -> Chunk:
    """Get a chunk."""
    return Request("chunks", "get", one(Chunk), collection_id, chunk_id)


def _create_chunk(collection_id: str, *, content: str,
                  metadata: Optional[Dict[str, str]] = None) -> Chunk:
    """Create a chunk that belongs to no record."""
    body = ChunkCreateRequest(content=content, metadata=metadata or {})
    return Request("chunks", "create", one(Chunk), collection_id, members(body))


def _update_chunk(collection_id: str, chunk_id: str, *, content: Optional[str] = None,
                  metadata: Optional[Dict[str, str]] = None) -> Chunk:
    """Update a chunk; what is None stays as it is."""
    body = ChunkUpdateRequest(content=content, metadata=metadata)
    return Request("chunks", "update", one(Chunk), collection_id, chunk_id, members(body))


def _delete_chunk(collection_id: str, chunk_id: str) -> None:
    """Delete a chunk."""
    return Request("chunks", "delete", nothing, collection_id, chunk_id)


def _query_chunks(collection_id: str, *, query_text: str, top_k: int = 3,
                  score_threshold: Optional[float] = None,
                  max_tokens: Optional[int] = None) -> List[Chunk]:
    """Find the chunks that are nearest to a text, best first."""
    body = ChunkQueryRequest(query_text=query_text, top_k=top_k, score_threshold=score_threshold,
                             max_tokens=max_tokens)
    return Request("chunks", "query", many(Chunk), collection_id, members(body))


list_chunks, a_list_chunks = twins(_list_chunks)
get_chunk, a_get_chunk = twins(_get_chunk)
create_chunk, a_create_chunk = twins(_create_chunk)
update_chunk, a_update_chunk = twins(_update_chunk)
delete_chunk, a_delete_chunk = twins(_delete_chunk)
query_chunks, a_query_chunks = twins(_query_chunks)
