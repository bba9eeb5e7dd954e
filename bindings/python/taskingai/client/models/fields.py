# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a declared field accepts."""
import copy
import re
import typing
from enum import Enum

__all__ = ["Field", "convert"]

_REQUIRED = object()


class Field:
    """A field of a model: its default, and its limits, which hold for what a program passes."""

    annotation = None

    def __init__(self, default=_REQUIRED, *, ge=None, le=None, min_length=None, max_length=None,
                 pattern=None):
        self.default = default
        self.ge, self.le = ge, le
        self.min_length, self.max_length, self.pattern = min_length, max_length, pattern

    def is_required(self):
        return self.default is _REQUIRED

    def get_default(self):
        return None if self.is_required() else copy.copy(self.default)

    def check(self, value):
        if value is None:
            return
        if self.ge is not None and value < self.ge:
            raise ValueError(f"{value!r} is less than {self.ge}")
        if self.le is not None and value > self.le:
            raise ValueError(f"{value!r} is more than {self.le}")
        if self.min_length is not None and len(value) < self.min_length:
            raise ValueError(f"shorter than {self.min_length}: {value!r}")
        if self.max_length is not None and len(value) > self.max_length:
            raise ValueError(f"longer than {self.max_length}")
        if self.pattern is not None and not re.search(self.pattern, value):
            raise ValueError(f"{value!r} does not match {self.pattern}")


def _name(hint):
    return getattr(hint, "__name__", str(hint))


def _number(hint, value):
    """A number from another kind of number or from text, if it stays the same."""
    try:
        number = hint(value)
    except (ValueError, OverflowError):
        return None
    return number if isinstance(value, str) or number == value else None


def _plain(hint, value, strict):
    if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    if isinstance(value, dict) and hasattr(hint, "model_fields"):
        return hint._make(value, strict)
    if issubclass(hint, Enum) and value in [item.value for item in hint]:
        return hint(value)
    if hint in (int, float) and isinstance(value, (int, float, str)) and not isinstance(value, bool):
        number = _number(hint, value)
        if number is not None:
            return number
    raise ValueError(f"{value!r} is no {_name(hint)}")


def _one_of(hints, value, strict):
    if value is None and type(None) in hints:
        return None
    hints = [hint for hint in hints if hint is not type(None)]
    for hint in hints[:-1]:
        try:
            return _to_type(hint, value, True)
        except ValueError:
            pass
    return _to_type(hints[-1], value, strict)


def _to_type(hint, value, strict):
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is typing.Any:
        return value
    if origin is typing.Union:
        return _one_of(parts, value, strict)
    if origin is list and isinstance(value, (list, tuple)):
        return [convert(parts[0] if parts else typing.Any, item, strict) for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: convert(parts[1] if parts else typing.Any, item, strict)
                for key, item in value.items()}
    return _plain(origin or hint, value, strict)


def convert(hint, value, strict):
    """@value as the declared type. When reading an answer (not @strict), what does not fit stays
    as it is: a newer server may know more."""
    try:
        return _to_type(hint, value, strict)
    except ValueError:
        if strict:
            raise
        return value
