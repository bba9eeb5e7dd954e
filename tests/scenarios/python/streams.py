# SPDX-License-Identifier: LGPL-2.1-or-later
import asyncio
import json
import unittest

from common import (
    TaskingAI, TestCase, count_request, numbers, stats, wait_until_aborted)


class Streams(TestCase):
    def open(self, last):
        return self.client.inference.chat_completion_stream(count_request(last))

    async def open_async(self, last):
        return await self.client.inference.chat_completion_stream_async(count_request(last))

    def check_complete(self, stream, events):
        self.assertTrue(all(isinstance(e, TaskingAI.ChatCompletionChunk) for e in events[:-1]))
        self.assertIsInstance(events[-1], TaskingAI.ChatCompletion)
        self.assertEqual(len(events), 51)
        self.assertEqual(''.join(e.delta for e in events[:-1]), numbers(50))
        self.assertEqual(events[-1].text, numbers(50))
        self.assertEqual((stream.text, stream.result), (numbers(50), events[-1]))

    def test_read_to_the_end(self):
        with self.open(50) as stream:
            self.check_complete(stream, list(stream))

    def test_read_to_the_end_async(self):
        async def run():
            async with await self.open_async(50) as stream:
                self.check_complete(stream, [event async for event in stream])
        asyncio.run(run())

    def test_read_text(self):
        async def run():
            parts = []
            async with await self.open_async(50) as stream:
                while (text := await stream.read_text_async()) is not None:
                    parts.append(text)
            self.assertEqual(''.join(parts), numbers(50))
        asyncio.run(run())

    def test_read_json(self):
        with self.open(50) as stream:
            parts = [json.loads(text) for text in iter(stream.read_json, None)]
            self.check_same_as_objects(stream, sum(parts, []))

    def test_read_json_async(self):
        async def run():
            parts = []
            async with await self.open_async(50) as stream:
                while (text := await stream.read_json_async()) is not None:
                    parts += json.loads(text)
                self.check_same_as_objects(stream, parts)
        asyncio.run(run())

    def check_same_as_objects(self, stream, parts):
        chunks = [TaskingAI.ChatCompletionChunk.from_dict(part) for part in parts[:-1]]
        self.check_complete(stream, [*chunks, TaskingAI.ChatCompletion.from_dict(parts[-1])])

    def test_close_early(self):
        before = stats(self.client)
        with self.open(100_000) as stream:
            for chunk in stream:
                if chunk.index == 4:
                    break
        now = wait_until_aborted(self.client, before)
        self.assertEqual(now['open_streams'], before['open_streams'])
        self.assertTrue(stream.text.startswith(numbers(5)))

    def test_close_early_async(self):
        before = stats(self.client)

        async def run():
            async with await self.open_async(100_000) as stream:
                async for chunk in stream:
                    if chunk.index == 4:
                        break
        asyncio.run(run())
        wait_until_aborted(self.client, before)

    def test_cancelling_a_read_loses_nothing(self):
        async def run():
            events, cancelled = [], 0
            async with await self.open_async(50) as stream:
                while True:
                    read = asyncio.ensure_future(stream.read_async())
                    if cancelled:  # the first one is, however early the events come
                        await asyncio.sleep(0)
                    if len(events) % 2 == 0 and cancelled <= len(events) and not read.done():
                        read.cancel()
                        cancelled += 1
                    try:
                        event = await read
                    except asyncio.CancelledError:
                        continue
                    if event is None:
                        break
                    events.append(event)
                self.check_complete(stream, events)
            self.assertGreater(cancelled, 0)
        asyncio.run(run())


if __name__ == '__main__':
    unittest.main()
