# SPDX-License-Identifier: LGPL-2.1-or-later
"""Names, and C text that fits into 100 columns."""
import re
import textwrap

WIDTH = 100
LICENCE = "/* SPDX-License-Identifier: LGPL-2.1-or-later */\n"


def snake(name):
    """ChatCompletion → chat_completion"""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def dashed(name):
    return snake(name).replace("_", "-")


def symbol(name):
    """Assistant → taskingai_assistant"""
    return "taskingai_" + snake(name)


def type_macro(name):
    """Assistant → TASKINGAI_TYPE_ASSISTANT"""
    return "TASKINGAI_TYPE_" + snake(name).upper()


def check_macro(name):
    return "TASKINGAI_IS_" + snake(name).upper()


def header(kind, name):
    return f"{kind}/taskingai-{dashed(name)}.h"


def paragraphs(text):
    return [" ".join(p.split()) for p in text.strip().split("\n\n")]


def sentence(phrase):
    return phrase[0].upper() + phrase[1:]


def the(noun):
    return re.sub(r"^an? ", "the ", noun)


def comment(head, parameters=(), text=(), returns=None):
    """A documentation comment. @parameters are pairs of name and description."""
    lines = [f"{head}:"]
    for name, description in parameters:
        lines += textwrap.wrap(f"@{name}: {description}", WIDTH - 3, subsequent_indent="  ",
                               break_long_words=False, break_on_hyphens=False)
    blocks = list(text) + ([f"Returns: {returns}"] if returns else []) + ["Since: 1.0"]
    for block in blocks:
        lines.append("")
        indent = "  " if block.startswith(("Returns:", "- ")) else ""
        lines += textwrap.wrap(block, WIDTH - 3, subsequent_indent=indent,
                               break_long_words=False, break_on_hyphens=False)
    body = "\n".join(f" * {line}".rstrip() for line in lines)
    return f"/**\n{body}\n */\n"


def call(start, arguments, end):
    """A call, a prototype or a macro, its arguments broken over lines as they fit."""
    text = start + ", ".join(arguments) + end
    if len(text) <= WIDTH:
        return text
    indent = " " * (len(start) if len(start) < 60 else 4)
    lines, line = [], start if len(start) < 60 else start + "\n" + indent
    for number, argument in enumerate(arguments):
        piece = argument + (", " if number + 1 < len(arguments) else end)
        if len(line.rsplit("\n", 1)[-1]) + len(piece.rstrip()) > WIDTH:
            lines.append(line.rstrip())
            line = indent
        line += piece
    return "\n".join(lines + [line.rstrip()])


def prototype(result, name, arguments, unused=False):
    end = ")" + (" G_GNUC_WARN_UNUSED_RESULT" if unused else "") + ";"
    star = "" if result.endswith("*") else " "
    return "TASKINGAI_AVAILABLE_IN_1_0\n" + call(f"{result}{star}{name} (", arguments, end) + "\n"


def definition(result, name, arguments, body, static=False):
    lines = "".join(f"  {line}\n" if line else "\n" for line in body)
    return ("static " if static else "") + result.rstrip() + "\n" \
        + call(f"{name} (", arguments, ")") + "\n{\n" + lines + "}\n"
