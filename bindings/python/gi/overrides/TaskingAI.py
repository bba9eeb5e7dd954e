# SPDX-License-Identifier: LGPL-2.1-or-later
"""What Python expects on top of introspection: attributes, keyword arguments, dicts, iteration,
await. Everything is found in the typelib; no class or member is listed here by hand."""
import functools

from gi.repository import GObject

from .._gi import Direction, ObjectInfo
from ..module import get_introspection_module, repository
from . import _TaskingAI_model
from ._TaskingAI_asyncio import Call, turn_soon

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
    getters = {name[4:] for name, m in methods.items() if name.startswith('get_')
               and all(a.get_direction() == Direction.OUT for a in m.get_arguments())}
    for name in (getters | set(specs)) - set(methods):
        get, set_ = getattr(cls, 'get_' + name, None), getattr(cls, 'set_' + name, None)
        if issubclass(cls, Model):
            value_type = specs[name].value_type if name in specs else None
            _TaskingAI_model.install_member(cls, name, get, set_, value_type)
        else:
            setattr(cls, name, property(get, set_))


# Calls: keyword arguments for their model, and await.

def _model_class(argument):
    interface = argument.get_type().get_interface()
    if not isinstance(interface, ObjectInfo) or interface.get_namespace() != 'TaskingAI':
        return None
    cls = getattr(TaskingAI, interface.get_name())
    return cls if issubclass(cls, Model) else None


def _binder(info):
    """Makes the function that turns what Python passes into the arguments of the C function, up to
    the cancellable: members of the one model may be given as a dict or as keywords."""
    arguments = {}
    for argument in info.get_arguments():
        if argument.get_name() == 'cancellable':
            break
        arguments[argument.get_name()] = argument
    model, cls = next(((n, c) for n, a in arguments.items() if (c := _model_class(a))), (None, None))
    before_model = list(arguments).index(model) if model else 0

    def bind(args, kwargs):
        if before_model and len(args) == 1 and isinstance(args[0], (Model, dict)):
            args = (None,) * before_model + args  # the ids, which the model may know itself
        given = dict(zip(arguments, args))
        for name in arguments.keys() & kwargs.keys() - given.keys():
            given[name] = kwargs.pop(name)
        if kwargs and (model is None or given.get(model) is not None):
            raise TypeError(f'{info.get_name()}() got unexpected arguments: {", ".join(kwargs)}')
        if kwargs:
            given[model] = cls(**kwargs)
        elif isinstance(given.get(model), dict):
            given[model] = cls(**given[model])
        for name, argument in arguments.items():
            if name not in given and not argument.may_be_null():
                raise TypeError(f'{info.get_name()}() is missing the argument {name!r}')
        return [given.get(name) for name in arguments]
    bind.count = len(arguments)
    return bind


def _blocking(native, info):
    bind = _binder(info)

    @functools.wraps(native)
    def method(self, *args, cancellable=None, **kwargs):
        args, rest = args[:bind.count], args[bind.count:]
        return native(self, *bind(args, kwargs), *(rest or (cancellable,)))
    return method


def _awaitable(native, finish, info):
    bind = _binder(info)

    @functools.wraps(native)
    def method(self, *args, cancellable=None, callback=None, user_data=(), **kwargs):
        args, rest = args[:bind.count], args[bind.count:]
        if rest:
            cancellable, callback, *user_data = (*rest, None)[:max(2, len(rest))]
        args = bind(args, kwargs)
        if callback is not None:  # the plain GIO form
            return native(self, *args, cancellable, callback, *user_data)
        return Call(self, native, finish, args, cancellable)
    return method


def _immediate(native, info):
    bind = _binder(info)

    @functools.wraps(native)
    def method(self, *args, **kwargs):
        return native(self, *bind(args, kwargs), *args[bind.count:])
    return method


def _install_calls(cls, info):
    for m in info.get_methods():
        name = m.get_name()
        if 'cancellable' not in (a.get_name() for a in m.get_arguments()):
            if issubclass(cls, TaskingAI.Service) and not name.endswith('_finish'):
                setattr(cls, name, _immediate(getattr(cls, name), m))
            continue
        finish = getattr(cls, name[:-6] + '_finish', None) if name.endswith('_async') else None
        native = getattr(cls, name)
        setattr(cls, name, _awaitable(native, finish, m) if finish else _blocking(native, m))


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
        turn_soon()  # for a read that is waiting
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
Stream.read_text = _late_first(Stream.read_text, '_late_text')
Stream.read_text_async = _reader(Stream.read_text_async, Stream.read_text_finish, '_late_text', None)
Stream.close = _then_turn(Stream.close)
Stream.__enter__ = lambda self: self
Stream.__exit__ = lambda self, *error: self.close()
Stream.__aenter__, Stream.__aexit__ = _aenter, _aexit

for _info in repository.get_infos('TaskingAI'):
    if isinstance(_info, ObjectInfo):
        _cls = getattr(TaskingAI, _info.get_name())
        _install_attributes(_cls, _info)
        if _cls not in (Stream, Enumerator):
            _install_calls(_cls, _info)
