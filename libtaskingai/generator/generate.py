#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes C from the descriptions of enumerations, models and services.

usage: generate.py enums|models|services|doors SOURCE OUTPUT

SOURCE is the folder with enums.toml, models/*.toml and services/*.toml. The files of the kind go to
OUTPUT; what has not changed is not written, so that nothing is compiled again.
"""
import pathlib
import sys

import description
import enums
from doors import Doors
from model import Model
from service import Service
from text import LICENCE, dashed


def read_all(source):
    """The descriptions of enumerations, models and services, of which all names are known."""
    enum_tables = description.read(source / "enums.toml", lambda table: None)
    models = {path: description.read(path, description.check_model)
              for path in sorted((source / "models").glob("*.toml"))}
    services = {path: description.read(path, description.check_service)
                for path in sorted((source / "services").glob("*.toml"))}
    names = [table["name"] for table in models.values()]
    for path, table in {**models, **services}.items():
        description.check_references(path, table, names, enum_tables)
    return enum_tables, list(models.values()), list(services.values())


def classes(kind, made):
    """The files of classes, and one header that includes all of theirs."""
    files = {}
    for each in made:
        files[f"taskingai-{dashed(each.name)}.h"] = each.header()
        files[f"taskingai-{dashed(each.name)}.c"] = each.source()
    includes = "".join(f'#include "{name}"\n' for name in sorted(files) if name.endswith(".h"))
    files[f"taskingai-{kind}.h"] = LICENCE + "#pragma once\n\n" + includes
    return files


def generate(kind, source):
    enum_tables, model_tables, service_tables = read_all(source)
    if kind == "enums":
        found = [enums.Enum(name, table) for name, table in enum_tables.items()]
        return {"taskingai-enums.h": enums.header(found), "taskingai-enums.c": enums.source(found)}
    models = {table["name"]: Model(table) for table in model_tables}
    if kind == "models":
        return classes(kind, models.values())
    if kind == "services":
        return classes(kind, [Service(table, models) for table in service_tables
                              if "calls" in table])
    files = {}
    for owner in ("Client", "Admin"):
        doors = Doors(owner, service_tables)
        files[f"taskingai-{owner.lower()}-services.h"] = doors.header()
        files[f"taskingai-{owner.lower()}-services.c"] = doors.source()
    return files


def main():
    kind, source, output = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    for name, text in generate(kind, source).items():
        path = output / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


if __name__ == "__main__":
    main()
