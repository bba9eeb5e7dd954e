# SPDX-License-Identifier: LGPL-2.1-or-later
"""All that can go well and badly, with everything told: see check-canary."""
import os
import pickle
import traceback

import gi

gi.require_version('TaskingAI', '1')
from gi.repository import GLib, GObject, TaskingAI  # noqa: E402

ENV = os.environ
FAULT, LOCAL = ENV['TASKINGAI_FAULT_HOST'], ENV['TASKINGAI_HOST']
MIRRORS = ('mirror', 'mirrorCode', 'mirrorText', 'mirrorTitle', 'mirrorType', 'mirrorMember', 'mirrorParts',
           'mirrorRetried')
FAULTS = (*MIRRORS, 'html', 'badjson', 'status500', 'status502', 'status503', 'detail', 'unknownkey', 'reset',
          'cutbody', 'nohttp', 'big', 'headers', 'compressed', 'redirect', 'slow')


def tell(what):
    print(what, repr(what), str(what), vars(what) if hasattr(what, '__dict__') else '')
    # A model has what the program gave it; that its text hides secrets is what counts.
    if isinstance(what, GObject.Object) and not isinstance(what, TaskingAI.Model):
        for spec in what.list_properties():
            try:
                print(spec.name, what.get_property(spec.name))
            except TypeError as e:
                print(spec.name, e)
    try:
        print(pickle.dumps(what))
    except Exception as e:
        print(e)


def attempt(call, *args, **kwargs):
    try:
        answer = call(*args, **kwargs)
        if isinstance(answer, TaskingAI.Stream):
            for event in answer:
                tell(event)
        tell(answer)
        return answer
    except Exception as e:
        traceback.print_exc()
        tell(e)
        if isinstance(e, GLib.Error):
            print(e.message, TaskingAI.error_details(e), e.args)


def chat(model):
    return {'model_id': model, 'messages': [{'role': 'user', 'content': 'Count from 1 to 5'}]}


def new_client(**settings):
    client = TaskingAI.Client(**{'max_retries': 1, 'timeout': 5000, 'first_event_timeout': 5000, **settings})
    client.connect('retrying', lambda *args: print('retrying', *args))
    tell(client)
    return client


def use_faults():
    client = new_client(host=FAULT, max_body_size=100000)
    for fault in FAULTS:
        client.timeout = 200 if fault == 'slow' else 20000
        attempt(client.assistants.get, fault)
    for fault in ('mirrorEvent', 'cutEvent', 'errorEvent', 'badEvent', 'good'):
        attempt(client.inference.chat_completion_stream, chat(fault))
    attempt(client.inference.chat_completion_stream, chat('mirror'))
    attempt(client.images.get, FAULT + '/imgs/credential')
    attempt(client.images.get, FAULT + '/imgs/mirrorType')
    attempt(client.images.get, ENV['CANARY_REDIRECT'] + '/imgs/x')
    attempt(client.files.upload, TaskingAI.Upload.new_for_bytes(GLib.Bytes.new(b'text'), 'error422.txt'))


def use_local():
    client = new_client()
    assistant = attempt(client.assistants.create, model_id='TpEcho00', memory={'type': 'zero'},
                        retrieval_configs={'method': 'user_message'})
    attempt(client.assistants.get, assistant.assistant_id)
    attempt(client.assistants.get, 'X5lM00000000000000000000')
    attempt(client.inference.chat_completion_stream, chat('TpLocalS'))
    attempt(client.files.upload, TaskingAI.Upload.new_for_bytes(GLib.Bytes.new(b'text'), 'x.txt'))
    attempt(client.request, 'GET', '/v1/assistants', None, None)
    attempt(new_client(api_key=ENV['TASKINGAI_API_KEY'][:-1] + 'x').assistants.list)
    actions = attempt(client.actions.bulk_create, openapi_schema={
        'openapi': '3.1.0', 'info': {'title': 't', 'version': '1'}, 'servers': [{'url': FAULT + '/tool'}],
        'paths': {'/a': {'get': {'operationId': 'a', 'description': 'd', 'responses': {'200': {'description': 'd'}}}}},
    }, authentication={'type': 'bearer', 'secret': ENV['CANARY_ACTION']})
    attempt(client.actions.get, actions[0].action_id)
    tell(TaskingAI.ActionAuthentication.new_bearer(ENV['CANARY_ACTION']))


def use_admin():
    admin = TaskingAI.Admin(host=LOCAL)
    tell(admin)
    attempt(admin.sessions.login, username='admin', password='not this one')
    attempt(admin.sessions.login, username='admin', password=ENV['CANARY_PASSWORD'])
    tell(TaskingAI.LoginRequest(username='admin', password=ENV['CANARY_PASSWORD']))
    attempt(admin.models.create, model_schema_id='debug/debug-chat-completion', name='Echo',
            credentials={'DEBUG_API_KEY': ENV['CANARY_CREDENTIAL']})
    attempt(admin.models.create, model_schema_id='nothing/of-the-kind', name='Echo',
            credentials={'DEBUG_API_KEY': ENV['CANARY_CREDENTIAL']})
    attempt(admin.models.list)
    attempt(admin.apikeys.list)
    tell(TaskingAI.RegisteredModel(name='x', credentials={'DEBUG_API_KEY': ENV['CANARY_CREDENTIAL']}))
    attempt(TaskingAI.Admin(host=LOCAL, api_key='no.such.token').models.list)
    admin.sessions.logout()


def use_others():
    attempt(new_client(host=ENV['CANARY_REDIRECT']).assistants.get, 'x')
    attempt(new_client(host=ENV['CANARY_REDIRECT']).inference.chat_completion_stream, chat('x'))
    attempt(new_client(host='https://taskingai.invalid', proxy=ENV['CANARY_PROXY']).assistants.get, 'x')
    attempt(new_client(host='http://taskingai.invalid', proxy=ENV['CANARY_PROXY']).assistants.get, 'x')
    attempt(new_client(host='http://127.0.0.1:1').assistants.get, 'x')
    attempt(TaskingAI.Client(host='https://user:' + ENV['TASKINGAI_API_KEY'] + '@localhost').assistants.get, 'x')
    attempt(new_client(api_key=ENV['TASKINGAI_API_KEY'] + '\r\nX: y').assistants.get, 'x')


use_local()
use_admin()
use_faults()
use_others()
print('calls done')
