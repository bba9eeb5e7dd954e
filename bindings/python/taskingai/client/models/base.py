# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plain objects with declared fields, which behave as the official client's do."""
import copy
import json
import typing
from enum import Enum

from .fields import Field

__all__ = ["BaseModel", "Field", "SortOrderEnum"]


class SortOrderEnum(str, Enum):
    DESC = "desc"
    ASC = "asc"


class BaseModel:
    """Fields are the annotations of the class and its bases; a value there is the default."""

    __slots__ = ("__dict__", "__weakref__", "model_fields_set")
    __hash__ = None

    model_fields = _defaults = {}
    _names = _read_fields = ()

    def __init_subclass__(cls):
        cls.model_fields = dict(cls.model_fields)
        hints = typing.get_type_hints(cls)
        for name in cls.__dict__.get("__annotations__", {}):
            field = cls.__dict__[name] if name in cls.__dict__ else Field()
            if not isinstance(field, Field):
                field = Field(field)
            if name in cls.__dict__:
                delattr(cls, name)
            field.declare(hints[name])
            cls.model_fields[name] = field
        cls._names = tuple(cls.model_fields)
        cls._defaults = {name: field.get_default() for name, field in cls.model_fields.items()}
        cls._read_fields = [(name, field.exact_type, field.read)
                            for name, field in cls.model_fields.items() if field.read]

    def __init__(self, **data):
        self._fill(data)

    def _fill(self, data):
        fields, values = self.model_fields, self.__dict__
        object.__setattr__(self, "model_fields_set", fields.keys() & data.keys())
        for name, field in fields.items():
            if name not in data:
                if field.is_required():
                    raise ValueError(f"{type(self).__name__}.{name}: missing")
                values[name] = field.get_default()
                continue
            try:
                value = data[name]
                values[name] = (value if type(value) is field.exact_type
                                else field.convert(value, True))
                field.check(values[name])
            except ValueError as e:
                raise ValueError(f"{type(self).__name__}.{name}: {e}") from None

    @classmethod
    def load(cls, data):
        """From the server's JSON, which it may keep. What does not fit stays as it is: a newer server
        may know more."""
        self = cls.__new__(cls)
        if tuple(data) != cls._names:
            data = self._complete(data)
        for name, exact_type, read in cls._read_fields:
            value = data[name]
            if type(value) is not exact_type and value is not None:
                data[name] = read(value)
        object.__setattr__(self, "__dict__", data)
        return self

    def _complete(self, data):
        """All fields and no others. No two objects share a default that can be changed."""
        given = {name for name in self.model_fields if name in data}
        if len(given) < len(self.model_fields):
            object.__setattr__(self, "model_fields_set", given)
        return {name: data[name] if name in given
                else copy.copy(default) if isinstance(default, (list, dict)) else default
                for name, default in self._defaults.items()}

    def __getattr__(self, name):
        """load() leaves out what is rarely asked for, when it is simply all fields."""
        if name != "model_fields_set":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        object.__setattr__(self, name, set(self.model_fields))
        return self.model_fields_set

    @classmethod
    def model_construct(cls, _fields_set=None, **data):
        """Without any check."""
        self = cls.__new__(cls)
        self.__dict__.update({name: data.get(name, field.get_default())
                              for name, field in cls.model_fields.items()})
        self.model_fields_set = set(data if _fields_set is None else _fields_set)
        return self

    @classmethod
    def model_validate(cls, data):
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict):
            raise ValueError(f"{data!r} is neither a {cls.__name__} nor a dictionary")
        self = cls.__new__(cls)
        self._fill(data)
        return self

    @classmethod
    def model_validate_json(cls, text):
        return cls.model_validate(json.loads(text))

    def __setattr__(self, name, value):
        if name not in self.model_fields and name not in BaseModel.__slots__:
            raise ValueError(f"{type(self).__name__} has no field {name!r}")
        super().__setattr__(name, value)
        if name in self.model_fields:
            self.model_fields_set.add(name)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    def __iter__(self):
        return iter(self.__dict__.items())

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self)})"

    def __str__(self):
        return " ".join(f"{k}={v!r}" for k, v in self)

    def model_dump(self, *, mode="python", include=None, exclude=None, exclude_unset=False,
                   exclude_defaults=False, exclude_none=False):
        skip = dict(exclude_unset=exclude_unset, exclude_defaults=exclude_defaults,
                    exclude_none=exclude_none)
        return {name: _dump(value, mode, skip) for name, value in self
                if (include is None or name in include) and name not in (exclude or ())
                and not (exclude_none and value is None)
                and not (exclude_unset and name not in self.model_fields_set)
                and not (exclude_defaults and value == self.model_fields[name].default)}

    def model_dump_json(self, *, indent=None, **options):
        separators = (",", ":") if indent is None else None
        return json.dumps(self.model_dump(mode="json", **options), indent=indent,
                          separators=separators, ensure_ascii=False)

    def model_copy(self, *, update=None, deep=False):
        other = copy.deepcopy(self) if deep else copy.copy(self)
        other.model_fields_set = self.model_fields_set | set(update or ())
        other.__dict__.update(update or {})
        return other

    # The names of pydantic 1.
    dict, json, copy, parse_obj = model_dump, model_dump_json, model_copy, model_validate
    parse_raw, construct = model_validate_json, model_construct


def _dump(value, mode, skip):
    if isinstance(value, BaseModel):
        return value.model_dump(mode=mode, **skip)
    if isinstance(value, list):
        return [_dump(item, mode, skip) for item in value]
    if isinstance(value, dict):
        return {key: _dump(item, mode, skip) for key, item in value.items()}
    return value.value if mode == "json" and isinstance(value, Enum) else value
