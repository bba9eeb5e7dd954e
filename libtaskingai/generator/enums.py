# SPDX-License-Identifier: LGPL-2.1-or-later
"""The enumerations, whose nicks are the strings of the wire; glib-mkenums would give them dashes."""
from text import LICENCE, comment, snake, symbol, type_macro

UNKNOWN = "unset, or not known to this version"


class Enum:
    def __init__(self, name, table):
        self.name = name
        self.doc = table.pop("doc")
        self.values = {"unknown": UNKNOWN, **table}

    def constant(self, value):
        return f"TASKINGAI_{snake(self.name)}_{value}".upper()

    def header(self):
        values = "".join(f"  {self.constant(value)},\n" for value in self.values)
        return (comment("TaskingAI" + self.name,
                        [(self.constant(value), text) for value, text in self.values.items()],
                        [self.doc])
                + f"typedef enum {{\n{values}}} TaskingAI{self.name};\n\n"
                f"#define {type_macro(self.name)} ({symbol(self.name)}_get_type ())\n\n"
                "TASKINGAI_AVAILABLE_IN_1_0\n"
                f"GType {symbol(self.name)}_get_type (void) G_GNUC_CONST;\n")

    def source(self):
        values = ",\n".join(f'    G_DEFINE_ENUM_VALUE ({self.constant(value)}, "{value}")'
                            for value in self.values)
        return f"G_DEFINE_ENUM_TYPE (\n    TaskingAI{self.name}, {symbol(self.name)},\n{values})\n"


def header(enums):
    return "\n".join([LICENCE + "#pragma once\n", "#include <glib-object.h>\n",
                      '#include "taskingai-version-macros.h"\n', "G_BEGIN_DECLS\n",
                      *(each.header() for each in enums), "G_END_DECLS\n"])


def source(enums):
    return "\n".join([LICENCE + '#include "taskingai-enums.h"\n', *(each.source() for each in enums)])
