# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reads the descriptions of models and services, and refuses what it does not understand."""
import sys
import tomllib

MODEL_KEYS = {
    "name": "of the class, without TaskingAI",
    "noun": "what one object is called in sentences: \"a chat\"",
    "object": "the member \"object\" on the wire, where there is one",
    "doc": "about the class; the first paragraph is one sentence",
    "constructor": "tables; without any, a class with writable fields gets a plain one",
    "fields": "tables by the names on the wire, in the order of the struct",
}
FIELD_KEYS = {
    "type": "see SIMPLE in model.py; \"enum NAME\", the name of a model, or \"[NAME]\" for a list",
    "what": "the noun for accessors: \"the id of the chat\"; by default made of the name",
    "doc": "about the property: ranges, defaults; by default just what it is",
    "property": "another name, where that on the wire cannot be one: type",
    "writable": "callers set it; it is sent by create and update",
    "required": "an answer without it is malformed; the first required text is the object's id",
    "null": "create sends null where it is unset",
    "empty": "create sends {} where it is unset",
    "secret": "not shown by to_string ()",
    "element": "the name of one element of a list, for add_ELEMENT (); by default without the s",
}
CONSTRUCTOR_KEYS = {
    "name": "new_NAME (); without it, new ()",
    "doc": "what it makes",
    "set": "fields and the C constants they are set to",
    "args": "parameters: tables of field, and perhaps name, doc and nullable",
}
SERVICE_KEYS = {
    "name": "of the class, without TaskingAI",
    "property": "of the client; by default made of the name",
    "of": "whose property it is: Client or Admin",
    "doc": "about the service",
    "ids": "about ids whose name does not say enough",
    "calls": "tables by name; without any, the class is written by hand",
}
CALL_KEYS = {
    "http": "method and path; {NAME} is an id and becomes a parameter",
    "body": "the model that is sent; an update sends what was set since it was read",
    "body_name": "of that parameter",
    "body_doc": "about that parameter",
    "query": "the model whose members become the query: ListOptions",
    "members": "JSON members that are sent beside those of the body",
    "check": "a function of taskingai-checks.h that may refuse the body",
    "answer": "a model, \"[MODEL]\" for a page, \"bytes\" for a file; without it there is none",
    "file_type": "what the content type of a file begins with: image/",
    "max_size": "of a file, in bytes; by default what the client allows",
    "bare": "the answer is the model itself, without the usual envelope",
    "stream": "the models of the events: chunk, part, log or result",
    "pages": "cursor or offset: how list_all () finds the next page",
    "queue": "the id by which calls wait for each other",
    "anonymous": "needs no credential",
    "may_be_empty": "an update that changes nothing is no mistake",
    "keep_token": "the answer has the credential of the calls to come",
    "doc": "what it does; the first paragraph is one sentence",
    "returns": "what is given back; by default made of the model's noun",
}


SIMPLE_TYPES = {"string", "int", "time", "number", "bool", "strings", "map", "json", "doubles"}


class Mistake(Exception):
    pass


def check_keys(table, allowed, where):
    unknown = set(table) - set(allowed)
    if unknown:
        raise Mistake(f"{where}: unknown key {', '.join(sorted(unknown))}")


def check_names(table, key, known):
    """That what @table says for @key is one of @known, or nothing."""
    name = table.get(key)
    if name is not None and name not in known:
        raise Mistake(f"{key}: {name} is not known")


def check_model(model):
    check_keys(model, MODEL_KEYS, "model")
    for name, field in model["fields"].items():
        check_keys(field, FIELD_KEYS, name)
    for constructor in model.get("constructor", []):
        check_keys(constructor, CONSTRUCTOR_KEYS, "constructor")


def check_service(service):
    check_keys(service, SERVICE_KEYS, "service")
    for name, call in service.get("calls", {}).items():
        check_keys(call, CALL_KEYS, name)
        if "http" not in call or "doc" not in call:
            raise Mistake(f"{name}: http and doc are needed")
        check_names(call, "pages", ("cursor", "offset"))


def check_references(path, description, models, enums):
    """That the types of fields, and the models of calls, exist. @models may be those by name."""
    known = {*models, "bytes"}
    try:
        for name, field in description.get("fields", {}).items():
            kind = field.get("type", "string").strip("[]")
            if kind.removeprefix("enum ") not in (enums if kind.startswith("enum ") else
                                                  known | SIMPLE_TYPES):
                raise Mistake(f"{name}: the type {kind} is not known")
        for name, call in description.get("calls", {}).items():
            for key in ("body", "query", "answer"):
                check_names({key: call.get(key, "bytes").strip("[]")}, key, known)
            for event in call.get("stream", {}):
                check_names({"stream": event}, "stream", known)
    except Mistake as problem:
        sys.exit(f"{path}: {problem}")


def read(path, check):
    try:
        with open(path, "rb") as file:
            description = tomllib.load(file)
        check(description)
    except (tomllib.TOMLDecodeError, Mistake, KeyError) as problem:
        sys.exit(f"{path}: {problem}")
    return description
