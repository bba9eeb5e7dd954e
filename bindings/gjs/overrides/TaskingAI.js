// SPDX-License-Identifier: LGPL-2.1-or-later
// What JavaScript expects on top of introspection: promises, iteration, plain objects. Everything is
// found in the typelib; no class or member is listed here by hand.
const {Gio, GLib, GObject} = imports.gi;

// The methods of a class itself, without those of its parents.
function methodNames(proto) {
    return Object.getOwnPropertyNames(proto).filter(name => name !== 'constructor' &&
        typeof Object.getOwnPropertyDescriptor(proto, name)?.value === 'function');
}

// The parameter names, which a native function tells only in its text.
function parameters(method) {
    return String(method).match(/\(([^)]*)\)/)[1].split(/,\s*/);
}

// What stands at the end of a call, such as the cancellable, may be left out.
function pad(proto, name, method, count) {
    proto[name] = function (...args) {
        while (args.length < count)
            args.push(null);
        return method.apply(this, args);
    };
}

function addCalls(proto, isService) {
    for (const name of methodNames(proto)) {
        const method = proto[name];
        const names = parameters(method);
        if (!names.includes('cancellable')) {
            if (isService && names.includes('options'))
                pad(proto, name, method, names.length);
            continue;
        }
        if (name.endsWith('_async')) {                         // a promise, unless a callback is given
            Gio._promisify(proto, name, name.replace(/_async$/, '_finish'));
            pad(proto, name, proto[name], names.indexOf('cancellable') + 1);
        } else {
            pad(proto, name, method, names.length);
        }
    }
}

// --- Models ---

function isEnum(spec) {
    return spec !== undefined && GObject.type_is_a(spec.value_type, GObject.TYPE_ENUM);
}

function isJson(spec) {
    return spec?.value_type.name === 'GVariant';
}

function isModels(T, value) {
    return Array.isArray(value) && value.length > 0 && value.every(v => v instanceof T.Model);
}

// Sets a member from what JavaScript has for it; plain objects become nested models.
function assign(T, model, name, value) {
    const {specs, members} = model._shape;
    const property = name === 'type' ? members.get('type') ?? name : name;
    const member = members.has('type') && property === members.get('type') ? 'type' : property;
    const spec = specs.get(property);
    const setter = model[`set_${property}`];
    if (spec === undefined && setter === undefined)
        throw new Error(`No member ${name} in ${model.constructor.name}`);
    const isPlain = typeof value === 'object' ? !(value instanceof GObject.Object || isModels(T, value))
        : isJson(spec) || isEnum(spec) && typeof value === 'string';
    if (value === null || value === undefined)
        model.unset_member(member);
    else if (setter === undefined || isPlain && !(value instanceof GLib.Variant))
        model.set_member_json(member, JSON.stringify(value));
    else
        setter.call(model, value);
}

function property(T, proto, name, get) {
    Object.defineProperty(proto, name, {
        configurable: true,
        get,
        set(value) { assign(T, this, name, value); },
    });
}

// get_x () and set_x () are also the attribute x where no property is: lists and maps. Free-form JSON
// is plain data instead of a variant, and what the wire calls type is that here too.
function addAttributes(T, cls) {
    const proto = cls.prototype;
    const specs = new Map(cls.list_properties().map(spec => [spec.name.replace(/-/g, '_'), spec]));
    const members = new Map();
    proto._shape = {specs, members};
    for (const method of methodNames(proto)) {
        const name = method.replace(/^get_/, '');
        if (name !== method && proto[method].length === 0 && !specs.has(name) && proto[name] === undefined)
            property(T, proto, name, function () { return this[method](); });
    }
    for (const [name, spec] of specs) {
        if (isJson(spec))
            property(T, proto, name, function () { return JSON.parse(this.dup_member_json(name)); });
        if (!name.endsWith('_type') || !isEnum(spec) || !(spec.flags & GObject.ParamFlags.WRITABLE))
            continue;
        const probe = new cls();
        probe[name] = 1;
        if (probe.has_member('type')) {
            members.set('type', name);
            property(T, proto, 'type', function () { return this[name]; });
        }
    }
}

function addConstructor(T) {
    const {_init: init} = GObject.Object.prototype;
    T.Model.prototype._init = function (members = {}) {
        init.call(this);
        for (const [name, value] of Object.entries(members)) {
            if (value !== null && value !== undefined)
                assign(T, this, name.replace(/-/g, '_').replace(/[A-Z]/g, c => `_${c.toLowerCase()}`), value);
        }
    };
    T.Model.prototype.toJSON = function () {                   // for JSON.stringify
        return JSON.parse(this.to_json());
    };
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
    T.Page.prototype[Symbol.iterator] = function* () {
        for (let i = 0, n = this.get_n_items(); i < n; i++)
            yield this.get_item(i);
    };
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
        addCalls(cls.prototype, cls.prototype instanceof this.Service);
        if (cls.prototype instanceof this.Model)
            addAttributes(this, cls);
    }
    addIterators(this);
    addDetails(this);
}
