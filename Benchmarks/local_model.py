#!/usr/bin/env python3
"""Measures how a local model is best served on this machine and prints Markdown tables.

All servers run at the same time and are asked in turn, round after round, so that whatever else the machine does
meets each of them alike. Only the ratios are comparable between machines. Standard library only; the servers need a
Python with xllamacpp, by default the one that `anneal model serve` has installed.

usage: local_model.py [--rounds 5] [--tokens 96] [--rewrite-tokens 400] [--only GROUP,…]
"""
import argparse
import concurrent.futures
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request

HOME = os.environ.get("ANNEAL_HOME")
CACHE = os.path.join(HOME, "cache") if HOME else os.path.join(
    os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "anneal")

LARGE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SMALL = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"

SERVER = """
import json, sys, time, xllamacpp
given = json.loads(sys.argv[1])
p = xllamacpp.CommonParams()
p.model.path = given["model"]
p.n_ctx, p.n_parallel, p.port, p.use_jinja = given["context"] * given["slots"], given["slots"], 0, True
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = given["threads"]
p.verbosity = 1
p.cache_ram_mib = given["promptCache"]
if given["speculation"]:
    p.speculative.types = [getattr(xllamacpp.common_speculative_type, "COMMON_SPECULATIVE_TYPE_" + given["speculation"])]
if given["draft"]:
    p.speculative.draft.mparams.path = given["draft"]
for path, value in given["more"].items():
    owner, names = p, path.split(".")
    for name in names[:-1]:
        owner = getattr(owner, name)
    if isinstance(value, str) and ":" in value:
        kind, member = value.split(":")
        value = getattr(getattr(xllamacpp, kind), member)
    setattr(owner, names[-1], value)
server = xllamacpp.Server(p)
print(server.listening_address, flush=True)
while True:
    time.sleep(60)
"""


class Server:
    """One way to serve the model."""

    def __init__(self, options, model=LARGE, slots=4, threads=None, context=4096, speculation=None, draft=None,
                 promptCache=0, **more):
        given = dict(model=os.path.join(options.models, model), slots=slots, threads=threads or options.threads,
                     context=context, speculation=speculation, promptCache=promptCache,
                     draft=os.path.join(options.models, draft) if draft else None, more=more)
        self.process = subprocess.Popen([options.python, "-c", SERVER, json.dumps(given)], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise SystemExit("a server did not start: %s" % given)

    def ask(self, messages, tokens, **more):
        """One request; gives the answer with the time that it took on the clock."""
        body = dict(messages=messages, max_tokens=tokens, temperature=0, cache_prompt=True, **more)
        request = urllib.request.Request(self.address + "/v1/chat/completions", json.dumps(body).encode(),
                                         {"content-type": "application/json"})
        start = time.monotonic()
        with urllib.request.urlopen(request, timeout=1800) as answer:
            reply = json.load(answer)
        reply["clock"] = time.monotonic() - start
        return reply

    def processor_seconds(self):
        """Seconds that the server's threads have run on a core; hardly depends on what else the machine does."""
        with open("/proc/%d/stat" % self.process.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def generate(self, messages, tokens):
        """Answers a prompt that is in the cache already; gives tokens/s, core milliseconds a token, % of guesses right."""
        self.ask(messages, 1)
        before = self.processor_seconds()
        reply = self.ask(messages, tokens)
        spent = self.processor_seconds() - before
        timings = reply["timings"]
        right = 100 * timings.get("draft_n_accepted", 0) / max(1, timings.get("draft_n", 0))
        return generation_rate(reply), 1000 * spent / max(1, reply["usage"]["completion_tokens"]), right

    def stop(self):
        self.process.kill()
        self.process.wait()


def conversation(question, system="You are a careful Python programmer. Answer with code only."):
    return [{"role": "system", "content": system}, {"role": "user", "content": question}]


TASKS = [
    "Write a function median(values) with a docstring and handling of empty lists, then three tests for it.",
    "Write a class Stack with push, pop, peek and len, raising IndexError when empty, then three tests for it.",
    "Write a function parse_duration(text) for texts such as 1h30m and 45s, then three tests for it.",
    "Write a function roman(number) for 1 to 3999 that raises ValueError otherwise, then three tests for it.",
    "Write a function merge_intervals(intervals) that returns sorted disjoint intervals, then three tests for it.",
]

RULES = " ".join("Rule %d: keep the function for case %d short, name it after what it returns, and test it." % (n, n)
                 for n in range(1, 25))

FILE = '''import csv
from dataclasses import dataclass


@dataclass
class Entry:
    person: str
    project: str
    minutes: int


def read_entries(path):
    """Reads the entries of a CSV file with the columns person, project and minutes."""
    with open(path, newline="") as file:
        return [Entry(row["person"], row["project"], int(row["minutes"])) for row in csv.DictReader(file)]


def total_by_person(entries):
    """Sums the minutes of every person."""
    totals = {}
    for entry in entries:
        totals[entry.person] = totals.get(entry.person, 0) + entry.minutes
    return totals


def total_by_project(entries):
    """Sums the minutes of every project."""
    totals = {}
    for entry in entries:
        totals[entry.project] = totals.get(entry.project, 0) + entry.minutes
    return totals


def report(entries):
    """Lists the projects with their hours, the longest first."""
    totals = total_by_project(entries)
    lines = []
    for project in sorted(totals, key=lambda name: -totals[name]):
        lines.append("%s: %.1f h" % (project, totals[project] / 60))
    return "\\n".join(lines)
'''

REWRITE = conversation(
    "Here is the file timesheet.py:\n```python\n%s```\nRaise ValueError in read_entries when minutes is negative. "
    "Answer with the whole new file in one python block and nothing else." % FILE)

SCHEMA = {
    "type": "object", "required": ["functions"], "properties": {"functions": {"type": "array", "items": {
        "type": "object", "required": ["name", "purpose", "arguments"], "properties": {
            "name": {"type": "string"}, "purpose": {"type": "string"},
            "arguments": {"type": "array", "items": {"type": "string"}}}}}}}


def generation_rate(reply):
    return reply["timings"]["predicted_per_second"]


def prompt_rate(reply):
    return reply["timings"]["prompt_per_second"]


class Table:
    """Figures by row, of which the medians are printed, with the ratio to the first row."""

    def __init__(self, title, columns):
        self.title, self.columns, self.rows = title, columns, {}

    def add(self, row, *figures):
        self.rows.setdefault(row, []).append(figures)

    def print(self):
        print("\n### %s\n" % self.title)
        print("| | %s | ratio |" % " | ".join(self.columns))
        print("| --- |%s --- |" % (" --- |" * len(self.columns)))
        base = None
        for name, samples in self.rows.items():
            medians = [statistics.median(column) for column in zip(*samples)]
            base = base or medians[0]
            shown = " | ".join(("%.1f" % value) if value < 1000 else "%.0f" % value for value in medians)
            print("| %s | %s | %.2f |" % (name, shown, medians[0] / base))
        sys.stdout.flush()


def with_servers(specifications, rounds, body):
    """Starts a server for each specification, runs the rounds with all of them in turn, and stops them."""
    servers = {}
    try:
        for name, make in specifications.items():
            if not WAYS or name in WAYS:
                servers[name] = make()
        for server in servers.values():
            server.ask(conversation("Say yes."), 2)
        for number in range(rounds):
            for name, server in servers.items():
                body(number, name, server)
    finally:
        for server in servers.values():
            server.stop()


def measure_threads(options):
    table = Table("Threads and attention, one request", ["tokens/s generated", "tokens/s of prompt"])

    def body(number, name, server):
        # The number in front makes every round a new prompt, so that nothing of it is in the cache.
        reply = server.ask(conversation(TASKS[number % 5], "Round %d. %s" % (number, RULES)), options.tokens)
        table.add(name, generation_rate(reply), prompt_rate(reply))
    attention = "llama_flash_attn_type:LLAMA_FLASH_ATTN_TYPE_DISABLED"
    q8 = "ggml_type:GGML_TYPE_Q8_0"
    with_servers({
        "%d threads" % options.threads: lambda: Server(options),
        "1 thread": lambda: Server(options, threads=1),
        "%d threads" % (options.threads * 2): lambda: Server(options, threads=options.threads * 2),
        "no flash attention": lambda: Server(options, flash_attn_type=attention),
        "8-bit key-value cache": lambda: Server(options, cache_type_k=q8, cache_type_v=q8),
        "no busy waiting": lambda: Server(options, **{"cpuparams.poll": 0, "cpuparams_batch.poll": 0}),
        "0.5B model": lambda: Server(options, model=SMALL),
    }, options.rounds, body)
    table.print()


def measure_slots(options):
    table = Table("Requests at the same time", ["tokens/s generated in all", "prompt tokens evaluated", "seconds"])

    def body(number, name, server):
        system = "Round %d of %s. %s" % (number, name, RULES)
        for count in (1, 2, 4):
            ask = lambda index: server.ask(conversation(TASKS[index], "%d. %s" % (count, system)), options.tokens)
            start = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(count) as pool:
                replies = list(pool.map(ask, range(count)))
            seconds = time.monotonic() - start
            table.add("%d requests" % count, sum(r["usage"]["completion_tokens"] for r in replies) / seconds,
                      sum(r["timings"]["prompt_n"] for r in replies), seconds)
        for count in (2, 4):
            reply = server.ask(conversation(TASKS[0], "n%d. %s" % (count, system)), options.tokens, n=count)
            # The usage tells of one of the answers; each has as many tokens here, because none ends before.
            table.add("1 request for %d answers" % count, options.tokens * count / reply["clock"],
                      reply["timings"]["prompt_n"], reply["clock"])
    with_servers({"4 slots": lambda: Server(options)}, options.rounds, body)
    table.print()


def measure_prefix(options):
    table = Table("Prefix cache: the same long beginning, another question",
                  ["seconds", "prompt tokens evaluated", "prompt tokens from the cache"])

    def body(number, name, server):
        system = "Round %d. %s" % (number, RULES)

        def told(row, question, **more):
            reply = server.ask(conversation(question, system), 8, **more)
            table.add(row, reply["clock"], reply["timings"]["prompt_n"], reply["timings"]["cache_n"])
        told("first time", TASKS[0], id_slot=0)
        told("again, same slot", TASKS[1], id_slot=0)
        told("again, any slot", TASKS[2])
        told("again, another slot by number", TASKS[3], id_slot=1)
        server.ask(conversation(TASKS[4], "Other %d. %s" % (number, RULES)), 8, id_slot=0)
        told("again, after other work in its slots", TASKS[4], id_slot=0)
    with_servers({"": lambda: Server(options, promptCache=1024)}, options.rounds, body)
    table.print()


def measure_speculation(options):
    columns = ["tokens/s generated", "core ms a token", "% of guesses right"]
    fresh = Table("Speculative decoding, new code", columns)
    rewrite = Table("Speculative decoding, a whole file written anew", columns)

    def body(number, name, server):
        fresh.add(name, *server.generate(conversation(TASKS[number % 5]), options.tokens))
        rewrite.add(name, *server.generate(REWRITE, options.rewrite_tokens))
    draft = {"speculative.draft.cpuparams.n_threads": options.threads,
             "speculative.draft.cpuparams_batch.n_threads": options.threads}
    with_servers({
        "none": lambda: Server(options, slots=1),
        "0.5B draft, 3 tokens": lambda: Server(options, slots=1, speculation="DRAFT_SIMPLE", draft=SMALL, **draft),
        "0.5B draft, 8 tokens, likely ones only": lambda: Server(
            options, slots=1, speculation="DRAFT_SIMPLE", draft=SMALL,
            **draft, **{"speculative.draft.n_max": 8, "speculative.draft.p_min": 0.75}),
        "n-gram look-up, 12 of 48": lambda: Server(options, slots=1, speculation="NGRAM_SIMPLE"),
        "n-gram look-up, 6 of 16": lambda: Server(
            options, slots=1, speculation="NGRAM_SIMPLE",
            **{"speculative.ngram_simple.size_n": 6, "speculative.ngram_simple.size_m": 16}),
        "n-gram map, 6 of 16": lambda: Server(
            options, slots=1, speculation="NGRAM_MAP_K",
            **{"speculative.ngram_map_k.size_n": 6, "speculative.ngram_map_k.size_m": 16}),
        "n-gram hash": lambda: Server(options, slots=1, speculation="NGRAM_MOD"),
    }, options.rounds, body)
    fresh.print()
    rewrite.print()


def measure_grammar(options):
    table = Table("Constrained output", ["tokens/s generated", "seconds to the first token"])
    question = conversation(
        "List four functions of a timesheet program as JSON: {\"functions\": [{\"name\", \"purpose\", \"arguments\"}]}")

    def body(number, name, server):
        forms = {"free": {}, "JSON object": {"response_format": {"type": "json_object"}},
                 "JSON schema": {"response_format": {"type": "json_schema", "json_schema": {"schema": SCHEMA}}}}
        for form, more in forms.items():
            reply = server.ask(question, options.tokens, **more)
            table.add(form, generation_rate(reply), reply["clock"] - reply["timings"]["predicted_ms"] / 1000)
    with_servers({"": lambda: Server(options, slots=1)}, options.rounds, body)
    table.print()


WAYS = []
GROUPS = {"threads": measure_threads, "slots": measure_slots, "prefix": measure_prefix,
          "speculation": measure_speculation, "grammar": measure_grammar}


def main():
    parser = argparse.ArgumentParser(description="Measures how a local model is best served on this machine.")
    parser.add_argument("--python", default=os.path.join(CACHE, "runtime/venv/bin/python"))
    parser.add_argument("--models", default=os.path.join(CACHE, "models"))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=96, help="tokens of an answer")
    parser.add_argument("--rewrite-tokens", type=int, default=400, help="tokens of a file that is written anew")
    parser.add_argument("--only", default=",".join(GROUPS), help="groups: " + ", ".join(GROUPS))
    parser.add_argument("--way", action="append", default=[], help="only this row of the tables; may be repeated")
    options = parser.parse_args()
    WAYS.extend(options.way)
    for needed in (options.python, os.path.join(options.models, LARGE), os.path.join(options.models, SMALL)):
        if not os.path.exists(needed):
            sys.exit("%s is missing; `anneal model pull` and `anneal model serve` put it there" % needed)
    print("Medians of %d rounds, %d cores; load of the machine at the start %.1f." % (
        options.rounds, os.cpu_count(), os.getloadavg()[0]), flush=True)
    for group in options.only.split(","):
        if group not in GROUPS:
            sys.exit("there is no group %s; there are %s" % (group, ", ".join(GROUPS)))
        GROUPS[group](options)
    print("\nLoad of the machine at the end %.1f." % os.getloadavg()[0])


if __name__ == "__main__":
    main()
