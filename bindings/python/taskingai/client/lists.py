# SPDX-License-Identifier: LGPL-2.1-or-later
from .calls import Request, many
from .models.schemas.base import BaseListRequest


def list_request(service, cls, parents, *, order, limit, after, before):
    """The call that lists objects of @cls below the ids in @parents."""
    if after and before:
        raise ValueError("after and before exclude each other")
    options = BaseListRequest(order=order, limit=limit, after=after, before=before)
    return Request(service, "list", many(cls), *parents,
                   options=options.model_dump(mode="json", exclude_none=True))
