# SPDX-License-Identifier: LGPL-2.1-or-later
"""The properties through which a client gives its services, from the services' descriptions."""
from text import LICENCE, comment, dashed, definition, paragraphs, prototype, sentence, symbol

OWNERS = {"Client": "a client", "Admin": "an administrator's client"}


class Door:
    def __init__(self, table):
        self.name = table["name"]
        self.property = table.get("property", symbol(self.name).removeprefix("taskingai_"))
        self.owner = table.get("of", "Client")
        self.first = paragraphs(table["doc"])[0]

    @property
    def getter(self):
        return f"{symbol(self.owner)}_get_{self.property}"

    def prototype(self):
        return prototype(f"TaskingAI{self.name} *", self.getter,
                         [f"TaskingAI{self.owner} *self"])

    def source(self, index):
        dash = self.property.replace("_", "-")
        return (comment(f"TaskingAI{self.owner}:{dash}: (getter get_{self.property})",
                        text=[sentence(self.first)])
                + "\n"
                + comment(self.getter, [("self", OWNERS[self.owner])],
                          [f"Gets the value of [property@TaskingAI.{self.owner}:{dash}]."],
                          "(transfer none): the service")
                + definition(f"TaskingAI{self.name} *", self.getter,
                             [f"TaskingAI{self.owner} *self"],
                             [f"g_return_val_if_fail (TASKINGAI_IS_{self.owner.upper()} (self), "
                              "NULL);",
                              f"return taskingai_{self.owner.lower()}_get_service (self, "
                              f"{index});"]))


class Doors:
    def __init__(self, owner, tables):
        self.owner = owner
        self.doors = [door for door in map(Door, tables) if door.owner == owner]

    def header(self):
        includes = [f'#include "services/taskingai-{dashed(door.name)}.h"\n' for door in self.doors]
        owner = self.owner.lower()
        return "\n".join([LICENCE + "#pragma once\n", f'#include "taskingai-{owner}.h"\n',
                          "".join(includes), "G_BEGIN_DECLS\n",
                          *(door.prototype() for door in self.doors), "G_END_DECLS\n"])

    def source(self):
        owner = self.owner.lower()
        rows = "".join(f'  {{ "{door.property.replace("_", "-")}", {symbol(door.name)}_get_type }},'
                       "\n" for door in self.doors)
        return "\n".join([LICENCE + f'#include "taskingai-{owner}-services.h"\n',
                          f'#include "taskingai-{owner}-private.h"\n',
                          f"const TaskingAIDoor taskingai_{owner}_doors[] = {{\n{rows}"
                          "  { NULL },\n};\n",
                          *(door.source(index) for index, door in enumerate(self.doors))])
