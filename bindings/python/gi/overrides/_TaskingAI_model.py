# SPDX-License-Identifier: LGPL-2.1-or-later
"""Models: data that is as easy to make and to read as dicts are."""
import json

from gi.repository import GLib, GObject

from .._gi import TypeTag
from ..module import get_introspection_module, repository

TaskingAI = get_introspection_module('TaskingAI')
Model = TaskingAI.Model


class _Member(property):
    """What the wire knows too, unlike other attributes."""


def _plain(value):
    """For json.dumps: what a model, an enum or a variant is on the wire."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, GObject.GEnum):
        return value.value_nick
    if isinstance(value, GLib.Variant):
        return value.unpack()
    raise TypeError(f'{type(value).__name__} has no JSON form')


_to_json = json.JSONEncoder(default=_plain, ensure_ascii=False).encode


def _set_json(model, member, value):
    """Sets any plain data; nested dicts become nested models."""
    try:
        model.set_member_json(member, _to_json(value))
    except GLib.Error as e:
        raise ValueError(f'{type(model).__name__}.{member}: {e.message}') from None


def _init(self, **members):
    GObject.Object.__init__(self)
    for name, value in members.items():
        attribute = getattr(type(self), name, None)
        if not isinstance(attribute, _Member):
            raise TypeError(f'{type(self).__name__} has no member {name!r}')
        if value is None:
            continue
        if attribute.fset is not None:
            attribute.fset(self, value)
        else:  # what only the server sets, such as an id
            _set_json(self, name, value)


def _repr(self):
    return f'<TaskingAI.{self.to_string()}>'  # without secrets


def _eq(self, other):
    return self.equal(other) if isinstance(other, Model) else NotImplemented


def _from_dict(cls, members):
    """From the wire's JSON as a dict; members that this version does not know are kept."""
    return Model.new_from_json(cls.__gtype__, _to_json(members))


def _to_dict(self):
    return json.loads(self.to_json())


def install(cls):
    cls.__init__, cls.__repr__, cls.__eq__, cls.__hash__ = _init, _repr, _eq, None
    cls.__copy__ = lambda self: self.copy()
    cls.__deepcopy__ = lambda self, memo: self.copy()
    cls.to_dict, cls.from_dict = _to_dict, classmethod(_from_dict)


def _stands_for_type(cls, name, is_enum):
    """Whether a property such as memory_type is what the wire calls type: it takes no number then."""
    if not (is_enum and name.endswith('_type')):
        return False
    try:
        return not cls().set_member_json('type', '0')
    except GLib.Error:
        return True


def _made_of_text(value_type):
    """The constructor of a nested model for which a text stands, such as the content of a message."""
    if value_type is None or not value_type.is_a(Model):
        return None
    name = value_type.name.removeprefix('TaskingAI')
    tags = [[a.get_type().get_tag() for a in m.get_arguments()]
            for m in repository.find_by_name('TaskingAI', name).get_methods() if m.get_name() == 'new']
    return getattr(TaskingAI, name).new if tags == [[TypeTag.UTF8]] else None


def doubles_getter(get_bytes):
    return lambda self: memoryview(get_bytes(self).get_data()).cast('d').tolist()


def install_member(cls, name, get, set_, value_type):
    """Makes a member an attribute, by its name on the wire. Unset ones are None, numbers too; an
    enum value of a newer server is its string; free-form JSON is plain data. Setting takes all of
    these, and dicts for models, or a text if they are made of one."""
    is_enum = value_type is not None and value_type.is_a(GObject.TYPE_ENUM)
    is_json = value_type == GObject.TYPE_VARIANT
    is_strv = value_type == GObject.TYPE_STRV
    from_text = _made_of_text(value_type)
    member = 'type' if _stands_for_type(cls, name, is_enum) else name

    def fget(self):
        if is_json:
            text = self.dup_member_json(member)
            return None if text is None else json.loads(text)
        value = get(self)
        if value or not isinstance(value, (bool, int, float)):
            return value
        if not self.has_member(member):
            return None
        return json.loads(self.dup_member_json(member)) if is_enum else value

    def fset(self, value):
        if isinstance(value, str) and '\0' in value:  # C would see only what stands before it
            raise ValueError(f'{type(self).__name__}.{name}: embedded null character')
        if is_strv and isinstance(value, str):
            value = [value]
        elif from_text is not None and isinstance(value, str):
            value = from_text(value)
        is_models = isinstance(value, (list, tuple)) and value and all(
            isinstance(v, Model) for v in value)
        is_simple = isinstance(value, (str, int, float)) and not is_enum and not is_json
        if value is None:
            self.unset_member(member)
        elif is_models or is_simple or isinstance(value, (Model, GObject.GEnum, GLib.Variant)):
            set_(self, value)
        else:
            _set_json(self, member, value)

    attribute = _Member(fget, set_ and fset)
    setattr(cls, name, attribute)
    if member != name:
        setattr(cls, member, attribute)
