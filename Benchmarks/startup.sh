#!/usr/bin/env bash
# Start-up of `anneal --version` and `anneal --help` against `git --version`, taken in turns in the same run.
# usage: startup.sh [BINARY] [RUNS]; exit status 1 when either takes more than four times as long as git.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=${1:-dist/anneal}
runs=${2:-60}
[[ -x $binary ]] || { echo "startup: $binary is not there; run make release" >&2; exit 1; }

exec python3 - "$binary" "$runs" <<'PYTHON'
import os, statistics, subprocess, sys, time

binary, runs = os.path.abspath(sys.argv[1]), int(sys.argv[2])
commands = {
    "git --version": ["git", "--version"],
    "anneal --version": [binary, "--version"],
    "anneal --help": [binary, "--help"],
}
times = {name: [] for name in commands}
cpu = {name: [] for name in commands}
for turn in range(runs + 3):
    for name, command in commands.items():
        start, before = time.perf_counter(), os.times()
        # posix_spawn: a fork of this interpreter would cost more than what is measured.
        child = os.posix_spawnp(command[0], command, os.environ,
                                file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
        _, status, used = os.wait4(child, 0)
        elapsed = time.perf_counter() - start
        if status != 0:
            sys.exit(f"startup: {name} ended with {status}")
        if turn >= 3:  # the first turns fill the page cache
            times[name].append(elapsed * 1000)
            cpu[name].append((used.ru_utime + used.ru_stime) * 1000)
base = statistics.median(times["git --version"])
worst = 0.0
print(f"{os.path.getsize(binary) / 1e6:.1f} MB, {runs} runs each, in turns; milliseconds")
print(f"{'':18} {'median':>8} {'least':>8} {'cpu':>8} {'x git':>8} {'least x':>8}")
for name, values in times.items():
    ratio = statistics.median(values) / base
    least = min(values) / min(times["git --version"])
    worst = max(worst, ratio)
    print(f"{name:18} {statistics.median(values):8.2f} {min(values):8.2f} {statistics.median(cpu[name]):8.2f} "
          f"{ratio:8.2f} {least:8.2f}")
print(f"{'within' if worst <= 4 else 'NOT within'} four times of git --version")
sys.exit(worst > 4)
PYTHON
