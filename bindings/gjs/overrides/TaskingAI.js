// SPDX-License-Identifier: LGPL-2.1-or-later
// What JavaScript expects on top of introspection: promises, iteration, plain objects. Everything is
// found in the typelib; no class or member is listed here by hand.
const {Gio, GObject} = imports.gi;
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
        Repository, object_info_get_method, object_info_get_n_methods, callable_info_get_arg, callable_info_get_n_args,
        arg_info_get_type, arg_info_may_be_null, type_info_get_interface,
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
function relax(T, proto, name, count, {index, needed, cls} = {}) {
    const method = proto[name];
    proto[name] = function (...args) {
        refuseNul(args);
        if (cls && index > 0 && (args[0] instanceof T.Model || isPlain(args[0])))
            args.unshift(...Array(index).fill(null));
        while (args.length < count)
            args.push(null);
        if (cls && (isPlain(args[index]) || needed && args[index] === null))
            args[index] = new cls(args[index] ?? {});
        return method.apply(this, args);
    };
}

function addCalls(T, cls, className) {
    const proto = cls.prototype;
    const isService = proto instanceof T.Service;
    const models = isService ? modelArguments(T, className) : new Map();
    for (const name of methodNames(proto)) {
        const names = parameters(proto[name]);
        const index = names.indexOf('cancellable');
        if (index < 0) {
            if (isService && names.includes('options'))
                relax(T, proto, name, names.length, models.get(name));
            continue;
        }
        if (name.endsWith('_async'))                           // a promise, unless a callback is given
            Gio._promisify(proto, name, name.replace(/_async$/, '_finish'));
        relax(T, proto, name, name.endsWith('_async') ? index + 1 : names.length, models.get(name));
    }
}

// --- Iteration and errors ---

// Leaving the loop closes the stream.
function addIterators(T) {
    T.Stream.prototype[Symbol.asyncIterator] = async function* () {
        try {
            let event;
            while ((event = this.try_read() ?? await this.read_async()) !== null)
                yield event;
        } finally {
            this.close();
        }
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
    T.Enumerator.prototype[Symbol.asyncIterator] = async function* () {
        let item;
        while ((item = this.try_next() ?? await this.next_async()) !== null)
            yield item;
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
