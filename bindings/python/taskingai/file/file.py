# SPDX-License-Identifier: LGPL-2.1-or-later
import os
from typing import BinaryIO, Union

from gi.repository import GLib

from ..client.calls import Request, TaskingAI, one, twins
from ..client.models import FileIdData, UploadFilePurpose

__all__ = ["upload_file", "a_upload_file"]


def _read(file):
    if not hasattr(file, "read"):
        raise ValueError(f"A file to read is needed, not {file!r}")
    if getattr(file, "seekable", bool)():  # from its beginning, also the second time
        file.seek(0)
    content = file.read()
    if not isinstance(content, (bytes, bytearray)):
        raise ValueError("The file must be opened in binary mode")
    if not isinstance(getattr(file, "name", None), str):
        raise ValueError("The file must have a name, whose ending tells what is in it")
    return bytes(content), os.path.basename(file.name)


def _upload_file(file: BinaryIO,
                 purpose: Union[UploadFilePurpose, str] = UploadFilePurpose.RECORD_FILE
                 ) -> FileIdData:
    """Upload a file, to make a record from."""
    try:
        purpose = UploadFilePurpose(purpose)
    except ValueError:
        raise ValueError(f"Files have no such purpose: {purpose!r}") from None
    content, filename = _read(file)
    upload = TaskingAI.Upload.new_for_bytes(GLib.Bytes.new(content), filename)
    upload.set_purpose(purpose.value)
    return Request("files", "upload", one(FileIdData), upload)


upload_file, a_upload_file = twins(_upload_file)
