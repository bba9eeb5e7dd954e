# SPDX-License-Identifier: LGPL-2.1-or-later
"""From the functions of the package to the calls of the native client, blocking and awaited."""
import functools
import json

from gi.repository import GLib

from .. import config
from . import exceptions, stream

TaskingAI = config.TaskingAI
Code = TaskingAI.ApiError

_CLASSES = {
    Code.AUTHENTICATION: exceptions.UnauthorizedException,
    Code.PERMISSION: exceptions.ForbiddenException,
    Code.NOT_FOUND: exceptions.NotFoundException,
    Code.PROVIDER: exceptions.ServiceException,
    Code.GENERATION: exceptions.ServiceException,
    Code.SERVER: exceptions.ServiceException,
    Code.CONNECTION: exceptions._ProtocolException,
    Code.TRUNCATED: exceptions._ProtocolException,
    Code.PROTOCOL: exceptions._ProtocolException,
    Code.MALFORMED: exceptions._ProtocolException,
}


def to_exception(error):
    """The exception of this package that tells what a GLib.Error does."""
    details = TaskingAI.error_details(error)
    cls = exceptions.ApiException
    if error.domain == GLib.quark_to_string(Code.quark()):
        cls = _CLASSES.get(error.code, cls)
    reason = error.message.rpartition(" [")[0] if details else error.message
    return cls(status=details.get("http_status", 0), reason=reason,
               code=details.get("server_code"), request_id=details.get("request_id"))


def one(cls):
    """What makes an object of @cls from a native one."""
    return lambda native: cls.load(native.to_dict())


def many(cls):
    """What makes a list of objects of @cls from a native page."""
    return lambda page: [cls.load(item) for item in json.loads(page.to_json())]


def nothing(native):
    return None


def members(body, *names):
    """The members of a request, or those of these @names, as the native client takes them."""
    return body.model_dump(mode="json", include=names or None, exclude_none=True)


class Request:
    """One call: the service (None for the client itself) and method of the native client, its
    arguments, and what to make of the answer."""

    def __init__(self, service, method, result, *args, **kwargs):
        self.service, self.method, self.result = service, method, result
        self.args, self.kwargs = args, kwargs

    def _bound(self, suffix):
        client = config.Config.client()
        service = client if self.service is None else getattr(client, self.service)
        return functools.partial(getattr(service, self.method + suffix), *self.args, **self.kwargs)

    def run(self):
        try:
            return self.result(self._bound("")())
        except GLib.Error as e:
            raise to_exception(e) from e

    async def run_async(self):
        try:
            return self.result(await self._bound("_async")())
        except GLib.Error as e:
            raise to_exception(e) from e


class StreamRequest(Request):
    def __init__(self, service, method, *args, **kwargs):
        super().__init__(service, method, None, *args, **kwargs)

    def run(self):
        self.result = functools.partial(stream.Stream, to_exception=to_exception)
        return super().run()

    async def run_async(self):
        self.result = functools.partial(stream.AsyncStream, to_exception=to_exception)
        return await super().run_async()


def twins(prepare, prefix="a_"):
    """The blocking function and its asynchronous twin, from the function that makes the Request."""
    name = prepare.__name__.lstrip("_")

    @functools.wraps(prepare)
    def blocking(*args, **kwargs):
        return prepare(*args, **kwargs).run()

    @functools.wraps(prepare)
    async def awaited(*args, **kwargs):
        return await prepare(*args, **kwargs).run_async()

    blocking.__name__ = blocking.__qualname__ = name
    awaited.__name__ = awaited.__qualname__ = prefix + name
    return blocking, awaited
