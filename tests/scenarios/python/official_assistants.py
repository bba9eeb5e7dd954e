# SPDX-License-Identifier: LGPL-2.1-or-later
"""The assistants of the official client's interface."""
import unittest

from official_common import CHAT_MODEL, TestCase, twice
from taskingai import assistant
from taskingai.assistant import (
    Assistant, RetrievalConfig, RetrievalMethod, RetrievalRef, ToolRef, create_assistant,
    delete_assistant, list_assistants, update_assistant)
from taskingai.assistant.memory import (
    AssistantMemory, AssistantMessageWindowMemory, AssistantNaiveMemory)


class Assistants(TestCase):
    def make(self, **members):
        made = create_assistant(**{'model_id': CHAT_MODEL, 'memory': {'type': 'naive'}, **members})
        self.addCleanup(delete_assistant, made.assistant_id)
        return made

    def test_functions(self):
        self.assert_both_kinds(assistant)

    def test_whole_life(self):
        create, a_create = twice(assistant, 'create_assistant')
        gets, updates = twice(assistant, 'get_assistant'), twice(assistant, 'update_assistant')
        for make, delete in zip((create, a_create), twice(assistant, 'delete_assistant')):
            made = make(model_id=CHAT_MODEL, memory=AssistantNaiveMemory(), name='Ada',
                        system_prompt_template=['Answer in {{language}}.'], metadata={'a': 'b'})
            self.assertIsInstance(made, Assistant)
            self.assertIsInstance(made.memory, AssistantMemory)
            self.assertEqual((made.object, made.name, made.description, made.tools),
                             ('Assistant', 'Ada', '', []))
            self.assertEqual(vars(made)['metadata'], {'a': 'b'})
            for get, update in zip(gets, updates):
                self.assertEqual(get(assistant_id=made.assistant_id), made)
                made = update(made.assistant_id, description='Helps', memory={'type': 'zero'})
                self.assertEqual((made.name, made.description, made.memory.type),
                                 ('Ada', 'Helps', 'zero'))
            self.assertIsNone(delete(made.assistant_id))
            with self.fails_with(404):
                gets[0](made.assistant_id)

    def test_objects_and_dicts(self):
        configs = RetrievalConfig(method='memory', top_k=2, max_tokens=9000, score_threshold=0.5)
        for given in (configs, configs.model_dump()):
            made = self.make(retrieval_configs=given)
            self.assertEqual(made.retrieval_configs, configs)
        self.assertEqual(self.make().retrieval_configs,
                         RetrievalConfig(top_k=3, method=RetrievalMethod.USER_MESSAGE))

    def test_message_window_of_both_versions(self):
        for given, expected in (
                (AssistantMessageWindowMemory(max_tokens=500), (1024, 500)),
                (AssistantMessageWindowMemory(max_messages=7, max_tokens=500), (7, 500)),
                ({'type': 'message_window', 'max_tokens': 500}, (1024, 500)),
                ({'type': 'message_window'}, (1024, 8192)),
                ({'type': 'message_window', 'max_messages': 7, 'max_tokens': 500}, (7, 500))):
            memory = self.make(memory=given).memory
            self.assertEqual((memory.max_messages, memory.max_tokens), expected)
            self.assertEqual(update_assistant(self.make().assistant_id, memory=given).memory, memory)

    def test_update_leaves_the_rest(self):
        made = self.make(name='Ada', system_prompt_template=['One'], metadata={'a': 'b'})
        changed = update_assistant(made.assistant_id, description='New')
        self.assertEqual(changed.model_copy(update={'description': '', 'updated_timestamp': 0}),
                         made.model_copy(update={'updated_timestamp': 0}))
        changed = update_assistant(made.assistant_id, system_prompt_template=[])
        self.assertEqual(changed.system_prompt_template, [])
        self.assertEqual(update_assistant(made.assistant_id).description, 'New')

    def test_list(self):
        for _ in range(3):
            self.make()
        for list_ in twice(assistant, 'list_assistants'):
            self.assert_pages(list_, lambda each: each.assistant_id)

    def test_refused_here(self):
        for wrong in ({'memory': {'type': 'dream'}}, {'tools': [{'type': 'hammer', 'id': 'x'}]},
                      {'retrievals': [{'id': 'x'}]}, {'retrieval_configs': {'top_k': 3}},
                      {'name': 5}, {'metadata': 'x'}):
            with self.assertRaises(ValueError):
                self.make(**wrong)
        with self.assertRaises(TypeError):
            list_assistants('asc')

    def test_aliases(self):
        self.assertIs(assistant.AssistantTool, ToolRef)
        self.assertIs(assistant.AssistantRetrieval, RetrievalRef)
        self.assertIs(assistant.AssistantToolType, assistant.ToolType)
        self.assertIs(assistant.AssistantRetrievalType, assistant.RetrievalType)


if __name__ == '__main__':
    unittest.main()
