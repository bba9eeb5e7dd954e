# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Dict, List, Optional

from ..client.calls import Request, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import (
    Collection, CollectionCreateRequest, CollectionType, CollectionUpdateRequest,
)

__all__ = [
    "Collection", "get_collection", "list_collections", "create_collection", "update_collection",
    "delete_collection", "a_get_collection", "a_list_collections", "a_create_collection",
    "a_update_collection", "a_delete_collection",
]


def _list_collections(*, order: str = "desc", limit: int = 20, after: Optional[str] = None,
                      before: Optional[str] = None) -> List[Collection]:
    """List collections, newest first unless order is "asc"."""
    return list_request("collections", Collection, (), order=order, limit=limit, after=after,
                        before=before)


def _get_collection(collection_id: str) -> Collection:
    """Get a collection."""
    return Request("collections", "get", one(Collection), collection_id)


def _create_collection(*, embedding_model_id: str, capacity: int = 1000,
                       name: Optional[str] = None, type: Optional[CollectionType] = None,
                       description: Optional[str] = None,
                       metadata: Optional[Dict[str, str]] = None) -> Collection:
    """Create a collection."""
    body = CollectionCreateRequest(
        embedding_model_id=embedding_model_id, capacity=capacity, name=name or "",
        type=type or CollectionType.TEXT, description=description or "", metadata=metadata or {})
    return Request("collections", "create", one(Collection), members(body))


def _update_collection(collection_id: str, *, name: Optional[str] = None,
                       description: Optional[str] = None,
                       metadata: Optional[Dict[str, str]] = None) -> Collection:
    """Update a collection; what is None stays as it is."""
    body = CollectionUpdateRequest(name=name, description=description, metadata=metadata)
    return Request("collections", "update", one(Collection), collection_id, members(body))


def _delete_collection(collection_id: str) -> None:
    """Delete a collection with its records and chunks."""
    return Request("collections", "delete", nothing, collection_id)


list_collections, a_list_collections = twins(_list_collections)
get_collection, a_get_collection = twins(_get_collection)
create_collection, a_create_collection = twins(_create_collection)
update_collection, a_update_collection = twins(_update_collection)
delete_collection, a_delete_collection = twins(_delete_collection)
