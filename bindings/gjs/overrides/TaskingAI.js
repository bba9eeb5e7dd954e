// SPDX-License-Identifier: LGPL-2.1-or-later
// What JavaScript expects on top of introspection: promises, iteration, plain objects. Everything is
// found in the typelib; no class or member is listed here by hand.
// All in a function: the names at the top level of such a script are looked up anew at each use, which made
// setting a member twice as slow.
var _init = (() => {
    const {GObject} = imports.gi;
    const {addAttributes, addConstructor, methodNames, refuseNul} = imports.overrides._TaskingAIModels;

    // The parameter names, which a native function tells only in its text.
    function parameters(method) {
        return String(method).match(/\(([^)]*)\)/)[1].split(/,\s*/);
    }

    // --- Calls ---

    // Which argument of each call is a model: the typelib tells, gjs does not. Where gjs itself uses a newer
    // version of the library that reads it, plain objects are not turned into models.
    function modelArguments(T, className) {
        imports.gi.versions.GIRepository ??= '2.0';
        if (imports.gi.versions.GIRepository !== '2.0' || GObject.type_from_name('GIObjectInfo') !== null)
            return new Map();
        const {
            Repository, object_info_get_method, object_info_get_n_methods, callable_info_get_arg,
            callable_info_get_n_args, arg_info_get_type, arg_info_may_be_null, type_info_get_interface,
        } = imports.gi.GIRepository;
        const range = n => Array.from({length: n}, (_, i) => i);
        const info = Repository.get_default().find_by_name('TaskingAI', className);
        return new Map(range(object_info_get_n_methods(info)).map(i => {
            const method = object_info_get_method(info, i);
            const args = range(callable_info_get_n_args(method)).map(j => callable_info_get_arg(method, j));
            const classes = args.map(arg => {
                const type = type_info_get_interface(arg_info_get_type(arg));
                return type?.get_namespace() === 'TaskingAI' ? T[type.get_name()] : null;
            });
            const index = classes.findIndex(cls => cls?.prototype instanceof T.Model);
            const needed = index >= 0 && !arg_info_may_be_null(args[index]);
            return [method.get_name(), {index, needed, cls: classes[index]}];
        }));
    }

    function isPlain(value) {
        return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
    }

    // What stands at the end of a call, such as the cancellable, may be left out; so may the ids before a
    // model that knows them. A plain object will do for the model, or nothing for one without members.
    function relax(T, call, count, {index, needed, cls} = {}) {
        return function (...args) {
            refuseNul(args);
            if (cls && index > 0 && (args[0] instanceof T.Model || isPlain(args[0])))
                args.unshift(...Array(index).fill(null));
            while (args.length < count)
                args.push(null);
            if (cls && (isPlain(args[index]) || needed && args[index] === null))
                args[index] = new cls(args[index] ?? {});
            return call(this, args);
        };
    }

    // As Gio._promisify () does, with fewer steps: a promise, unless a callback is given.
    function promised(begin, finish) {
        const count = begin.length;
        return (self, args) => {
            if (args.length === count)
                return begin.apply(self, args);
            return new Promise((resolve, reject) => {
                const origin = new Error();
                args.push((_source, result) => {
                    try {
                        resolve(finish.call(self, result));
                    } catch (e) {
                        e.stack = `${e.stack ?? ''}### Promise created here: ###\n${origin.stack}`;
                        reject(e);
                    }
                });
                begin.apply(self, args);
            });
        };
    }

    function addCalls(T, cls, className) {
        const proto = cls.prototype;
        const isService = proto instanceof T.Service;
        const models = isService ? modelArguments(T, className) : new Map();
        for (const name of methodNames(proto)) {
            const native = proto[name];
            const names = parameters(native);
            const index = names.indexOf('cancellable');
            if (name.endsWith('_async') && index >= 0) {
                proto[`_original_${name}`] = native;               // so that _promisify () leaves it alone
                const call = promised(native, proto[name.replace(/_async$/, '_finish')]);
                proto[name] = relax(T, call, index + 1, models.get(name));
            } else if (index >= 0 || isService && names.includes('options')) {
                proto[name] = relax(T, (self, args) => native.apply(self, args), names.length, models.get(name));
            }
        }
    }

    // --- Iteration and errors ---

    // What arrives, one after the other: `take` gives what is there already, `wait` a promise of the next.
    // An async generator would do the same at twice the cost, since it makes three promises for each item.
    class Arrivals {
        constructor(take, wait, close = () => {}) {
            Object.assign(this, {_take: take, _wait: wait, _close: close, _waiting: null, _ended: false});
        }

        [Symbol.asyncIterator]() {
            return this;
        }

        next() {
            if (this._waiting !== null || this._ended)
                return this._after(() => this._ended ? {value: undefined, done: true} : this.next());
            const value = this._take();
            if (value !== null)
                return Promise.resolve({value, done: false});
            this._waiting = this._wait().then(item => this._arrive(item), e => {
                this._end();
                throw e;
            });
            return this._waiting;
        }

        // Leaving the loop.
        return(value) {
            return this._after(() => {
                this._end();
                return {value, done: true};
            });
        }

        _after(f) {
            return Promise.resolve(this._waiting).then(f, f);
        }

        _arrive(value) {
            this._waiting = null;
            if (value !== null)
                return {value, done: false};
            this._end();
            return {value: undefined, done: true};
        }

        _end() {
            this._waiting = null;
            if (!this._ended)
                this._close();
            this._ended = true;
        }
    }

    // Leaving the loop closes the stream.
    function addIterators(T) {
        T.Stream.prototype[Symbol.asyncIterator] = function () {
            return new Arrivals(() => this.try_read(), () => this.read_async(), () => this.close());
        };
        T.Stream.prototype[Symbol.iterator] = function* () {
            try {
                let event;
                while ((event = this.read()) !== null)
                    yield event;
            } finally {
                this.close();
            }
        };
        T.Enumerator.prototype[Symbol.asyncIterator] = function () {
            return new Arrivals(() => this.try_next(), () => this.next_async());
        };
        T.Enumerator.prototype[Symbol.iterator] = function* () {
            let item;
            while ((item = this.next()) !== null)
                yield item;
        };
        for (const list of [T.Page, T.LazyList]) {
            list.prototype[Symbol.iterator] = function* () {
                for (let i = 0, n = this.get_n_items(); i < n; i++)
                    yield this.get_item(i);
            };
        }
    }

    function addDetails(T) {
        const parse = T.api_error_parse_message ?? T.ApiError.parse_message;
        ['http_status', 'server_code', 'request_id', 'attempts'].forEach((name, i) =>
            Object.defineProperty(T.ApiError.prototype, name, {
                configurable: true,
                get() { return parse(this.message)[i + 1]; },
            }));
    }

    function _init() {                                             // `this` is the namespace
        addConstructor(this);
        for (const name of Object.getOwnPropertyNames(this)) {
            const cls = this[name];
            if (typeof cls !== 'function' || !(cls.prototype instanceof GObject.Object))
                continue;
            addCalls(this, cls, name);
            if (cls.prototype instanceof this.Model)
                addAttributes(this, cls);
        }
        const {_init: init} = this.Client.prototype;
        this.Client.prototype._init = function (settings = {}) {
            refuseNul(Object.values(settings));
            init.call(this, settings);
        };
        addIterators(this);
        addDetails(this);
    }

    return _init;
})();
