#!/usr/bin/env python3
"""Measures Anneal, and other tools beside it, on folders of cases with hidden tests.

usage: bench_spec.py CASES [--anneal FILE] [--model NAME] [--base-url URL] [--peers NAME …] [--peers-dir DIR]
                     [--scorer FILE] [--limit N] [--only GLOB] [--budget-time 10m] [--work DIR] [--again]
                     [--state DIR] [--against DIR]

A case is a folder with spec.md, repo/ (the starting files), case.json and hidden/; only spec.md and a copy of repo/ are
given to a tool. `SCORER CASE SOLVED --json` judges a solved folder and prints requirements (name -> passed), the shares
requirement_score and test_score, and regression. A peer NAME is PEERS_DIR/NAME.py or NAME.sh, called with the case and
an empty folder to solve it in; MODEL_BASE_URL, MODEL_NAME and LIMIT_S are in its environment, and its last line of
output is a JSON object (seconds, generated).

--state DIR is where Anneal keeps its state (XDG_STATE_HOME): what it learned is there. --against WORK compares with an
earlier measurement of the same cases, such as one before it had learned: case by case, and the median of tokens for each
requirement that it called verified.

Results are written after each case to WORK/results.json; cases that are there already are not run again (--again runs
them again). The solved folders and the tools' output stay in WORK for inspection.
"""
import argparse
import fnmatch
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOOL = "anneal"


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--anneal", default=".build/debug/anneal")
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--peers", nargs="*", default=[])
    parser.add_argument("--peers-dir", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", default="*")
    parser.add_argument("--budget-time", default="10m")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    options.anneal = str(Path(options.anneal).resolve()) if "/" in options.anneal else options.anneal
    options.cases = options.cases.resolve()
    options.scorer = (options.scorer or options.cases.parent / "score.py").resolve()
    options.peers_dir = (options.peers_dir or options.cases.parent / "peers").resolve()
    key = hashlib.sha256(f"{options.cases} {options.model} {options.base_url}".encode()).hexdigest()[:8]
    options.work = (options.work or Path(tempfile.gettempdir()) / f"anneal-bench-{options.cases.name}-{key}").resolve()
    return options


def seconds_of(text):
    units = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}
    for unit, factor in units.items():
        if text.endswith(unit) and text[: -len(unit)].replace(".", "", 1).isdigit():
            return float(text[: -len(unit)]) * factor
    return float(text)


def run(command, log, limit, environment=None, cwd=None):
    """(exit status or None when the time was up, seconds, standard output); standard error goes to the log."""
    start = time.monotonic()
    with open(log, "w") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
                                   errors="replace", env=environment, cwd=cwd, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=limit)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                output, _ = process.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, _ = process.communicate()
            status = None
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    return status, time.monotonic() - start, output


def json_lines(output):
    found = []
    for line in output.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def prepare(case, folder):
    """Copies the starting files into a git repository of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(case / "repo", folder)
    git = ["git", "-C", str(folder)]
    subprocess.run(git + ["init", "-q", "-b", "main"], check=True)
    subprocess.run(git + ["config", "user.name", "bench"], check=True)
    subprocess.run(git + ["config", "user.email", "bench@localhost"], check=True)
    subprocess.run(git + ["add", "-A"], check=True)
    subprocess.run(git + ["commit", "-q", "--allow-empty", "-m", "chore: begin"], check=True)


def serve(options):
    """The address of the model: the one that was given, or that of the local model, started when it is not running."""
    if options.base_url:
        return options.base_url
    command = [options.anneal, "model", "serve"] + ([options.model] if options.model else []) + ["--json"]
    result = subprocess.run(command, capture_output=True, text=True)
    for value in reversed(json_lines(result.stdout)):
        server = value.get("server")
        if isinstance(server, dict) and server.get("baseURL"):
            return server["baseURL"]
    sys.exit(f"bench-spec: the local model could not be started\n{result.stderr[-2000:]}")


def solve_with_anneal(options, case, folder):
    prepare(case, folder)
    command = [options.anneal, "run", str(case / "spec.md"), "--repo", str(folder), "--accept", "--json",
               "--budget-time", options.budget_time]
    command += ["--model", options.model] if options.model else []
    command += ["--base-url", options.base_url] if options.base_url else []
    # What was answered in an earlier measurement would cost nothing in this one.
    environment = {**os.environ, "ANNEAL_CACHE_ANSWERS": "false"}
    if options.state:
        environment["XDG_STATE_HOME"] = str(options.state.resolve())
    status, seconds, output = run(command, folder.with_suffix(".err"), seconds_of(options.budget_time) + 120, environment)
    folder.with_suffix(".jsonl").write_text(output)
    result = next((v for v in reversed(json_lines(output)) if v.get("type") == "run.completed"), {})
    data = result.get("data", result)
    verdicts = {r["id"]: r["verdict"] for r in data.get("requirements") or []}
    return {"exit": status, "seconds": round(seconds, 1), "tokens": data.get("tokens") or {}, "verdicts": verdicts}


def solve_with_peer(options, name, case, folder):
    scripts = [options.peers_dir / f"{name}{suffix}" for suffix in (".py", ".sh")]
    script = next((s for s in scripts if s.is_file()), None)
    if script is None:
        sys.exit(f"bench-spec: there is no {scripts[0]} or {scripts[1].name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    limit = seconds_of(options.budget_time)
    environment = dict(os.environ, MODEL_BASE_URL=serve(options), MODEL_NAME=options.model or "q",
                       LIMIT_S=str(int(limit)))
    interpreter = [sys.executable] if script.suffix == ".py" else ["bash"]
    status, seconds, output = run(interpreter + [str(script), str(case), str(folder)], folder.with_suffix(".err"),
                                  limit + 120, environment)
    folder.with_suffix(".out").write_text(output)
    told = next(iter(reversed(json_lines(output))), {})
    tokens = {key: told[key] for key in ("prompt", "cached", "generated") if key in told}
    return {"exit": status, "seconds": round(seconds, 1), "tokens": tokens, "verdicts": {}}


def score(options, case, folder):
    result = subprocess.run([sys.executable, str(options.scorer), str(case), str(folder), "--json"],
                            capture_output=True, text=True, timeout=600)
    if result.returncode != 0:
        return {"error": result.stderr.strip()[-500:], "requirement_score": 0.0, "test_score": 0.0, "regression": None}
    told = json.loads(result.stdout)
    passed = {name: bool(entry["passed"]) for name, entry in told["requirements"].items()}
    return {"requirement_score": told["requirement_score"], "test_score": told["test_score"],
            "regression": told["regression"], "passed": passed}


def judge_verdicts(entry):
    """How many requirements were called verified, and how many of those pass their hidden tests."""
    passed = entry["score"].get("passed", {})
    called = [name for name, verdict in entry["verdicts"].items() if verdict == "verified"]
    entry["called_verified"] = len(called)
    entry["verified_and_passed"] = sum(1 for name in called if passed.get(name))


def line(name, entry):
    points, tokens = entry["score"], entry["tokens"]
    regression = {None: "-", True: "holds", False: "BROKEN"}[points["regression"]]
    called = entry["called_verified"]
    precision = f"{entry['verified_and_passed']}/{called}" if entry["verdicts"] else "-"
    shown = [f"{tokens[key]:,}" if key in tokens else "-" for key in ("prompt", "cached", "generated")]
    status = "time" if entry["exit"] is None else entry["exit"]
    return (f"{name:<24} {points['requirement_score']:>8.1%} {points['test_score']:>7.1%} {regression:>7} "
            f"{entry['seconds']:>8.1f} {shown[0]:>10} {shown[1]:>10} {shown[2]:>10} {precision:>9} {status:>5}")


HEAD = (f"{'':<24} {'require.':>8} {'tests':>7} {'regress':>7} {'seconds':>8} {'prompt':>10} {'cached':>10} "
        f"{'generated':>10} {'verified':>9} {'exit':>5}")


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def middle(values):
    values = sorted(values)
    if not values:
        return None
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def spent(entry):
    """Tokens that cost something: prompts without cached parts, and what was generated."""
    tokens = entry["tokens"]
    return tokens.get("prompt", 0) - tokens.get("cached", 0) + tokens.get("generated", 0)


def tokens_per_verified(entry):
    return spent(entry) / entry["called_verified"] if entry["called_verified"] else None


def compare(before, after, cases):
    """Two measurements of the same cases, side by side."""
    both = [name for name in cases if name in before and name in after]
    print(f"\n{'beside the earlier one':<24} {'require.':>17} {'tests':>17} {'tokens':>17} {'per verified':>17}")
    for name in both:
        pair = (before[name], after[name])
        cells = [" > ".join(f"{e['score'][key]:.0%}" for e in pair) for key in ("requirement_score", "test_score")]
        cells.append(" > ".join(f"{spent(e):,}" for e in pair))
        each = [tokens_per_verified(e) for e in pair]
        cells.append(" > ".join("-" if value is None else f"{value:,.0f}" for value in each))
        print(f"{name:<24} " + " ".join(f"{cell:>17}" for cell in cells))
    means = [mean(e[name]["score"]["requirement_score"] for name in both) for e in (before, after)]
    medians = [middle(filter(None, (tokens_per_verified(e[name]) for name in both))) for e in (before, after)]
    change = f" ({medians[1] / medians[0] - 1:+.0%})" if all(medians) else ""
    shown = ["-" if value is None else f"{value:,.0f}" for value in medians]
    print(f"mean of {len(both)}: requirements {means[0]:.1%} > {means[1]:.1%}; median of tokens for each verified "
          f"requirement {shown[0]} > {shown[1]}{change}")


def summary(entries):
    """The mean over cases, and the precision of `verified` over all requirements."""
    entries = list(entries)
    called = sum(e["called_verified"] for e in entries)
    solved = sum(1 for e in entries if e["score"]["requirement_score"] == 1 and e["score"]["regression"] is not False)
    return {
        "cases": len(entries), "solved": solved,
        "requirement_score": mean(e["score"]["requirement_score"] for e in entries),
        "test_score": mean(e["score"]["test_score"] for e in entries),
        "regressions": sum(1 for e in entries if e["score"]["regression"] is False),
        "seconds": mean(e["seconds"] for e in entries),
        "tokens": {key: round(mean(e["tokens"][key] for e in entries if key in e["tokens"]))
                   for key in ("prompt", "cached", "generated") if any(key in e["tokens"] for e in entries)},
        "tokens_per_verified": middle(filter(None, map(tokens_per_verified, entries))),
        "called_verified": called, "verified_and_passed": sum(e["verified_and_passed"] for e in entries),
        "precision": sum(e["verified_and_passed"] for e in entries) / called if called else None,
        "exit_codes": {str(code): sum(1 for e in entries if e["exit"] == code)
                       for code in sorted({e["exit"] for e in entries}, key=str)},
    }


def report(results, tools, cases):
    for tool in tools:
        entries = {name: results[tool][name] for name in cases if name in results.get(tool, {})}
        if not entries:
            continue
        print(f"\n{tool}\n{HEAD}")
        for name, entry in entries.items():
            print(line(name, entry))
        total = summary(entries.values())
        precision = f"{total['precision']:.1%}" if total["precision"] is not None else "-"
        tokens = ", ".join(f"{key} {value:,}" for key, value in total["tokens"].items()) or "not told"
        print(f"mean of {total['cases']}: requirements {total['requirement_score']:.1%}, tests {total['test_score']:.1%}, "
              f"{total['solved']} solved, {total['regressions']} with broken tests, {total['seconds']:.1f} s, "
              f"tokens {tokens}")
        each = total["tokens_per_verified"]
        print(f"called verified {total['called_verified']}, of those pass {total['verified_and_passed']} ({precision}); "
              f"{'-' if each is None else f'{each:,.0f}'} tokens for each (median over cases); "
              f"exit codes {total['exit_codes']}")


def main():
    options = arguments()
    if not options.scorer.is_file():
        sys.exit(f"bench-spec: there is no scorer at {options.scorer}; give SCORER=FILE")
    folders = sorted(f.parent for f in options.cases.glob("*/case.json") if fnmatch.fnmatch(f.parent.name, options.only))
    folders = folders[: options.limit] if options.limit else folders
    if not folders:
        sys.exit(f"bench-spec: there are no cases in {options.cases}")
    options.work.mkdir(parents=True, exist_ok=True)
    store = options.work / "results.json"
    results = json.loads(store.read_text()) if store.is_file() else {}
    print(f"{len(folders)} cases; solved folders, output and results.json in {options.work}", flush=True)
    print(HEAD, flush=True)
    tools = [TOOL] + options.peers
    for case in folders:
        for tool in tools:
            done = results.setdefault(tool, {})
            if case.name not in done or options.again:
                folder = options.work / tool / case.name
                folder.parent.mkdir(parents=True, exist_ok=True)
                entry = (solve_with_anneal(options, case, folder) if tool == TOOL
                         else solve_with_peer(options, tool, case, folder))
                entry["score"] = score(options, case, folder)
                judge_verdicts(entry)
                done[case.name] = entry
                fresh = store.with_suffix(".new")
                fresh.write_text(json.dumps(results, indent=1))
                fresh.replace(store)
            print(line(f"{case.name} {tool}"[:24], done[case.name]), flush=True)
    report(results, tools, [case.name for case in folders])
    if options.against:
        earlier = json.loads((options.against / "results.json").read_text())
        compare(earlier.get(TOOL, {}), results[TOOL], [case.name for case in folders])
    totals = {tool: summary(results[tool][c.name] for c in folders) for tool in tools}
    (options.work / "summary.json").write_text(json.dumps(totals, indent=1))


if __name__ == "__main__":
    main()
