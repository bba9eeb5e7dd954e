# SPDX-License-Identifier: LGPL-2.1-or-later
"""What Python expects on top of introspection: attributes, keyword arguments, dicts, iteration,
await. Everything is found in the typelib; no class or member is listed here by hand."""
import functools

from gi.repository import GObject

from .._gi import Direction, ObjectInfo, TypeTag
from ..module import get_introspection_module, repository
from . import _TaskingAI_asyncio, _TaskingAI_methods, _TaskingAI_model
from ._TaskingAI_call import Call

TaskingAI = get_introspection_module('TaskingAI')
Model, Stream, Enumerator = TaskingAI.Model, TaskingAI.Stream, TaskingAI.Enumerator
__all__ = ['error_details']


def error_details(error):
    """The http_status, server_code, request_id and attempts of a GLib.Error, as far as known."""
    found, *values = TaskingAI.api_error_parse_message(error.message)
    names = ('http_status', 'server_code', 'request_id', 'attempts')
    return dict(zip(names, values)) if found else {}


def _install_attributes(cls, info):
    """get_x () and set_x () are also the attribute x, in models by the names of the wire."""
    specs = {p.name.replace('-', '_'): p for p in GObject.list_properties(cls)
             if p.owner_type == cls.__gtype__}
    methods = {m.get_name(): m for m in info.get_methods() if m.is_method()}
    getters = {name[4:]: m for name, m in methods.items() if name.startswith('get_')
               and all(a.get_direction() == Direction.OUT for a in m.get_arguments())}
    for name in (getters.keys() | specs) - methods.keys():
        get, set_ = getattr(cls, 'get_' + name, None), getattr(cls, 'set_' + name, None)
        if name + '_bytes' in getters:  # numbers, which are made in one go from these
            get = _TaskingAI_model.doubles_getter(getattr(cls, f'get_{name}_bytes'))
        is_member = name in specs or getters[name].get_return_type().get_tag() != TypeTag.UTF8
        if issubclass(cls, Model) and is_member:
            value_type = specs[name].value_type if name in specs else None
            _TaskingAI_model.install_member(cls, name, get, set_, value_type)
        else:  # of a model, what it tells in short, such as the text of a completion
            setattr(cls, name, property(get, set_))


def _install_checks(cls, info):
    """For texts that are given otherwise than to calls: settings, and names of files."""
    cls.__init__ = _TaskingAI_methods.refusing_nul(cls.__init__)
    for m in info.get_methods():
        arguments = m.get_arguments()
        if (any(a.get_type().get_tag() == TypeTag.UTF8 for a in arguments)
                and 'cancellable' not in (a.get_name() for a in arguments)):
            native = _TaskingAI_methods.refusing_nul(getattr(cls, m.get_name()))
            setattr(cls, m.get_name(), native if m.is_method() else staticmethod(native))


def _install_calls(cls, info):
    for m in info.get_methods():
        name = m.get_name()
        if 'cancellable' not in (a.get_name() for a in m.get_arguments()):
            if issubclass(cls, TaskingAI.Service) and not name.endswith('_finish'):
                setattr(cls, name, _TaskingAI_methods.immediate(getattr(cls, name), m))
            continue
        finish = getattr(cls, name[:-6] + '_finish', None) if name.endswith('_async') else None
        native = getattr(cls, name)
        setattr(cls, name, _TaskingAI_methods.awaitable(native, finish, m) if finish
                else _TaskingAI_methods.blocking(native, m))


# Streams and enumerators: for, of both kinds. Cancelling the await of a read loses nothing: what comes
# all the same is given to the next one.

def _reader(begin, finish, late, try_read):
    async def read(self, cancellable=None):
        if late in self.__dict__:
            return self.__dict__.pop(late)
        if try_read is not None and (item := try_read(self)) is not None:
            return item
        return await Call(self, begin, finish, (), cancellable, functools.partial(
            self.__dict__.__setitem__, late))

    @functools.wraps(begin)
    def method(self, cancellable=None, callback=None, *user_data):
        if callback is not None:
            return begin(self, cancellable, callback, *user_data)
        return read(self, cancellable)
    return method


def _late_first(read, late):
    @functools.wraps(read)
    def method(self, cancellable=None):
        return self.__dict__.pop(late) if late in self.__dict__ else read(self, cancellable)
    return method


def _then_turn(close):
    @functools.wraps(close)
    def method(self):
        close(self)
        _TaskingAI_asyncio.turn_soon()  # for a read that is waiting
    return method


def _install_iteration(cls, read, late, try_read):
    """next () and await of what read () and read_async () give, until that is nothing."""
    native = getattr(cls, read + '_async'), getattr(cls, read + '_finish')
    blocking = _late_first(getattr(cls, read), late)
    awaitable = _reader(*native, late, try_read)

    def next_(self):
        if (item := blocking(self)) is None:
            raise StopIteration
        return item

    async def anext_(self):
        if late not in self.__dict__ and (item := try_read(self)) is not None:
            return item  # without one more coroutine
        if (item := await awaitable(self)) is None:
            raise StopAsyncIteration
        return item

    setattr(cls, read, blocking)
    setattr(cls, read + '_async', awaitable)
    cls.__iter__ = cls.__aiter__ = lambda self: self
    cls.__next__, cls.__anext__ = next_, anext_


async def _aenter(self):
    return self


async def _aexit(self, *error):
    self.close()  # not awaited: nothing can be in a task that is being cancelled


_TaskingAI_model.install(Model)
_install_iteration(Stream, 'read', '_late_event', Stream.try_read)
_install_iteration(Enumerator, 'next', '_late_item', Enumerator.try_next)
for _read in ('read_text', 'read_json'):
    _begin, _finish = getattr(Stream, _read + '_async'), getattr(Stream, _read + '_finish')
    setattr(Stream, _read, _late_first(getattr(Stream, _read), '_late_' + _read))
    setattr(Stream, _read + '_async', _reader(_begin, _finish, '_late_' + _read, None))
Stream.close = _then_turn(Stream.close)
Stream.__enter__ = lambda self: self
Stream.__exit__ = lambda self, *error: self.close()
Stream.__aenter__, Stream.__aexit__ = _aenter, _aexit

for _info in repository.get_infos('TaskingAI'):
    if isinstance(_info, ObjectInfo):
        _cls = getattr(TaskingAI, _info.get_name())
        if not issubclass(_cls, (Model, TaskingAI.Service)):
            _install_checks(_cls, _info)
        _install_attributes(_cls, _info)
        if _cls not in (Stream, Enumerator):
            _install_calls(_cls, _info)
