#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Prints the fault matrix as the tables of docs/reliability.md.

usage: print-matrix.py [--check | --write] MATRIX DOCUMENT

Without an option it goes to standard output. --write puts it between the two marks of the document,
--check fails unless it is there.
"""

import collections
import configparser
import pathlib
import sys

BEGIN, END = '<!-- the fault matrix: begin -->\n', '<!-- the fault matrix: end -->\n'
# In the order of a call, with what they are called.
PHASES = {'resolve': 'resolve', 'connect': 'connect', 'tls': 'TLS', 'sending': 'sending',
          'first-byte': 'first byte', 'headers': 'headers', 'body': 'body',
          'between': 'between events', 'in-event': 'in an event', 'after-last': 'after the result',
          'done': 'after `[DONE]`'}
EVENTS = ['between', 'in-event', 'after-last', 'done']


def read(path):
    matrix = configparser.ConfigParser(delimiters=['='], interpolation=None)
    matrix.read_string(path.read_text())
    unknown = {key for kind in matrix.sections() for key in matrix[kind]
               if key not in PHASES} - {'title', 'secure'}
    if unknown:
        sys.exit(f'{path}: no such phase: {unknown}')
    return matrix


def phases_of(kind):
    return [phase for phase in PHASES if kind.get(phase, '-') != '-']


def row(cells):
    return '| ' + ' | '.join(cells) + ' |\n'


def both(expected):
    """What a call does, and below it a stream if that differs."""
    return '<br>'.join(expected.replace(' 200', '').split(' / ')).replace('-', '–')


def print_general(kinds):
    yield row(['kind', *PHASES.values()])
    yield row(['---'] * (1 + len(PHASES)))
    for kind in kinds:
        yield row([kind['title'], *[both(kind[phase]) for phase in PHASES]])


def print_special(kinds):
    yield row(['phase', 'fault', 'call', 'stream'])
    yield row(['---'] * 4)
    for phase, name in PHASES.items():
        for kind in kinds:
            if phase in kind:
                call, _, stream = kind[phase].partition(' / ')
                yield row([name, kind['title'], '–' if phase in EVENTS else call, stream or call])


def count(kinds):
    """Each is run in two forms of calls and two of streams."""
    cells = collections.Counter(phase in EVENTS for kind in kinds for phase in phases_of(kind))
    return 4 * cells[False] + 2 * cells[True]


def tables(matrix):
    kinds = [matrix[name] for name in matrix.sections()]
    general = [kind for kind in kinds if all(phase in kind for phase in PHASES)]
    special = [kind for kind in kinds if kind not in general]
    return (f'{count(kinds)} cells: {count(general)} of kinds that may come in most phases, '
            f'{count(special)} of those that are at home in few.\n\n'
            + ''.join(print_general(general)) + '\n' + ''.join(print_special(special)))


def main():
    option = sys.argv.pop(1) if sys.argv[1:2] in (['--check'], ['--write']) else None
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    text = tables(read(pathlib.Path(sys.argv[1])))
    if option is None:
        print(text, end='')
        return
    document = pathlib.Path(sys.argv[2])
    before, _, rest = document.read_text().partition(BEGIN)
    found, _, after = rest.partition(END)
    if option == '--write':
        document.write_text(before + BEGIN + text + END + after)
    elif found != text:
        sys.exit(f'{document} is not up to date: {sys.argv[0]} --write {sys.argv[1]} {document}')


if __name__ == '__main__':
    main()
