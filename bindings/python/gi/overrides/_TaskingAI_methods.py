# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls as methods: keyword arguments, or a dict, for the model that they take; and await."""
import functools

from .._gi import ObjectInfo
from ..module import get_introspection_module
from ._TaskingAI_call import Call

TaskingAI = get_introspection_module('TaskingAI')


def refuse_nul(values):
    """C would see only what stands before it: another id, say."""
    if any(isinstance(value, str) and '\0' in value for value in values):
        raise ValueError('embedded null character')


def refusing_nul(native):
    @functools.wraps(native)
    def function(*args, **kwargs):
        refuse_nul(args)
        refuse_nul(kwargs.values())
        return native(*args, **kwargs)
    return function


def _model_class(argument):
    interface = argument.get_type().get_interface()
    if not isinstance(interface, ObjectInfo) or interface.get_namespace() != 'TaskingAI':
        return None
    cls = getattr(TaskingAI, interface.get_name())
    return cls if issubclass(cls, TaskingAI.Model) else None


def _binder(info):
    """Makes the function that turns what Python passes into the arguments of the C function, up to
    the cancellable: members of the one model may be given as a dict or as keywords, or left out."""
    arguments = {}
    for argument in info.get_arguments():
        if argument.get_name() == 'cancellable':
            break
        arguments[argument.get_name()] = argument
    model, cls = next(((n, c) for n, a in arguments.items() if (c := _model_class(a))), (None, None))
    before_model = list(arguments).index(model) if model else 0

    def bind(args, kwargs):
        refuse_nul(args)
        refuse_nul(kwargs.values())
        if before_model and len(args) == 1 and isinstance(args[0], (TaskingAI.Model, dict)):
            args = (None,) * before_model + args  # the ids, which the model may know itself
        given = dict(zip(arguments, args))
        for name in arguments.keys() & kwargs.keys() - given.keys():
            given[name] = kwargs.pop(name)
        if kwargs and (model is None or given.get(model) is not None):
            raise TypeError(f'{info.get_name()}() got unexpected arguments: {", ".join(kwargs)}')
        if kwargs or (model and given.get(model) is None and not arguments[model].may_be_null()):
            given[model] = cls(**kwargs)
        elif isinstance(given.get(model), dict):
            given[model] = cls(**given[model])
        for name, argument in arguments.items():
            if name not in given and not argument.may_be_null():
                raise TypeError(f'{info.get_name()}() is missing the argument {name!r}')
        return [given.get(name) for name in arguments]
    bind.count = len(arguments)
    return bind


def blocking(native, info):
    bind = _binder(info)

    @functools.wraps(native)
    def method(self, *args, cancellable=None, **kwargs):
        args, rest = args[:bind.count], args[bind.count:]
        return native(self, *bind(args, kwargs), *(rest or (cancellable,)))
    return method


def awaitable(native, finish, info):
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


def immediate(native, info):
    bind = _binder(info)

    @functools.wraps(native)
    def method(self, *args, **kwargs):
        return native(self, *bind(args, kwargs), *args[bind.count:])
    return method
