# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of the official client's interface share."""
import asyncio
import contextlib
import inspect
import os
import unittest

import taskingai

CHAT_MODEL = os.environ['TASKINGAI_TEST_CHAT_MODEL']
STREAM_MODEL = os.environ['TASKINGAI_TEST_STREAM_MODEL']
TOOLS_MODEL = os.environ['TASKINGAI_TEST_TOOLS_MODEL']
ERROR_MODEL = os.environ['TASKINGAI_TEST_ERROR_MODEL']
EMBEDDING_MODEL = os.environ['TASKINGAI_TEST_EMBEDDING_MODEL']
MISSING_ID = 'X5lM00000000000000000000'


def twice(module, name):
    """Both kinds of a function as blocking ones."""
    awaited = getattr(module, 'a_' + name)

    def run(*args, **kwargs):
        return asyncio.run(awaited(*args, **kwargs))
    return getattr(module, name), run


def _read(module, name, *args, **kwargs):
    return list(getattr(module, name)(*args, **kwargs))


def _read_awaited(module, name, *args, **kwargs):
    async def read():
        return [event async for event in await getattr(module, 'a_' + name)(*args, **kwargs)]
    return asyncio.run(read())


STREAM_READERS = _read, _read_awaited  # all events of what a function streams, in both ways


class TestCase(unittest.TestCase):
    def assert_both_kinds(self, module):
        """Each function has its twin, with the same parameters."""
        for name, value in vars(module).items():
            if inspect.isfunction(value) and not name.startswith('a_'):
                twin = getattr(module, 'a_' + name)
                self.assertTrue(inspect.iscoroutinefunction(twin), name)
                self.assertEqual(inspect.signature(value), inspect.signature(twin), name)
                self.assertEqual((value.__name__, twin.__name__), (name, 'a_' + name))
                self.assertTrue(value.__doc__, name)

    @contextlib.contextmanager
    def fails_with(self, status, name='ApiException'):
        with self.assertRaises(taskingai.exceptions.ApiException) as caught:
            yield caught
        error = caught.exception
        self.assertIsInstance(error, getattr(taskingai.exceptions, name))
        self.assertEqual(error.status, status)
        self.assertIn(f'({status})', str(error))
        self.assertIn(error.reason, str(error))

    def assert_pages(self, list_, id_of, *parents):
        """That at least two objects are listed one by one as they are together."""
        first, second = list_(*parents, limit=2)
        self.assertEqual(list_(*parents, limit=1), [first])
        self.assertEqual(list_(*parents, limit=1, after=id_of(first)), [second])
        self.assertEqual(list_(*parents, limit=1, before=id_of(second)), [first])
        oldest = list_(*parents, order='asc', limit=100)
        self.assertEqual(list_(*parents, limit=100), oldest[::-1])
        with self.assertRaisesRegex(ValueError, 'exclude each other'):
            list_(*parents, after=id_of(first), before=id_of(second))
        with self.assertRaises(ValueError):
            list_(*parents, order='sideways')
