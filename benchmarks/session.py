# SPDX-License-Identifier: LGPL-2.1-or-later
"""One run: what is measured with what, one part after the other."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import coldstart
import counting
import plan
from clients import BY_NAME, JSON, LOOP_DELAY
from measure import Failed
from results import Results


class Session:
    def __init__(self, runner, servers, arguments, about):
        self._runner = runner
        self._servers = servers
        self._only = arguments.only
        self._quick = arguments.quick
        self._rounds = arguments.rounds
        self._start = time.monotonic()
        self.results = Results(about=about)

    def run(self):
        """All that was measured."""
        for section in plan.SECTIONS:
            for scenario in self._wanted(section.title, section.scenarios):
                self._time(section.title, scenario)
        for scenario in self._wanted("Delay", plan.LOOP_DELAYS):
            self._delay(scenario)
        for reading in self._wanted("JSON", (plan.READING,)):
            lines = self._attempt("JSON", reading, JSON, lambda: self._runner.lines(JSON))
            self.results.documents = lines or []
        for start in self._wanted("Start", (plan.START,)):
            self._start_all(start)
        for counted in self._wanted("Instructions", plan.INSTRUCTIONS):
            self._count_instructions(counted)
        for counted in self._wanted("System calls", plan.SYSTEM_CALLS):
            self._count_calls(counted)
        return self.results

    def _progress(self, text):
        minutes, seconds = divmod(int(time.monotonic() - self._start), 60)
        print(f"{minutes:3}:{seconds:02}  {text}", file=sys.stderr, flush=True)

    def _wanted(self, part, scenarios):
        for scenario in scenarios:
            if (scenario.quick or not self._quick) and self._only in f"{part}: {scenario.name}":
                self._progress(f"{part}: {scenario.name}")
                yield scenario

    def _attempt(self, part, scenario, client, work):
        """WORK's value; None when it fails, or the client has failed in this scenario before."""
        if client.name in self.results.failures_of(part, scenario.name):
            return None
        try:
            return work()
        except Failed as failed:
            self._progress(f"  {client.name} failed: {failed}")
            self.results.add_failure(part, scenario.name, client.name, str(failed))
            return None

    def _time(self, part, scenario):
        server = self._servers[scenario.server]
        for number in range(self._rounds):
            for client in plan.clients_of(scenario):
                command = scenario.command(scenario.requests_of(client, self._quick))
                if number < scenario.rounds_of(client, self._rounds):
                    line = self._attempt(
                        part, scenario, client, lambda: self._runner.time(client, server, command)
                    )
                    if line is not None:
                        self.results.add_line(scenario.name, client.name, line)

    def _delay(self, scenario):
        command = scenario.command(scenario.requests // (4 if self._quick else 1))
        for _ in range(min(self._rounds, 3)):
            line = self._attempt(
                "Delay",
                scenario,
                LOOP_DELAY,
                lambda: self._runner.line(LOOP_DELAY, self._servers["load"], command),
            )
            if line is not None:
                self.results.delays.setdefault(scenario.name, []).append(line)

    def _start_all(self, start):
        for _ in range(2 if self._quick else start.rounds):
            for client in plan.starting_clients():
                seconds = self._attempt(
                    "Start",
                    start,
                    client,
                    lambda: coldstart.first_line_seconds(
                        self._runner, self._servers["load"], client
                    ),
                )
                if seconds is not None:
                    self.results.starts.setdefault(client.name, []).append(seconds)

    def _count_instructions(self, counted):
        """Two clients at a time, since these are not timed."""

        def count(name):
            client = BY_NAME[name]
            return self._attempt(
                "Instructions",
                counted,
                client,
                lambda: counting.instructions(self._runner, self._servers["load"], client, counted),
            )

        with ThreadPoolExecutor(2) as pool:
            counts = dict(zip(counted.clients, pool.map(count, counted.clients)))
        self.results.instructions[counted.name] = counts

    def _count_calls(self, counted):
        tool = self.results.about.setdefault("call counter", counting.call_counter())
        counts = self.results.calls[counted.name] = {}
        for name in counted.clients:
            client = BY_NAME[name]
            counts[name] = self._attempt(
                "System calls",
                counted,
                client,
                lambda: counting.system_calls(
                    self._runner, self._servers["load"], client, counted, tool
                ),
            )
