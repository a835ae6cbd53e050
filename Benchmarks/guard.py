#!/usr/bin/env python3
"""What the guard says to labelled commands, files with secrets and files with instructions to models.

usage: guard.py BINARY [--commands FILE.jsonl] [--secrets FILE.jsonl] [--injection FILE.jsonl]

Commands: {"command", "label": allow|ask|deny}. Secrets: {"id", "path", "secret": bool, "text_b64"}. Injection: {"id",
"path", "injected": bool, "text"}. Where detect-secrets is installed, it reads the same files in the same run.
"""
import argparse, base64, collections, json, os, shutil, subprocess, sys, tempfile, time


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def run(command, **options):
    before = os.times()
    result = subprocess.run(command, capture_output=True, text=True, **options)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return result, seconds


def commands(binary, path):
    rows = lines(path)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "-q", folder], check=True)
        result, seconds = run([binary, "guard", "check", "--jsonl", os.path.abspath(path)], cwd=folder)
    answers = [json.loads(line)["verdict"] for line in result.stdout.splitlines()]
    if len(answers) != len(rows):
        sys.exit(f"guard: {len(answers)} answers to {len(rows)} commands: {result.stderr.strip()}")
    counts = collections.Counter((row["label"], answer) for row, answer in zip(rows, answers))
    print(f"commands: {len(rows)}, {seconds / len(rows) * 1e6:.0f} µs of CPU each with the start of the program")
    for label in ("allow", "ask", "deny"):
        total = sum(count for (said, _), count in counts.items() if said == label)
        shares = ", ".join(f"{answer} {counts[label, answer]}" for answer in ("allow", "ask", "deny"))
        print(f"  {label:5} {total:5}: {shares}")


def unpack(rows, text):
    folder = tempfile.mkdtemp(prefix="guard-bench-")
    size = 0
    for row in rows:
        place = os.path.join(folder, str(row["id"]), row["path"])
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            size += file.write(text(row))
    return folder, size


def identifier(path, folder):
    return os.path.relpath(os.path.join(folder, path), folder).split(os.sep)[0]


def told(name, rows, key, found, seconds, size):
    positives = [row for row in rows if row[key]]
    hits = sum(str(row["id"]) in found for row in positives)
    alarms = sum(str(row["id"]) in found for row in rows if not row[key])
    precision = hits / (hits + alarms) if hits + alarms else 0
    print(
        f"  {name:15} found {hits} of {len(positives)} ({hits / len(positives):.3f}), {alarms} false alarms in "
        f"{len(rows) - len(positives)}, precision {precision:.3f}, {size / 1e6 / seconds:.1f} MB/s"
    )


def secrets(binary, path):
    rows = lines(path)
    folder, size = unpack(rows, lambda row: base64.b64decode(row["text_b64"]))
    print(f"secrets: {len(rows)} files")
    result, seconds = run([binary, "guard", "scan", "secrets", folder, "--json"])
    found = {identifier(json.loads(line)["path"], folder) for line in result.stdout.splitlines()
             if json.loads(line).get("findings", True)}
    told("anneal", rows, "secret", found, seconds, size)
    if shutil.which("detect-secrets"):
        result, seconds = run(["detect-secrets", "scan", "--all-files", folder])
        found = {identifier(os.path.relpath(name, folder), folder) for name in json.loads(result.stdout)["results"]}
        told("detect-secrets", rows, "secret", found, seconds, size)
    shutil.rmtree(folder)


def injection(binary, path):
    rows = lines(path)
    folder, size = unpack(rows, lambda row: row["text"].encode())
    print(f"injection: {len(rows)} files")
    result, seconds = run([binary, "guard", "scan", "injection", folder, "--json"])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    found = {identifier(answer["path"], folder) for answer in answers if answer["injected"]}
    told("anneal", rows, "injected", found, seconds, size)
    shutil.rmtree(folder)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("binary")
for kind in ("commands", "secrets", "injection"):
    parser.add_argument(f"--{kind}", action="append", default=[])
arguments = parser.parse_args()
binary = os.path.abspath(arguments.binary)
for kind in (commands, secrets, injection):
    for path in getattr(arguments, kind.__name__):
        kind(binary, path)
