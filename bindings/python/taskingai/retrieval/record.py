# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import Any, Dict, List, Optional, Union

from ..client.calls import Request, members, nothing, one, twins
from ..client.lists import list_request
from ..client.models import (
    Record, RecordCreateRequest, RecordType, RecordUpdateRequest, TextSplitter,
)

__all__ = [
    "Record", "RecordType", "get_record", "list_records", "create_record", "update_record",
    "delete_record", "a_get_record", "a_list_records", "a_create_record", "a_update_record",
    "a_delete_record",
]


_SOURCES = {RecordType.TEXT: "content", RecordType.FILE: "file_id", RecordType.WEB: "url"}


def _check_source(type, **sources):
    name = _SOURCES.get(type)
    if name is not None and not sources[name]:
        raise ValueError(f"A record of the type {type.value!r} needs its {name}")
    if type == RecordType.WEB and not sources["url"].startswith("https://"):
        raise ValueError(f"Pages are read by https only: {sources['url']!r}")


def _list_records(collection_id: str, *, order: str = "desc", limit: int = 20,
                  after: Optional[str] = None, before: Optional[str] = None) -> List[Record]:
    """List the records of a collection, newest first unless order is "asc"."""
    return list_request("records", Record, (collection_id,), order=order, limit=limit,
                        after=after, before=before)


def _get_record(collection_id: str, record_id: str) -> Record:
    """Get a record."""
    return Request("records", "get", one(Record), collection_id, record_id)


def _create_record(collection_id: str, *, type: Union[RecordType, str],
                   text_splitter: Optional[Union[TextSplitter, Dict[str, Any]]] = None,
                   title: Optional[str] = None, content: Optional[str] = None,
                   file_id: Optional[str] = None, url: Optional[str] = None,
                   metadata: Optional[Dict[str, str]] = None) -> Record:
    """Create a record from a text, an uploaded file or a web page."""
    type = RecordType(type)
    _check_source(type, content=content, file_id=file_id, url=url)
    body = RecordCreateRequest(
        title=title or "", type=type, text_splitter=text_splitter, content=content,
        file_id=file_id, url=url, metadata=metadata or {})
    return Request("records", "create", one(Record), collection_id, members(body))


def _update_record(record_id: str, collection_id: str, *,
                   type: Optional[Union[RecordType, str]] = None,
                   text_splitter: Optional[Union[TextSplitter, Dict[str, Any]]] = None,
                   title: Optional[str] = None, content: Optional[str] = None,
                   file_id: Optional[str] = None, url: Optional[str] = None,
                   metadata: Optional[Dict[str, str]] = None) -> Record:
    """Update a record; what is None stays as it is. Mind the order of the ids."""
    body = RecordUpdateRequest(
        title=title, type=type or None, text_splitter=text_splitter or None, content=content,
        file_id=file_id, url=url, metadata=metadata)
    return Request("records", "update", one(Record), collection_id, record_id, members(body))


def _delete_record(collection_id: str, record_id: str) -> None:
    """Delete a record with its chunks."""
    return Request("records", "delete", nothing, collection_id, record_id)


list_records, a_list_records = twins(_list_records)
get_record, a_get_record = twins(_get_record)
create_record, a_create_record = twins(_create_record)
update_record, a_update_record = twins(_update_record)
delete_record, a_delete_record = twins(_delete_record)
