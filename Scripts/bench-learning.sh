#!/usr/bin/env bash
# Measures AnnealLearning beside its peers in one run, one thread each, and prints the ratios.
# usage: bench-learning.sh [NAMES [TREES-FOLDER [ROUNDS]]]; the peers go into .build/bench-learning, about 1.5 GB, once;
# PIP_ARGUMENTS are given to pip, such as an index that has PyTorch for processors alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

read -r -a names <<<"${1:-}"
trees=${2:-}
rounds=${3:-2}
venv=.build/bench-learning
peers=(torch==2.13.* stable-baselines3==2.9.* xgboost==3.2.* numpy)

if [[ ! -f $venv/ready ]]; then
    echo "bench-learning: installing ${peers[*]} into $venv" >&2
    python3 -m venv "$venv"
    read -r -a more <<<"${PIP_ARGUMENTS:-}"
    "$venv/bin/python" -m pip install --quiet ${more[@]+"${more[@]}"} "${peers[@]}"
    touch "$venv/ready"
fi
swift build -c release --product anneal-learning-bench
echo "machine: $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), load $(cut -d ' ' -f 1 /proc/loadavg)"
# One core for both, where it can be chosen.
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')"); fi
what=()
if [[ ${#names[@]} -eq 0 ]]; then what=(--all); fi
if [[ -n $trees ]]; then what+=(--trees "$trees" --anneal .build/debug/anneal); fi
exec env OMP_NUM_THREADS=1 ${pin[@]+"${pin[@]}"} "$venv/bin/python" Benchmarks/learning.py \
    .build/release/anneal-learning-bench --rounds "$rounds" ${what[@]+"${what[@]}"} ${names[@]+"${names[@]}"}
