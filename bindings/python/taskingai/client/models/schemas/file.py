# SPDX-License-Identifier: LGPL-2.1-or-later
from ..base import BaseModel
from ..entities.file import FileIdData

__all__ = ["UploadFileResponse"]


class UploadFileResponse(BaseModel):
    status: str = "success"
    data: FileIdData
