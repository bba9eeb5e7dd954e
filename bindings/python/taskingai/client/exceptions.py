# SPDX-License-Identifier: LGPL-2.1-or-later
import json

__all__ = [
    "TaskingAIException", "TaskingAIProtocolError", "OpenApiException", "ApiAttributeError",
    "ApiTypeError", "ApiValueError", "ApiKeyError", "ApiException", "NotFoundException",
    "UnauthorizedException", "ForbiddenException", "ServiceException",
]


class TaskingAIException(Exception):
    pass


class TaskingAIProtocolError(TaskingAIException):
    pass


class OpenApiException(TaskingAIException):
    pass


class _ItemError(OpenApiException):
    def __init__(self, msg, path_to_item=None):
        self.path_to_item = path_to_item
        path = "".join(f"[{item!r}]" for item in path_to_item or ())
        super().__init__(f"{msg} at {path}" if path else msg)


class ApiTypeError(_ItemError, TypeError):
    def __init__(self, msg, path_to_item=None, valid_classes=None, key_type=None):
        self.valid_classes, self.key_type = valid_classes, key_type
        super().__init__(msg, path_to_item)


class ApiValueError(_ItemError, ValueError):
    pass


class ApiAttributeError(_ItemError, AttributeError):
    pass


class ApiKeyError(_ItemError, KeyError):
    pass


class ApiException(OpenApiException):
    """A call that failed; status is the HTTP status, 0 if there was no answer.

    code is the server's own error code, if it gave one; body is its error as JSON.
    """

    def __init__(self, status=None, reason=None, http_resp=None, *, code=None, request_id=None):
        super().__init__(status, reason)
        self.status, self.reason, self.code, self.request_id = status, reason, code, request_id
        self.headers = self.body = None
        if http_resp is not None:
            self.status, self.reason = http_resp.status, http_resp.reason
            self.body, self.headers = http_resp.data, http_resp.getheaders()
        elif code:
            error = {"status": "error", "error": {"code": code, "message": reason}}
            self.body = json.dumps(error).encode()

    def __str__(self):
        headers = f"HTTP response headers: {self.headers}\n" if self.headers else ""
        body = f"HTTP response body: {self.body}\n" if self.body else ""
        return f"({self.status})\nReason: {self.reason}\n{headers}{body}"


class NotFoundException(ApiException):
    pass


class UnauthorizedException(ApiException):
    pass


class ForbiddenException(ApiException):
    pass


class ServiceException(ApiException):
    pass


class _ProtocolException(ApiException, TaskingAIProtocolError):
    """No connection, or an answer that is none of this API."""
