#!/usr/bin/env python3
"""Templates beside drain3, causal graphs beside tigramite, on the same files in one run.

    swift build -c release --product anneal
    python3 -m venv VENV && VENV/bin/pip install drain3 tigramite joblib numba numpy scipy
    VENV/bin/python Benchmarks/events_patterns.py .build/release/anneal FOLDER [--causes] [--templates]

FOLDER holds, at any depth, `*.tsv.gz` with labelled log lines (event TAB template TAB message, a line a message) and
`*.jsonl.gz` with series whose links are known (`series`, `edges` as [from, to, lag, weight], `incident` with `root`).
Times are processor time; `ratio` is the peer's over ours (above 1: ours is faster). Labels stay in this script.
"""
import argparse
import collections
import glob
import gzip
import json
import os
import resource
import subprocess
import time

MASKS = [
    (r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\w.])", "IP"),
    (r"\b0[xX][0-9a-fA-F]+\b", "HEX"),
    (r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b", "UUID"),
    (r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?![\w.])", "NUM"),
]


def ours(command, path):
    """The JSON lines of a command, and the processor time of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command + [path, "--json"], capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [json.loads(line) for line in out.splitlines()], seconds


def grouping_accuracy(true, found):
    """The share of lines whose group is exactly the true one (Zhu and others, ICSE-SEIP 2019)."""
    a, b = collections.defaultdict(set), collections.defaultdict(set)
    for index, (x, y) in enumerate(zip(true, found)):
        a[x].add(index)
        b[y].add(index)
    right = {frozenset(group) for group in a.values()}
    return sum(len(group) for group in b.values() if frozenset(group) in right) / len(true)


def drain(messages):
    from drain3 import TemplateMiner
    from drain3.masking import MaskingInstruction
    from drain3.template_miner_config import TemplateMinerConfig

    config = TemplateMinerConfig()
    config.profiling_enabled = False
    config.masking_instructions = [MaskingInstruction(pattern, name) for pattern, name in MASKS]
    miner = TemplateMiner(config=config)
    start = time.process_time()
    found = [miner.add_log_message(message)["cluster_id"] for message in messages]
    return found, time.process_time() - start


def templates(binary, folder):
    print("log | lines | templates: true, ours, drain3 | accuracy: ours, drain3 | µs a line: ours, whole process, drain3 | ratio")
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.tsv.gz"), recursive=True)):
        lines = [line.rstrip("\n").split("\t") for line in gzip.open(path, "rt", encoding="utf-8", newline="\n")]
        true, messages = [line[0] for line in lines], [line[2] for line in lines]
        out, whole = ours([binary, "events", "templates"], path)
        found, summary = [line["template"] for line in out[:-1]], out[-1]
        try:
            peer, peer_seconds = drain(messages)
        except ImportError:
            peer, peer_seconds = [0] * len(messages), float("nan")
        micro = 1e6 / len(true)
        row = (
            grouping_accuracy(true, found), grouping_accuracy(true, peer),
            summary["seconds"] * micro, whole * micro, peer_seconds * micro,
        )
        rows.append(row)
        print(
            f"{os.path.basename(path)} | {len(true)} | {len(set(true))}, {len(set(found))}, {len(set(peer))} | "
            f"{row[0]:.4f}, {row[1]:.4f} | {row[2]:.2f}, {row[3]:.2f}, {row[4]:.2f} | {row[4] / row[2]:.1f}")
    if rows:
        mean = [sum(column) / len(rows) for column in zip(*rows)]
        print(
            f"mean | | | {mean[0]:.4f}, {mean[1]:.4f} | {mean[2]:.2f}, {mean[3]:.2f}, {mean[4]:.2f} | "
            f"{mean[4] / mean[2]:.1f}")


def f1(true, found):
    hits = len(true & found)
    return 2 * hits / (len(true) + len(found)) if hits else 0.0


def pcmci(series):
    import numpy as np
    from tigramite import data_processing
    from tigramite.independence_tests.parcorr import ParCorr
    from tigramite.pcmci import PCMCI

    run = PCMCI(
        dataframe=data_processing.DataFrame(np.array(series).T), cond_ind_test=ParCorr(), verbosity=0
    ).run_pcmci(tau_min=1, tau_max=3, pc_alpha=0.2, alpha_level=0.01)["graph"]
    return {
        (i, j, lag) for lag in range(1, 4) for i in range(len(series)) for j in range(len(series))
        if i != j and run[i, j, lag] == "-->"
    }


def causes(binary, folder):
    print("file | method | F1 with lag, without | false share | intervals that hold | root first | s a set | ratio")
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.jsonl.gz"), recursive=True)):
        sets = [json.loads(line) for line in gzip.open(path, "rt")]
        if not sets or "edges" not in sets[0]:
            continue
        peer_seconds = None
        try:
            pcmci(sets[0]["series"])  # the first call compiles
            start = time.process_time()
            found = [pcmci(one["series"]) for one in sets]
            peer_seconds = (time.process_time() - start) / len(sets)
            show(path, "tigramite PCMCI", sets, found, peer_seconds, None)
        except ImportError:
            print("tigramite is not installed")
        for extra in ([], ["--fdr", "0.1"], ["--method", "pcmci"], ["--method", "granger"]):
            out, seconds = ours([binary, "events", "causal"] + extra, path)
            found = [{(link["from"], link["to"], link["lag"]) for link in one["links"]} for one in out]
            show(path, " ".join(extra) or "sparse", sets, found, seconds / len(sets), peer_seconds, out)


def show(path, name, sets, found, seconds, peer_seconds, out=None):
    true = [{tuple(edge[:3]) for edge in one["edges"]} for one in sets]
    with_lag = sum(map(f1, true, found)) / len(sets)
    without = sum(f1({e[:2] for e in t}, {e[:2] for e in f}) for t, f in zip(true, found)) / len(sets)
    false = sum(len(f - t) / max(1, len(f)) for t, f in zip(true, found)) / len(sets)
    held, roots = "", ""
    if out:
        weights = [{tuple(edge[:3]): edge[3] for edge in one["edges"]} for one in sets]
        inside = [
            link["interval"][0] <= weight[key] <= link["interval"][1]
            for one, weight in zip(out, weights) for link in one["links"]
            if (key := (link["from"], link["to"], link["lag"])) in weight and "interval" in link
        ]
        held = f"{sum(inside) / max(1, len(inside)):.2f}"
        first = [one["rootCauses"][0]["variable"] for one in out if "rootCauses" in one]
        roots = f"{sum(a == b['incident']['root'] for a, b in zip(first, sets))} of {len(first)}"
    ratio = f"{peer_seconds / seconds:.1f}" if peer_seconds else ""
    print(
        f"{os.path.basename(path)} | {name} | {with_lag:.3f}, {without:.3f} | {false:.3f} | {held} | {roots} | "
        f"{seconds:.4f} | {ratio}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--templates", action="store_true", help="templates only")
    parser.add_argument("--causes", action="store_true", help="causes only")
    options = parser.parse_args()
    if options.templates or not options.causes:
        templates(options.binary, options.folder)
    if options.causes or not options.templates:
        causes(options.binary, options.folder)
