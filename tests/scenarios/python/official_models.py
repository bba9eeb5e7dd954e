# SPDX-License-Identifier: LGPL-2.1-or-later
"""The objects of the official client's interface, by themselves."""
import copy
import json
import pickle
import unittest

from taskingai.assistant.memory import (
    AssistantMemory, AssistantMemoryType, AssistantMessageWindowMemory, AssistantNaiveMemory,
    AssistantZeroMemory)
from taskingai.client import models
from taskingai.client.models import entities, schemas
from taskingai.inference import Function
from taskingai.retrieval import SeparatorTextSplitter, TextSplitter, TokenTextSplitter

MESSAGE = {
    'object': 'Message', 'message_id': 'M' * 24, 'chat_id': 'S' * 24, 'assistant_id': 'X' * 24,
    'role': 'user', 'content': {'text': 'Hello'}, 'num_tokens': 1, 'metadata': {'a': 1},
    'created_timestamp': 2, 'updated_timestamp': 3}


def message(**changes):
    return models.Message.load({**MESSAGE, **changes})


class Reading(unittest.TestCase):
    def test_attributes(self):
        read = message()
        self.assertEqual((read.role, read.content.text, read.logs), ('user', 'Hello', []))
        self.assertIsInstance(read.content, models.MessageContent)
        self.assertEqual(list(vars(read)), [
            'object', 'message_id', 'chat_id', 'assistant_id', 'role', 'content', 'metadata',
            'logs', 'updated_timestamp', 'created_timestamp'])

    def test_equality(self):
        self.assertEqual(message(), message())
        self.assertNotEqual(message(), message(role='assistant'))
        self.assertNotEqual(AssistantMemory(type='naive'), AssistantNaiveMemory())
        with self.assertRaises(TypeError):
            hash(message())

    def test_text(self):
        content = models.MessageContent(text='Hello')
        self.assertEqual(repr(content), "MessageContent(text='Hello')")
        self.assertEqual(str(content), "text='Hello'")

    def test_what_is_newer(self):
        memory = AssistantMemory.load({'type': 'dream', 'max_tokens': 10**6, 'depth': 3})
        self.assertEqual((memory.type, memory.max_tokens), ('dream', 10**6))
        self.assertEqual(vars(memory), {'type': 'dream', 'max_messages': None, 'max_tokens': 10**6})
        self.assertEqual(memory.model_fields_set, {'type', 'max_tokens'})
        whole = AssistantMemory.load({'max_tokens': 1, 'type': 'zero', 'max_messages': None, 'x': 1})
        self.assertEqual(list(vars(whole)), ['type', 'max_messages', 'max_tokens'])
        self.assertIsNone(models.Chunk.load({'chunk_id': 'L' * 24, 'score': -0.5}).content)
        read = message(role=5, content={'text': ['x']}, logs=[1, {}], metadata=[])
        self.assertEqual((read.role, read.content.text, read.logs, read.metadata),
                         (5, ['x'], [1, {}], []))

    def test_numbers(self):
        read = models.TextEmbeddingOutput.load({'index': 1.0, 'embedding': [1, 0.5, None]})
        self.assertEqual((read.index, read.embedding), (1, [1.0, 0.5, None]))
        self.assertEqual([type(read.index), *map(type, read.embedding[:2])], [int, float, float])

    def test_fields_set(self):
        whole = AssistantMemory.load({'max_tokens': 1, 'type': 'zero', 'max_messages': None})
        self.assertEqual(list(vars(whole)), ['type', 'max_messages', 'max_tokens'])
        self.assertEqual(whole.model_fields_set, {'type', 'max_messages', 'max_tokens'})
        self.assertIs(whole.model_fields_set, whole.model_fields_set)
        with self.assertRaisesRegex(AttributeError, "no attribute 'depth'"):
            whole.depth

    def test_defaults_are_not_shared(self):
        message().logs.append({})
        self.assertEqual(message().logs, [])


class Making(unittest.TestCase):
    def test_text_for_enum(self):
        self.assertIs(AssistantMemory(type='zero').type, AssistantMemoryType.ZERO)
        self.assertEqual(AssistantMemoryType.ZERO, 'zero')

    def test_other_enum_of_the_same_text(self):
        other = models.ChatCompletionRole.USER
        self.assertIs(models.MessageChunk(role=other, index=0, delta='', created_timestamp=0).role,
                      models.MessageRole.USER)

    def test_nested(self):
        function = Function(name='plus', description='Adds', parameters={
            'properties': {'a': {'type': 'integer', 'description': 'First'}}, 'required': ['a']})
        self.assertEqual(function.parameters.type, 'object')
        self.assertEqual(function.parameters.properties['a'].type, 'integer')
        self.assertEqual(function.model_dump(exclude_none=True)['parameters']['properties'],
                         {'a': {'type': 'integer', 'description': 'First'}})

    def test_numbers(self):
        self.assertEqual(AssistantMemory(type='naive', max_tokens='20').max_tokens, 20)
        self.assertEqual(AssistantMemory(type='naive', max_tokens=20.0).max_tokens, 20)
        threshold = models.RetrievalConfig(method='memory', score_threshold=1).score_threshold
        self.assertIsInstance(threshold, float)

    def test_refused(self):
        for cls, given in (
                (AssistantMemory, {}),
                (AssistantMemory, {'type': 'dream'}),
                (AssistantMemory, {'type': 'naive', 'max_tokens': 'many'}),
                (AssistantMemory, {'type': 'naive', 'max_tokens': True}),
                (AssistantMemory, {'type': 'naive', 'max_tokens': 1.5}),
                (AssistantMemory, {'type': 'message_window', 'max_messages': 1025}),
                (models.RetrievalConfig, {'method': 'memory', 'top_k': 0}),
                (models.RetrievalConfig, {'method': 'memory', 'score_threshold': 1.5}),
                (TextSplitter, {'chunk_size': 10}),
                (TextSplitter, {'type': 'separator', 'separators': []}),
                (models.ChunkQueryRequest, {'query_text': '', 'top_k': 1}),
                (models.MessageCreateRequest, {'role': 'user', 'content': 'Hello'}),
                (models.ChatCompletionRequest, {'model_id': 'm', 'messages': [{'role': 'user',
                                                                               'content': 1}]}),
                (models.ChatCompletionFunctionParametersProperty, {'type': 'date'})):
            with self.subTest(cls=cls, given=given):
                with self.assertRaisesRegex(ValueError, f'^{cls.__name__}.\\w+: '):
                    cls(**given)

    def test_message_window(self):
        both = AssistantMessageWindowMemory(20, 1000)
        self.assertEqual((both.max_messages, both.max_tokens), (20, 1000))
        self.assertEqual(both, AssistantMessageWindowMemory(max_messages=20, max_tokens=1000))
        newer = AssistantMessageWindowMemory(max_tokens=1000)
        self.assertEqual((newer.type, newer.max_messages, newer.max_tokens),
                         ('message_window', None, 1000))
        self.assertEqual(newer, AssistantMessageWindowMemory(1000))
        for window in ((), (1, 2, 3)):
            with self.assertRaises(TypeError):
                AssistantMessageWindowMemory(*window)
        self.assertEqual(AssistantZeroMemory().type, 'zero')

    def test_splitters(self):
        self.assertEqual(
            dict(TokenTextSplitter(chunk_size=200, chunk_overlap=20)),
            {'type': 'token', 'chunk_size': 200, 'chunk_overlap': 20, 'separators': None})
        self.assertEqual(
            SeparatorTextSplitter(200, 20, ['.']).model_dump(mode='json'),
            {'type': 'separator', 'chunk_size': 200, 'chunk_overlap': 20, 'separators': ['.']})

    def test_assignment(self):
        memory = AssistantMemory(type='naive')
        memory.max_tokens = 10
        self.assertEqual(memory.model_fields_set, {'type', 'max_tokens'})
        with self.assertRaisesRegex(ValueError, "no field 'tokens'"):
            memory.tokens = 10


class Forms(unittest.TestCase):
    def test_dump(self):
        memory = AssistantMemory(type='naive', max_tokens=5)
        self.assertEqual(memory.model_dump(),
                         {'type': 'naive', 'max_messages': None, 'max_tokens': 5})
        self.assertIsInstance(memory.model_dump()['type'], AssistantMemoryType)
        self.assertIs(type(memory.model_dump(mode='json')['type']), str)
        self.assertEqual(memory.dict(exclude_none=True), {'type': 'naive', 'max_tokens': 5})
        self.assertEqual(memory.model_dump(include={'type'}), {'type': 'naive'})
        self.assertEqual(memory.model_dump(exclude={'type'}, exclude_unset=True), {'max_tokens': 5})
        self.assertEqual(memory.model_dump(exclude_defaults=True), {'type': 'naive', 'max_tokens': 5})

    def test_json(self):
        memory = AssistantMemory(type='naive')
        text = '{"type":"naive","max_messages":null,"max_tokens":null}'
        self.assertEqual(memory.model_dump_json(), text)
        self.assertEqual(memory.json(), text)
        self.assertEqual(json.loads(memory.model_dump_json(indent=2)), json.loads(text))
        self.assertEqual(AssistantMemory.model_validate_json(text), memory)
        self.assertEqual(AssistantMemory.parse_raw(text), memory)

    def test_validate(self):
        memory = AssistantNaiveMemory()
        self.assertIs(AssistantMemory.model_validate(memory), memory)
        self.assertEqual(AssistantMemory.parse_obj({'type': 'naive'}), AssistantMemory(type='naive'))
        with self.assertRaises(ValueError):
            AssistantMemory.model_validate('naive')

    def test_copies(self):
        config = models.RetrievalConfig(method='memory')
        changed = config.model_copy(update={'top_k': 7})
        self.assertEqual((config.top_k, changed.top_k, changed.method), (3, 7, 'memory'))
        read = message()
        for other in (copy.copy(read), copy.deepcopy(read), read.copy(deep=True),
                      pickle.loads(pickle.dumps(read))):
            self.assertEqual(other, read)
            self.assertEqual(other.model_fields_set, read.model_fields_set)
        self.assertIs(copy.copy(read).content, read.content)
        self.assertIsNot(read.model_copy(deep=True).content, read.content)

    def test_construct(self):
        made = models.MessageContent.model_construct(text=5)
        self.assertEqual((made.text, made.model_fields_set), (5, {'text'}))

    def test_fields(self):
        fields = models.RetrievalConfig.model_fields
        self.assertEqual(list(fields), ['top_k', 'max_tokens', 'score_threshold', 'method',
                                        'function_description'])
        self.assertEqual((fields['top_k'].default, fields['top_k'].annotation), (3, int))
        self.assertTrue(fields['method'].is_required())


class Names(unittest.TestCase):
    def test_all_in_one_place(self):
        for module in (entities, schemas):
            for name, value in vars(module).items():
                if isinstance(value, type):
                    self.assertIs(getattr(models, name), value)

    def test_constants(self):
        for enum, values in (
                (models.AssistantMemoryType, 'zero naive message_window'),
                (models.RecordType, 'text file web qa_sheet'),
                (models.CollectionType, 'text qa'),
                (models.UploadFilePurpose, 'record_file qa_record_file'),
                (models.ActionMethod, 'GET POST PUT DELETE PATCH NONE'),
                (models.ActionBodyType, 'JSON FORM NONE'),
                (models.ActionAuthenticationType, 'bearer basic custom none'),
                (models.MessageRole, 'user assistant'),
                (models.RetrievalMethod, 'function_call user_message memory'),
                (models.SortOrderEnum, 'desc asc'),
                (models.Status, 'creating ready deleting error partial')):
            self.assertEqual([item.value for item in enum], values.split())
            self.assertEqual([item.name for item in enum], values.upper().split())


if __name__ == '__main__':
    unittest.main()
