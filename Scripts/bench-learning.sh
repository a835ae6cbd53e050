#!/usr/bin/env bash
# Measures AnnealLearning beside its peers in one run, one thread each, and prints the ratios.
# usage: bench-learning.sh [NAMES [TREES-FOLDER [ROUNDS]]]
# The peers go into .build/bench-learning once, which needs the network and about 1.5 GB; PIP_ARGUMENTS are given to pip,
# such as --extra-index-url https://download.pytorch.org/whl/cpu for a PyTorch without what graphics cards need.
# BENCH_CORE chooses the core that both sides run on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    printf 'bench-learning: %s\n' "$@" >&2
    exit 1
}

read -r -a names <<<"${1:-}"
trees=${2:-}
rounds=${3:-2}
venv=.build/bench-learning
peers=(torch==2.13.* stable-baselines3==2.9.* xgboost==3.2.* numpy)
[[ $rounds =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS is '$rounds'; give a number of 1 or more"
[[ -z $trees || -d $trees ]] || fail "TREES is '$trees', which is no folder; give one with tables of comma-separated values"

# What was installed counts only when it can be used: an installation may have been cut short or the interpreter replaced.
usable() { "$venv/bin/python" -c 'import numpy, stable_baselines3, torch, xgboost' >/dev/null 2>&1; }
if [[ ! -f $venv/ready ]] || ! usable; then
    command -v python3 >/dev/null || fail "python3 is missing, which the peers run in; install it with its venv module"
    echo "bench-learning: installing ${peers[*]} into $venv" >&2
    rm -f "$venv/ready"
    python3 -m venv "$venv" || fail "python3 could not make an environment; on Debian install python3-venv"
    read -r -a more <<<"${PIP_ARGUMENTS:-}"
    "$venv/bin/python" -m pip install --quiet ${more[@]+"${more[@]}"} "${peers[@]}" || fail \
        "the peers could not be installed: pip's message is above." \
        "They come from PyPI, so the network is needed this once, and about 1.5 GB of disk; run it again where both are." \
        "Without the peers, 'anneal learn bench --json' measures this side alone."
    usable || fail "the peers were installed but cannot be imported: $venv/bin/python -c 'import torch, stable_baselines3'"
    touch "$venv/ready"
fi
swift build -c release --product anneal-learning-bench
# XGBoost's library does the training, so that a build for debugging is as quick.
if [[ -n $trees ]]; then swift build --product anneal; fi
model=$(sed -n 's/^model name\s*: //p' /proc/cpuinfo 2>/dev/null | head -n 1) || true
echo "machine: ${model:-$(uname -m)}, load $(uptime | sed 's/.*load averages*: *//')"
# One core for both, where it can be chosen.
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c "${BENCH_CORE:-$(taskset -cp $$ | sed 's/.*[ ,-]//')}"); fi
what=()
if [[ ${#names[@]} -eq 0 ]]; then what=(--all); fi
if [[ -n $trees ]]; then what+=(--trees "$trees" --anneal .build/debug/anneal); fi
exec env OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 ${pin[@]+"${pin[@]}"} "$venv/bin/python" \
    Benchmarks/learning.py .build/release/anneal-learning-bench --rounds "$rounds" ${what[@]+"${what[@]}"} \
    ${names[@]+"${names[@]}"}
