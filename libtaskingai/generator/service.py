# SPDX-License-Identifier: LGPL-2.1-or-later
"""From the description of a service to its C class: each call blocking, asynchronous, finished."""
import re

from text import (LICENCE, call, check_macro, comment, dashed, definition, header, paragraphs,
                  prototype, snake, symbol, the, type_macro)

CANCELLABLE = ("cancellable", "(nullable): a cancellable")
CALLBACK = [("callback", "(scope async) (nullable): called when the answer is there"),
            ("user_data", "data for @callback")]
ROLES = {"chunk": "CHUNK", "part": "PART", "log": "OTHER", "result": "RESULT"}


class Call:
    def __init__(self, name, table, service):
        self.name = name
        self.service = service
        models = service.models
        method, self.path = table["http"].split(" ", 1)
        self.method = method
        self.doc = paragraphs(table["doc"])
        self.body = table.get("body")
        self.query = table.get("query")
        self.members = table.get("members")
        self.check = table.get("check")
        self.queue = table.get("queue")
        self.may_be_empty = table.get("may_be_empty", False)
        self.keep_token = table.get("keep_token", False)
        self.anonymous = table.get("anonymous", False)
        self.stream = table.get("stream")
        self.pages = table.get("pages")
        self.updates = name.startswith("update")
        answer = table.get("answer", "")
        self.is_page = answer.startswith("[")
        self.answer = answer.strip("[]")
        self.bare = table.get("bare", False)
        self.file_type = table.get("file_type")
        self.max_size = table.get("max_size")
        self.ids = re.findall(r"\{(\w+)\}", self.path)
        self.template = re.sub(r"\{\w+\}", "{}", self.path)
        self.body_name = table.get("body_name", self.default_body_name())
        self.body_doc = table.get("body_doc", {"create": "what to create"}.get(
            name, "what to change" if self.updates else "the request"))
        self.body_ids = set()
        if self.updates and self.body:
            self.body_ids = {each for each in self.ids
                             if each in {field.name for field in models[self.body].fields}}
        self.returns = table.get("returns", self.default_returns())
        self.tag = f"{service.symbol}_{name}_async"

    def default_body_name(self):
        if not self.body:
            return None
        return "request" if self.body.endswith("Request") else snake(self.body)

    def default_returns(self):
        if self.stream:
            return "the open stream"
        if self.is_page:
            return "a page of the list"
        if self.file_type:
            return "the bytes of the file"
        if not self.answer:
            return None
        noun = the(self.service.models[self.answer].noun)
        return noun.replace("the ", "the new ") if self.name == "create" else noun

    # ---- types ----

    @property
    def result_type(self):
        if self.stream:
            return "TaskingAIStream *"
        if self.is_page:
            return "TaskingAIPage *"
        if self.file_type:
            return "GBytes *"
        return f"TaskingAI{self.answer} *" if self.answer else "gboolean"

    @property
    def failed(self):
        return "NULL" if self.result_type.endswith("*") else "FALSE"

    def classes(self):
        return {each for each in (self.body, self.query, self.answer) if each} \
            | set(self.stream or ()) | ({"Page"} if self.is_page else set())

    def arguments(self):
        arguments = [f"{self.service.struct} *self"]
        arguments += [f"const char *{each}" for each in self.ids]
        if self.body:
            arguments.append(f"TaskingAI{self.body} *{self.body_name}")
        if self.query:
            arguments.append(f"TaskingAI{self.query} *options")
        return arguments

    def parameters(self):
        parameters = [("self", "the service")]
        for each in self.ids:
            text = self.service.ids.get(each, "the id of the "
                                        + each.removesuffix("_id").replace("_", " "))
            parameters.append((each, f"(nullable): {text}, or `NULL` if the object knows it"
                               if each in self.body_ids else text))
        if self.body:
            parameters.append((self.body_name, self.body_doc))
        if self.query:
            parameters.append(("options", "(nullable): which page to give, or `NULL` for the "
                               "server's defaults"))
        return parameters

    # ---- the header ----

    def prototypes(self):
        name = f"{self.service.symbol}_{self.name}"
        unused = self.result_type.endswith("*")
        return [
            prototype(self.result_type, name,
                      [*self.arguments(), "GCancellable *cancellable", "GError **error"], unused),
            prototype("void", name + "_async",
                      [*self.arguments(), "GCancellable *cancellable",
                       "GAsyncReadyCallback callback", "gpointer user_data"]),
            prototype(self.result_type, name + "_finish",
                      [f"{self.service.struct} *self", "GAsyncResult *result", "GError **error"],
                      unused)]

    # ---- the source ----

    def events(self):
        if not self.stream:
            return ""
        parts, rows = [], []
        for name, role in self.stream.items():
            delta = "NULL"
            if role in ("chunk", "part"):
                delta = f"{snake(name)}_delta"
                parts.append(definition(
                    "const char *", delta, ["gpointer chunk"],
                    [f"return {symbol(name)}_get_delta (chunk);"], True))
            rows.append(f'  {{ "{self.service.models[name].object}", {symbol(name)}_get_type, '
                        f"TASKINGAI_EVENT_{ROLES[role]}, {delta} }},\n")
        return "\n".join(parts) + f"\nstatic const TaskingAIEventKind {self.name}_events[] = {{\n" \
            + "".join(rows) + "  { NULL },\n};\n"

    def verb(self):
        members = [("method", f"TASKINGAI_METHOD_{self.method}"), ("path", f'"{self.template}"')]
        if self.updates:
            members.append(("mode", "TASKINGAI_WRITE_UPDATE"))
        elif self.body:
            members.append(("mode", "TASKINGAI_WRITE_CREATE"))
        if self.members:
            members.append(("members", '"' + self.members.replace('"', '\\"') + '"'))
        if self.check:
            members.append(("check", self.check))
        if self.queue:
            members.append(("queue", str(self.ids.index(self.queue) + 1)))
        if self.may_be_empty:
            members.append(("may_be_empty", "TRUE"))
        if self.anonymous:
            members.append(("anonymous", "TRUE"))
        if self.stream:
            members.append(("events", f"{self.name}_events"))
        elif self.file_type:
            members += [("answer", "{ TASKINGAI_ENVELOPE_FILE }"),
                        ("file_type", f'"{self.file_type}"'), ("max_size", str(self.max_size))]
        else:
            kind = "BARE" if self.bare else "PAGE" if self.is_page else \
                "DATA" if self.answer else "EMPTY"
            get_type = symbol(self.answer) + "_get_type" if self.answer else "NULL"
            keep = ", TRUE" if self.keep_token else ""
            members.append(("answer", f"{{ TASKINGAI_ENVELOPE_{kind}, {get_type}{keep} }}"))
        return self.events() + f"static const TaskingAIVerb {self.name}_verb = {{\n" \
            + "".join(f"  .{name} = {value},\n" for name, value in members) + "};\n"

    def checks(self, failed):
        value = f", {failed}" if failed else ""
        check = "g_return_val_if_fail" if failed else "g_return_if_fail"
        lines = [f"{check} ({check_macro(self.service.name)} (self){value});"]
        lines += [f"{check} ({each} != NULL{value});" for each in self.ids
                  if each not in self.body_ids]
        if self.body:
            lines.append(f"{check} ({check_macro(self.body)} ({self.body_name}){value});")
        if self.query:
            lines.append(f"{check} (options == NULL || {check_macro(self.query)} (options){value});")
        return lines

    def fill_ids(self):
        lines = []
        for each in self.ids:
            if each in self.body_ids:
                lines += [f"if ({each} == NULL)",
                          f"  {each} = {symbol(self.body)}_get_{each} ({self.body_name});"]
        return lines

    def run(self, function, before, after):
        ids = "NULL"
        if self.ids:
            ids = f"(const char *const[]){{ {', '.join(self.ids)}, NULL }}"
        return call(f"  {function} (", ["TASKINGAI_SERVICE (self)", *before, f"&{self.name}_verb",
                                        ids, self.body_name or "NULL",
                                        "options" if self.query else "NULL", *after], ");")[2:]

    def functions(self):
        name = f"{self.service.symbol}_{self.name}"
        is_something = self.answer or self.file_type
        kind = "open" if self.stream else "run" if is_something else "run_empty"
        finish = "finish" if is_something or self.stream else "finish_empty"
        first, *rest = self.doc
        method = f"[method@{self.service.name}.{self.name}_async]"
        returns = "true, or false with @error set"
        if self.failed == "NULL":
            returns = f"(transfer full): {self.returns}, or `NULL` with @error set"
        arguments = self.arguments()
        run = self.run(f"taskingai_service_{kind}", [], ["cancellable", "error"])
        run_async = self.run(f"taskingai_service_{'open' if self.stream else 'run'}_async",
                             [self.tag], ["cancellable", "callback", "user_data"])
        return [
            self.verb(),
            comment(name, [*self.parameters(), CANCELLABLE], self.doc, returns)
            + definition(self.result_type, name,
                         [*arguments, "GCancellable *cancellable", "GError **error"],
                         [*self.checks(self.failed), *self.fill_ids(), "return " + run]),
            comment(name + "_async", [*self.parameters(), CANCELLABLE, *CALLBACK],
                    [first.removesuffix(".") + ", without blocking.", *rest])
            + definition("void", name + "_async",
                         [*arguments, "GCancellable *cancellable", "GAsyncReadyCallback callback",
                          "gpointer user_data"],
                         [*self.checks(""), *self.fill_ids(), run_async]),
            comment(name + "_finish", [("self", "the service"),
                                       ("result", "the result that the callback got")],
                    [f"Ends {method}."], returns)
            + definition(self.result_type, name + "_finish",
                         [f"{self.service.struct} *self", "GAsyncResult *result", "GError **error"],
                         [f"g_return_val_if_fail ({check_macro(self.service.name)} (self), "
                          f"{self.failed});",
                          call(f"return taskingai_service_{finish} (",
                               ["TASKINGAI_SERVICE (self)", self.tag, "result", "error"], ");")]),
            *self.list_all()]

    # ---- every item of every page ----

    @property
    def list_all_name(self):
        return f"{self.service.symbol}_{self.name}_all"

    def list_all_prototype(self):
        if not self.pages:
            return []
        return [prototype("TaskingAIEnumerator *", self.list_all_name, self.arguments(), True)]

    def list_all(self):
        if not self.pages:
            return []
        first = self.doc[0].removesuffix(".")
        ids = f"(const char *const[]){{ {', '.join(self.ids)}, NULL }}" if self.ids else "NULL"
        make = call("  TaskingAIRequest *request = taskingai_verb_make_request (",
                    [f"&{self.name}_verb", ids, "NULL", "NULL", "&failure"], ");")[2:]
        new = call("  return taskingai_enumerator_new (",
                   ["TASKINGAI_SERVICE (self)", "request", "failure", f"&{self.name}_verb.answer",
                    f"TASKINGAI_PAGING_{self.pages.upper()}", "options"], ");")[2:]
        return [comment(self.list_all_name,
                        [*self.parameters()[:-1],
                         ("options", "(nullable): where to begin and in which order, or `NULL` for "
                          "all in the server's order")],
                        [first + ", all of them, page after page.",
                         "Nothing is asked for before the first item is. The options are copied."],
                        f"(transfer full): an enumerator of [class@{self.answer}]")
                + definition("TaskingAIEnumerator *", self.list_all_name, self.arguments(),
                             [*self.checks("NULL"), "GError *failure = NULL;", make, new])]


class Service:
    def __init__(self, table, models):
        self.name = table["name"]
        self.struct = "TaskingAI" + self.name
        self.symbol = symbol(self.name)
        self.doc = paragraphs(table["doc"])
        self.ids = table.get("ids", {})
        self.models = models
        self.calls = [Call(name, each, self) for name, each in table.get("calls", {}).items()]

    def extra_headers(self):
        """Of classes whose text is found by hand-written code."""
        names = {name for each in self.calls for name, role in (each.stream or {}).items()
                 if role == "part"}
        return [f"models/taskingai-{dashed(name)}-extra.h" for name in sorted(names)]

    def header(self):
        classes = sorted(set().union(*(each.classes() for each in self.calls)))
        includes = [f'#include "../{header("models", name)}"' for name in classes]
        if any(each.stream for each in self.calls):
            includes.append('#include "../stream/taskingai-stream.h"')
        if any(each.pages for each in self.calls):
            includes.append('#include "taskingai-enumerator.h"')
        includes.append('#include "taskingai-service.h"')
        parts = [LICENCE + "#pragma once\n", "\n".join(includes) + "\n", "G_BEGIN_DECLS\n",
                 f"#define {type_macro(self.name)} ({self.symbol}_get_type ())\n",
                 "TASKINGAI_AVAILABLE_IN_1_0\n"
                 + call("G_DECLARE_FINAL_TYPE (", [self.struct, self.symbol, "TASKINGAI",
                                                  snake(self.name).upper(), "TaskingAIService"],
                        ")") + "\n"]
        for each in self.calls:
            parts += each.prototypes() + each.list_all_prototype()
        return "\n".join(parts + ["G_END_DECLS\n"])

    def private_headers(self):
        headers = ["service-private"]
        if any(each.pages for each in self.calls):
            headers.insert(0, "enumerator-private")
        if any(each.check for each in self.calls):
            headers.insert(0, "checks")
        return headers

    def source(self):
        parts = [LICENCE + f'#include "{header("services", self.name)}"\n',
                 "".join(f'#include "{name}"\n' for name in self.extra_headers()),
                 ''.join(f'#include "services/taskingai-{name}.h"\n'
                         for name in self.private_headers()),
                 comment(self.struct, text=self.doc)
                 + f"struct _{self.struct} {{\n  TaskingAIService parent_instance;\n}};\n",
                 call("G_DEFINE_FINAL_TYPE (", [self.struct, self.symbol, "TASKINGAI_TYPE_SERVICE"],
                      ")") + "\n",
                 definition("void", f"{self.symbol}_class_init", [f"{self.struct}Class *klass"], [],
                            True),
                 definition("void", f"{self.symbol}_init", [f"{self.struct} *self"], [], True)]
        for each in self.calls:
            parts += each.functions()
        return "\n".join(parts)
