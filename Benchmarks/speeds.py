#!/usr/bin/env python3
"""Measures how fast a server of llama.cpp reads and writes, for `anneal learn record --speeds`.

    python3 Benchmarks/speeds.py http://127.0.0.1:8091 qwen2.5-coder-1.5b

Prints {"MODEL": {"prompt": …, "generated": {"1": …, "4": …, "8": …}}}: tokens a second, of all answers together. Nothing else
should work meanwhile. Takes a minute or two.
"""
import json
import random
import sys
import threading
import time
import urllib.request

TOKENS = 160
WIDTHS = (1, 2, 4, 8)


def ask(url, prompt, tokens):
    body = dict(prompt=prompt, n_predict=tokens, ignore_eos=True, cache_prompt=False, temperature=0.8)
    request = urllib.request.Request(
        url + "/completion", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)["timings"]


def words(count, seed):
    choice = random.Random(seed)
    return " ".join(choice.choice("def return value list parse table count text for in if else".split()) for _ in range(count))


def main(url, model):
    url = url.rstrip("/")
    url = url[:-3] if url.endswith("/v1") else url
    ask(url, words(20, 0), 8)
    prompts = [ask(url, words(700, seed), 1) for seed in range(1, 4)]
    reading = sorted(timing["prompt_n"] / timing["prompt_ms"] * 1e3 for timing in prompts)[1]
    rates = {}
    for width in WIDTHS:
        # The prompts are short, so that reading them hardly counts.
        threads = [threading.Thread(target=ask, args=(url, words(8, 10 + index), TOKENS)) for index in range(width)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rates[str(width)] = round(width * TOKENS / (time.perf_counter() - start), 1)
    print(json.dumps({model: {"prompt": round(reading, 1), "generated": rates}}))


main(*sys.argv[1:3])
