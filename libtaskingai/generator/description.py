# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reads the descriptions of models and services, and refuses what it does not understand."""
import sys
import tomllib

MODEL_KEYS = {"name", "noun", "object", "doc", "constructor", "fields"}
FIELD_KEYS = {"type", "doc", "what", "more", "property", "writable", "required", "null", "empty", "secret",
              "element"}
CONSTRUCTOR_KEYS = {"name", "doc", "set", "args"}
SERVICE_KEYS = {"name", "property", "of", "doc", "ids", "calls"}
CALL_KEYS = {"http", "body", "body_name", "body_doc", "query", "answer", "bare", "stream", "doc",
             "returns", "members", "check", "queue", "anonymous", "may_be_empty", "keep_token", "pages",
             "file_type", "max_size"}


class Mistake(Exception):
    pass


def check_keys(table, allowed, where):
    unknown = set(table) - allowed
    if unknown:
        raise Mistake(f"{where}: unknown key {', '.join(sorted(unknown))}")


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


def read(path, check):
    try:
        with open(path, "rb") as file:
            description = tomllib.load(file)
        check(description)
    except (tomllib.TOMLDecodeError, Mistake, KeyError) as problem:
        sys.exit(f"{path}: {problem}")
    return description
