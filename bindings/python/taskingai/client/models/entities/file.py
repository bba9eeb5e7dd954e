# SPDX-License-Identifier: LGPL-2.1-or-later
from enum import Enum

from ..base import BaseModel

__all__ = ["FileIdData", "UploadFilePurpose"]


class UploadFilePurpose(str, Enum):
    RECORD_FILE = "record_file"
    QA_RECORD_FILE = "qa_record_file"


class FileIdData(BaseModel):
    file_id: str
