# SPDX-License-Identifier: LGPL-2.1-or-later
"""From the description of a model to its C class: the struct, the field table, the accessors."""
from text import (LICENCE, call, check_macro, comment, dashed, definition, header, paragraphs,
                  prototype, sentence, snake, symbol, the, type_macro)

# Description → field kind, member of the struct, type of the accessors, assign function.
SIMPLE = {
    "string": ("STRING", "char *", "const char *", "string"),
    "int": ("INT64", "gint64 ", "gint64", "int64"),
    "time": ("INT64", "gint64 ", "gint64", "int64"),
    "number": ("DOUBLE", "double ", "double", "double"),
    "bool": ("BOOLEAN", "gboolean ", "gboolean", "boolean"),
    "strings": ("STRV", "char **", "const char *const *", "strv"),
    "map": ("MAP", "char *", "GHashTable *", "map"),
    "json": ("JSON", "char *", "GVariant *", "variant"),
    "doubles": ("DOUBLES", "TaskingAIDoubles ", "const double *", None),
}
UNSET = {"int": "0", "time": "0", "number": "0", "bool": "false", "map": None, "enum": None}
TIME_SUFFIX = "_timestamp"


# Members that mean the same in every class.
COMMON = {
    "created_timestamp": {
        "type": "time", "what": "the time of creation",
        "doc": "When {} was created, in milliseconds since the Unix epoch, UTC."},
    "updated_timestamp": {
        "type": "time", "what": "the time of the last change",
        "doc": "When {} was last changed, in milliseconds since the Unix epoch, UTC."},
    "metadata": {
        "type": "map", "writable": True,
        "doc": "Values that are not strings come as their JSON text. The TaskingAI API allows up to "
               "16 entries, with keys of up to 64 and values of up to 512 characters."},
}


class Field:
    def __init__(self, name, table, noun):
        if name in COMMON:
            common = {**COMMON[name], "doc": COMMON[name]["doc"].format(the(noun))}
            table = {**common, **table}
        self.wire = name
        self.name = table.get("property", name)
        self.type = table["type"]
        self.what = table.get("what", "the " + self.name.replace("_", " "))
        self.doc = paragraphs(table.get("doc", sentence(self.what) + "."))
        self.more = self.doc if "doc" in table else []
        self.writable = table.get("writable", False)
        self.required = table.get("required", False)
        self.null = table.get("null", False)
        self.empty = table.get("empty", False)
        self.secret = table.get("secret", False)
        self.element = table.get("element", self.name.removesuffix("s"))
        self.class_name = None
        if self.type.startswith("enum "):
            self.class_name = self.type.removeprefix("enum ")
            self.shape = "enum"
            self.kind, self.member, self.ctype, self.assign = (
                "ENUM", "int ", f"TaskingAI{self.class_name}", "enum")
        elif self.type.startswith("["):
            self.class_name = self.type.strip("[]")
            self.shape = "list"
            self.kind, self.member, self.ctype, self.assign = (
                "LIST", "TaskingAIParts *", "GPtrArray *", "list")
        elif self.type in SIMPLE:
            self.shape = self.type
            self.kind, self.member, self.ctype, self.assign = SIMPLE[self.type]
        else:
            self.class_name = self.type
            self.shape = "object"
            self.kind, self.member, self.ctype, self.assign = (
                "OBJECT", "TaskingAIPart ", f"TaskingAI{self.type} *", "object")

    @property
    def has_property(self):
        return self.shape not in ("list", "map", "doubles")

    def table_row(self, struct):
        flags = [name for name, on in (("WRITABLE", self.writable), ("REQUIRED", self.required),
                                       ("NULLED", self.null),
                                       ("EMPTIED", self.empty), ("SECRET", self.secret)) if on] or ["READ_ONLY"]
        arguments = [struct, self.name]
        macro = "TASKINGAI_FIELD"
        if self.name != self.wire:
            macro += "_NAMED"
            arguments.append(f'"{self.wire}"')
        elif self.class_name:
            macro += "_OF"
        arguments += [self.kind, " | ".join("TASKINGAI_FIELD_" + flag for flag in flags)]
        if self.class_name:
            arguments.append(symbol(self.class_name) + "_get_type")
        elif self.name != self.wire:
            arguments.append("NULL")
        return call(f"  {macro} (", arguments, "),")


class Model:
    def __init__(self, table):
        self.name = table["name"]
        self.noun = table.get("noun", "an object")
        self.object = table.get("object")
        self.doc = paragraphs(table["doc"])
        self.fields = [Field(name, field, self.noun) for name, field in table["fields"].items()]
        self.constructors = table.get("constructor", [])
        if not self.constructors and any(field.writable for field in self.fields):
            self.constructors = [{"doc": f"Makes {self.noun} with nothing set."}]
        self.struct = "TaskingAI" + self.name
        self.symbol = symbol(self.name)
        self.self_parameter = ("self", self.noun)

    # ---- the header ----

    def includes(self):
        names = sorted({field.class_name for field in self.fields
                        if field.class_name and field.shape != "enum"
                        and field.class_name != self.name} | {"Model"})
        lines = [f'#include "taskingai-{dashed(name)}.h"' for name in names]
        if any(field.shape == "enum" for field in self.fields):
            lines.insert(0, '#include "../taskingai-enums.h"')
        return "\n".join(lines) + "\n"

    def header(self):
        parts = [LICENCE + "#pragma once\n", self.includes(), "G_BEGIN_DECLS\n",
                 f"#define {type_macro(self.name)} ({self.symbol}_get_type ())\n",
                 "TASKINGAI_AVAILABLE_IN_1_0\n"
                 + call("G_DECLARE_FINAL_TYPE (", [self.struct, self.symbol, "TASKINGAI",
                                                  snake(self.name).upper(), "TaskingAIModel"], ")")
                 + "\n"]
        parts += [prototype(f"{self.struct} *", self.constructor_name(each),
                            self.constructor_arguments(each) or ["void"], True)
                  for each in self.constructors]
        for field in self.fields:
            parts += [prototype(*each) for each in self.accessor_prototypes(field)]
        return "\n".join(parts + ["G_END_DECLS\n"])

    def accessor_prototypes(self, field):
        self_argument = f"{self.struct} *self"
        getter, setter = f"{self.symbol}_get_{field.name}", f"{self.symbol}_set_{field.name}"
        if field.shape == "doubles":
            return [("const double *", getter, [self_argument, "gsize *n_values"]),
                    ("GBytes *", getter + "_bytes", [self_argument], True)]
        result = [(field.ctype, getter, [self_argument], field.shape in ("list", "json"))]
        if field.shape == "time":
            which = field.name.removesuffix(TIME_SUFFIX)
            result.append(("GDateTime *", f"{self.symbol}_dup_{which}_datetime", [self_argument],
                           True))
        if field.shape in ("map", "json"):
            result.append(("char *", f"{self.symbol}_dup_{field.name}_json", [self_argument], True))
        if not field.writable:
            return result
        star = "" if field.ctype.endswith("*") else " "
        if field.shape == "list":
            result.append(("void", f"{self.symbol}_add_{field.element}",
                           [self_argument, f"TaskingAI{field.class_name} *{field.element}"]))
        result.append(("void", setter, [self_argument, f"{field.ctype}{star}{field.name}"]))
        if field.shape in ("map", "json"):
            result.append(("gboolean", setter + "_json",
                           [self_argument, "const char *json", "GError **error"]))
        return result

    # ---- the source ----

    def source(self):
        parts = [LICENCE + f'#include "{header("models", self.name)}"\n\n'
                 '#include "models/taskingai-model-accessors-private.h"\n',
                 comment(self.struct, text=self.doc)
                 + f"struct _{self.struct} {{\n  TaskingAIModel parent_instance;\n"
                 + "".join(f"  {field.member}{field.name};\n" for field in self.fields) + "};\n",
                 call("G_DEFINE_FINAL_TYPE (", [self.struct, self.symbol, "TASKINGAI_TYPE_MODEL"],
                      ")") + "\n",
                 "static const TaskingAIField fields[] = {\n"
                 + "".join(field.table_row(self.struct) + "\n" for field in self.fields) + "};\n",
                 self.class_init()]
        parts += [self.constructor(each) for each in self.constructors]
        for field in self.fields:
            parts += self.accessors(field)
        return "\n".join(parts)

    def class_init(self):
        wire = f'"{self.object}"' if self.object else "NULL"
        return (definition("void", f"{self.symbol}_class_init", [f"{self.struct}Class *klass"],
                           ["taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), "
                            f"{wire}, fields,", " " * 31 + "G_N_ELEMENTS (fields));"], True)
                + "\n"
                + definition("void", f"{self.symbol}_init", [f"{self.struct} *self"], [], True))

    def constructor_name(self, constructor):
        name = constructor.get("name")
        return f"{self.symbol}_new_{name}" if name else f"{self.symbol}_new"

    def constructor_fields(self, constructor):
        fields = {field.name: field for field in self.fields}
        return [(fields[each["field"]], each.get("name", each["field"]), each)
                for each in constructor.get("args", [])]

    def constructor_arguments(self, constructor):
        return [f"{field.ctype}{'' if field.ctype.endswith('*') else ' '}{name}"
                for field, name, _ in self.constructor_fields(constructor)]

    def constructor(self, constructor):
        fields = {field.name: field for field in self.fields}
        parameters, checks, assigns = [], [], []
        for name, value in constructor.get("set", {}).items():
            assigns.append(self.assign(fields[name], value))
        for field, name, argument in self.constructor_fields(constructor):
            nullable = argument.get("nullable", False)
            pointer = field.ctype.endswith("*")
            notes = "(nullable)" if nullable else ""
            notes += "(array zero-terminated=1)" if field.shape == "strings" else ""
            parameters.append((name, (notes and notes + ": ") + argument.get("doc", field.what)))
            if pointer and not nullable:
                checks.append(f"g_return_val_if_fail ({name} != NULL, NULL);")
            assigns.append(self.assign(field, name))
        new = f"g_object_new ({type_macro(self.name)}, NULL)"
        body = [f"return {new};"]
        if assigns:
            body = checks + [f"{self.struct} *self = {new};"] + assigns + ["return self;"]
        first, *rest = paragraphs(constructor["doc"])
        return (comment(self.constructor_name(constructor), parameters, [first, *rest],
                        "(transfer full): a new object")
                + definition(f"{self.struct} *", self.constructor_name(constructor),
                             self.constructor_arguments(constructor) or ["void"], body))

    @staticmethod
    def assign(field, value):
        # Without going by property names, which would take as long as writing the object out.
        cast = "(int *) " if field.shape == "enum" else ""
        return f"taskingai_model_assign_{field.assign} (self, {cast}&self->{field.name}, {value});"

    def accessors(self, field):
        parts = []
        if field.has_property:
            name = field.name.replace("_", "-")
            parts.append(comment(f"{self.struct}:{name}", text=field.doc))
        parts += self.getters(field)
        if field.writable:
            parts += self.setters(field)
        return parts

    def macro(self, kind, arguments):
        return call(f"TASKINGAI_DEFINE_{kind} (", [self.struct, self.symbol, *arguments],
                    ")") + "\n"

    def getters(self, field):
        name = f"{self.symbol}_get_{field.name}"
        unset = "`NULL` if " + ("they are" if field.shape in ("strings", "list") else "it is") \
            + " not set"
        more = [] if field.has_property else field.more
        gets = f"Gets {field.what}."

        def block(parameters=(), returns=None, head=name, text=None):
            return comment(head, [self.self_parameter, *parameters], text or [gets, *more], returns)

        if field.shape == "doubles":
            return self.doubles_getters(field, block)
        if field.shape == "list":
            return [block(returns="(transfer container) (element-type TaskingAI"
                          f"{field.class_name}): {field.what}, in a new array")
                    + self.macro("LIST_GETTER", [field.name])]
        json_getter = (block(head=f"{self.symbol}_dup_{field.name}_json",
                             text=[f"Gets {field.what} as exact JSON text."],
                             returns=f"(transfer full) (nullable): the text, or {unset}")
                       + self.macro("JSON_GETTER", [field.name]))
        if field.shape == "map":
            return [block(returns=f"(transfer none) (element-type utf8 utf8): {field.what}, kept "
                          "by the object")
                    + self.macro("MAP_GETTER", [field.name]), json_getter]
        if field.shape == "json":
            return [block(returns=f"(transfer full) (nullable): {field.what} as a variant, or "
                          + unset) + self.macro("VARIANT_GETTER", [field.name]), json_getter]
        if field.shape in UNSET:
            value = UNSET[field.shape]
            returns = field.what + (f", or {value} if it is not set" if value else "")
        else:
            array = " (array zero-terminated=1)" if field.shape == "strings" else ""
            returns = f"(transfer none) (nullable){array}: {field.what}, or {unset}"
        getter = "OBJECT_GETTER" if field.shape == "object" else "GETTER"
        parts = [block(returns=returns) + self.macro(getter, [field.ctype, field.name])]
        if field.shape == "time":
            which = field.name.removesuffix(TIME_SUFFIX)
            parts.append(block(head=f"{self.symbol}_dup_{which}_datetime",
                               text=[f"Gets {field.what} as a date and time in UTC."],
                               returns=f"(transfer full) (nullable): {field.what}, or {unset}")
                         + self.macro("DATETIME_GETTER", [which]))
        return parts

    def doubles_getters(self, field, block):
        name = f"{self.symbol}_get_{field.name}"
        check = f"g_return_val_if_fail ({check_macro(self.name)} (self), NULL);"
        return [
            block([("n_values", "(out) (optional): a place for the number of values")],
                  "(transfer none) (nullable) (array length=n_values): the values, `NULL` if there "
                  "are none")
            + definition("const double *", name, [f"{self.struct} *self", "gsize *n_values"],
                         [check, "if (n_values != NULL)",
                          f"  *n_values = self->{field.name}.n_values;",
                          f"return self->{field.name}.values;"]),
            block(head=name + "_bytes",
                  text=[f"Gets {field.what} as the bytes of its doubles, in the byte order of the "
                        "machine.", "Nothing is copied. NumPy, typed arrays and the like can look "
                        "at the bytes as they are."],
                  returns="(transfer full): the bytes, 8 for each value")
            + definition("GBytes *", name + "_bytes", [f"{self.struct} *self"],
                         [check, f"if (self->{field.name}.bytes == NULL)",
                          "  return g_bytes_new (NULL, 0);",
                          f"return g_bytes_ref (self->{field.name}.bytes);"])]

    def setters(self, field):
        sets = f"Sets {field.what}."
        parts = []

        def block(head, parameters, text, returns=None):
            return comment(f"{self.symbol}_{head}", [self.self_parameter, *parameters], text,
                           returns)

        if field.shape == "list":
            parts.append(block(f"add_{field.element}",
                               [(field.element, "one more")], [f"Appends to {field.what}."])
                         + self.macro("LIST_ADDER", [f"TaskingAI{field.class_name}", field.name,
                                                     field.element]))
        notes = {"list": f" (element-type TaskingAI{field.class_name})",
                 "map": " (element-type utf8 utf8)", "strings": " (array zero-terminated=1)"}
        description = field.what
        if field.ctype.endswith("*"):
            them = "them" if field.shape in ("strings", "list", "map") else "it"
            description = (f"(nullable){notes.get(field.shape, '')}: {field.what}, or `NULL` to "
                           f"unset {them}")
        text = [sets] + (["A floating reference is consumed."] if field.shape == "json" else [])
        parts.append(block(f"set_{field.name}", [(field.name, description)], text)
                     + self.macro("SETTER", [field.ctype, field.name, field.assign]))
        if field.shape in ("map", "json"):
            parts.append(block(f"set_{field.name}_json",
                               [("json", "JSON text, usually of an object"),
                                ("error", "a place for an error")],
                               [f"Sets {field.what} from JSON text."],
                               "true, or false with an error")
                         + self.macro("JSON_SETTER", [field.name]))
        return parts
