# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plain objects with declared fields, which behave as the official client's do."""
import copy
import json
import typing
from enum import Enum

__all__ = ["BaseModel", "SortOrderEnum"]

_REQUIRED = object()


class SortOrderEnum(str, Enum):
    DESC = "desc"
    ASC = "asc"


def _convert(hint, value, strict):
    """@value as the declared type. When reading an answer (not @strict), what does not fit stays
    as it is: a newer server may know more."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is typing.Any:
        return value
    if origin is typing.Union:  # Optional
        return None if value is None else _convert(parts[0], value, strict)
    if origin is list and isinstance(value, (list, tuple)):
        return [_convert(parts[0], item, strict) for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: _convert(parts[1], item, strict) for key, item in value.items()}
    if isinstance(hint, type):
        if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
            return value
        if issubclass(hint, BaseModel) and isinstance(value, dict):
            return hint._make(value, strict)
        if issubclass(hint, Enum) and value in [item.value for item in hint]:
            return hint(value)
        if hint is float and isinstance(value, int):
            return float(value)
    if strict:
        raise ValueError(f"Input should be a valid {getattr(hint, '__name__', hint)}: {value!r}")
    return value


class BaseModel:
    """Fields are the annotations of the class and its bases; a value there is the default."""

    model_fields = {}

    def __init_subclass__(cls):
        cls.model_fields = {name: (hint, getattr(cls, name, _REQUIRED))
                            for name, hint in typing.get_type_hints(cls).items()}

    def __init__(self, **data):
        self._fill(data, True)

    @classmethod
    def _make(cls, data, strict):
        self = cls.__new__(cls)
        self._fill(data, strict)
        return self

    @classmethod
    def load(cls, data):
        """From the server's JSON."""
        return cls._make(data, False)

    @classmethod
    def model_validate(cls, data):
        return data if isinstance(data, cls) else cls._make(data, True)

    def _fill(self, data, strict):
        for name, (hint, default) in self.model_fields.items():
            if name in data:
                try:
                    self.__dict__[name] = _convert(hint, data[name], strict)
                except ValueError as e:
                    raise ValueError(f"{type(self).__name__}.{name}: {e}") from None
            elif default is not _REQUIRED:
                self.__dict__[name] = copy.copy(default)
            elif strict:
                raise ValueError(f"{type(self).__name__}.{name}: Field required")
            else:
                self.__dict__[name] = None

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    __hash__ = None

    def __iter__(self):
        return iter(self.__dict__.items())

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self)})"

    def __str__(self):
        return " ".join(f"{k}={v!r}" for k, v in self)

    def model_dump(self, *, mode="python", exclude_none=False):
        return {name: _dump(value, mode, exclude_none) for name, value in self
                if not (exclude_none and value is None)}

    def model_dump_json(self, **options):
        return json.dumps(self.model_dump(mode="json", **options), separators=(",", ":"),
                          ensure_ascii=False)

    def model_copy(self, *, update=None):
        other = copy.copy(self)
        other.__dict__.update(update or {})
        return other

    dict, json, copy, parse_obj = model_dump, model_dump_json, model_copy, model_validate


def _dump(value, mode, exclude_none):
    if isinstance(value, BaseModel):
        return value.model_dump(mode=mode, exclude_none=exclude_none)
    if isinstance(value, list):
        return [_dump(item, mode, exclude_none) for item in value]
    if isinstance(value, dict):
        return {key: _dump(item, mode, exclude_none) for key, item in value.items()}
    return value.value if mode == "json" and isinstance(value, Enum) else value
