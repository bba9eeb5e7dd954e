# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a declared field accepts."""
import copy
import functools
import re
import typing
from enum import Enum

__all__ = ["Field"]

_REQUIRED = object()


class Field:
    """A field of a model: its default, and its limits, which hold for what a program passes."""

    annotation = exact_type = convert = read = None

    def __init__(self, default=_REQUIRED, *, ge=None, le=None, min_length=None, max_length=None,
                 pattern=None):
        self.default = default
        self._is_mutable = isinstance(default, (list, dict))
        self.ge, self.le = ge, le
        self.min_length, self.max_length, self.pattern = min_length, max_length, pattern

    def declare(self, hint):
        """What most values are needs no conversion: one comparison tells, by the exact_type. Of an
        answer many need not even that: read is None for those that are taken as they are."""
        self.annotation, self.exact_type, self.convert = hint, _exact_type(hint), _converter(hint)
        self.read = None if _is_verbatim(hint) else _reader(hint)

    def is_required(self):
        return self.default is _REQUIRED

    def get_default(self):
        if self._is_mutable:
            return copy.copy(self.default)
        return None if self.is_required() else self.default

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


def _exact_type(hint):
    """The class whose own instances are as declared; no value has the type None."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if typing.get_origin(hint) is typing.Union and len(parts) == 1:
        hint, = parts
    return hint if isinstance(hint, type) else None


def _is_verbatim(hint):
    """Whether no value that is read becomes another one."""
    parts = typing.get_args(hint)
    if parts or typing.get_origin(hint):
        return all(map(_is_verbatim, parts))
    return hint in (str, bool, type(None), typing.Any)


def _number(hint, value):
    """A number from another kind of number or from text, if it stays the same."""
    try:
        number = hint(value)
    except (ValueError, OverflowError):
        return None
    return number if isinstance(value, str) or number == value else None


def _plain(hint):
    items = {item.value: item for item in hint} if issubclass(hint, Enum) else {}
    is_model, is_number = hasattr(hint, "model_fields"), hint in (int, float)

    def convert(value, strict):
        if type(value) is str and value in items:
            return items[value]
        if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
            return value
        if is_model and isinstance(value, dict):
            return hint.model_validate(value) if strict else hint.load(value)
        if value in items.values():  # of another enumeration
            return hint(value)
        if is_number and isinstance(value, (int, float, str)) and not isinstance(value, bool):
            number = _number(hint, value)
            if number is not None:
                return number
        raise ValueError(f"{value!r} is no {_name(hint)}")
    return convert


def _one_of(hints):
    *others, last = [_converter(hint) for hint in hints if hint is not type(None)]
    takes_none = type(None) in hints
    models = tuple(hint for hint in hints if hasattr(hint, "model_fields"))

    def convert(value, strict):
        if value is None and takes_none or isinstance(value, models):
            return value
        for other in others:
            try:
                return other(value, True)
            except ValueError:
                pass
        return last(value, strict)
    return convert


def _reader(hint):
    """Of an answer: what does not fit stays as it is."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        items = {item.value: item for item in hint}
        return lambda value: items.get(value, value) if type(value) is str else value
    convert = _converter(hint)

    def read(value):
        try:
            return convert(value, False)
        except ValueError:
            return value
    return read


def _part(hint):
    """Of a list or dictionary."""
    convert, read = _converter(hint), _reader(hint)
    return lambda value, strict: convert(value, True) if strict else read(value)


def _list_of(hint):
    exact_type, part, other = _exact_type(hint), _part(hint), _plain(list)

    def convert(value, strict):
        if not isinstance(value, (list, tuple)):
            return other(value, strict)
        if hint is typing.Any or set(map(type, value)) == {exact_type}:
            return list(value)
        return [part(item, strict) for item in value]
    return convert


def _dict_of(hint):
    part, other = _part(hint), _plain(dict)

    def convert(value, strict):
        if not isinstance(value, dict):
            return other(value, strict)
        if hint is typing.Any:
            return dict(value)
        return {key: part(item, strict) for key, item in value.items()}
    return convert


@functools.cache
def _converter(hint):
    """The function (value, strict) that makes a value the declared type, or raises ValueError. Made
    once for each type: looking into it anew for every value would be most of the cost."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is typing.Any:
        return lambda value, strict: value
    if origin is typing.Union:
        return _one_of(parts)
    if origin is list:
        return _list_of(parts[0] if parts else typing.Any)
    if origin is dict:
        return _dict_of(parts[1] if parts else typing.Any)
    return _plain(origin or hint)
