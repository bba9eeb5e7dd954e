// SPDX-License-Identifier: LGPL-2.1-or-later
// Models: data that is as easy to make and to read as plain objects are.
// All in a function: the names at the top level of such a script are looked up anew at each use, which made
// setting a member twice as slow.
var {addAttributes, addConstructor, methodNames, refuseNul} = (() => {
    const {GLib, GObject} = imports.gi;

    // The methods of a class itself, without those of its parents.
    function methodNames(proto) {
        return Object.getOwnPropertyNames(proto).filter(name => name !== 'constructor' &&
            typeof Object.getOwnPropertyDescriptor(proto, name)?.value === 'function');
    }

    // C would see only what stands before it: another id, say.
    function refuseNul(values) {
        for (const value of values) {
            if (typeof value === 'string' && value.includes('\0'))
                throw new TypeError('A text holds a null character');
        }
    }

    function isEnum(spec) {
        return spec !== undefined && GObject.type_is_a(spec.value_type, GObject.TYPE_ENUM);
    }

    function isJson(spec) {
        return spec?.value_type.name === 'GVariant';
    }

    // What gjs would make a number of by itself: it is given as JSON, and refused there.
    function isBadNumber(type, value) {
        return type === 'gint64' && !Number.isSafeInteger(value) && typeof value !== 'bigint' ||
            type === 'gdouble' && typeof value !== 'number';
    }

    function isModels(T, value) {
        return Array.isArray(value) && value.length > 0 && value.every(v => v instanceof T.Model);
    }

    // The constructor of a nested model for which a text stands, such as the content of a message.
    function madeOfText(T, spec) {
        const cls = T[spec?.value_type.name.replace(/^TaskingAI/, '')];
        return cls?.prototype instanceof T.Model && Object.hasOwn(cls, 'new') && cls.new.length === 1 ? cls.new : null;
    }

    // What assign () has to know of a member. It is asked for but once, since each question is a call into C.
    function describe(T, model, name) {
        const {specs, members, known} = model._shape;
        const found = known.get(name);
        if (found !== undefined)
            return found;
        const property = name === 'type' ? members.get('type') ?? name : name;
        const spec = specs.get(property);
        const setter = model[`set_${property}`];
        if (spec === undefined && setter === undefined)
            throw new Error(`No member ${name} in ${model.constructor.name}`);
        const member = members.has('type') && property === members.get('type') ? 'type' : property;
        const description = {
            member, setter, type: spec?.value_type.name, isEnum: isEnum(spec), fromText: madeOfText(T, spec)};
        known.set(name, description);
        return description;
    }

    // Sets a member from what JavaScript has for it; plain objects become nested models.
    function assign(T, model, name, value) {
        refuseNul([value]);
        const {member, setter, type, isEnum, fromText} = describe(T, model, name);
        const isText = typeof value === 'string';
        const isData = typeof value === 'object' ? !(value instanceof GObject.Object || isModels(T, value))
            : type === 'GVariant' || isEnum && isText || isBadNumber(type, value);
        if (value === null || value === undefined)
            model.unset_member(member);
        else if (isText && fromText !== null)
            setter.call(model, fromText(value));
        else if (setter === undefined || isData && !(value instanceof GLib.Variant))
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

    // A type that the class knows is an enumeration, and no number.
    function takesAnyType(cls) {
        try {
            return new cls().set_member_json('type', '0');
        } catch {
            return false;
        }
    }

    // get_x () and set_x () are also the attribute x, which takes plain objects, and null to unset it.
    // Free-form JSON is plain data instead of a variant, and what the wire calls type is that here too.
    function addAttributes(T, cls) {
        const proto = cls.prototype;
        const specs = new Map(cls.list_properties().map(spec => [spec.name.replace(/-/g, '_'), spec]));
        const members = new Map();
        proto._shape = {specs, members, known: new Map()};
        for (const method of methodNames(proto)) {
            const name = method.replace(/^get_/, '');
            if (name !== method && proto[method].length === 0 && !specs.has(name) && proto[name] === undefined)
                property(T, proto, name, proto[method]);
        }
        for (const [name, spec] of specs) {
            if (isJson(spec))
                property(T, proto, name, function () { return JSON.parse(this.dup_member_json(name)); });
            else if (spec.flags & GObject.ParamFlags.WRITABLE)
                property(T, proto, name, proto[`get_${name}`]);
            if (name.endsWith('_type') && isEnum(spec) && !takesAnyType(cls)) {
                members.set('type', name);
                property(T, proto, 'type', function () { return this[name]; });
            }
        }
    }

    // The wire's name of what may be written in-this-way or inThisWay.
    function spell(name) {
        return /[-A-Z]/.test(name) ? name.replace(/-/g, '_').replace(/[A-Z]/g, c => `_${c.toLowerCase()}`) : name;
    }

    function addConstructor(T) {
        const {_init: init} = GObject.Object.prototype;
        T.Model.prototype._init = function (members = {}) {
            init.call(this);
            for (const [name, value] of Object.entries(members)) {
                if (value !== null && value !== undefined)
                    assign(T, this, spell(name), value);
            }
        };
        T.Model.prototype.toJSON = function () {                   // for JSON.stringify
            return JSON.parse(this.to_json());
        };
        T.Model.prototype.toString = function () {                 // without secrets
            return this.to_string();
        };
    }

    return {addAttributes, addConstructor, methodNames, refuseNul};
})();
