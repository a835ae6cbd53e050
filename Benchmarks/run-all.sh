#!/usr/bin/env bash
# Runs every benchmark that needs no arguments. What cannot run here says so and does not stop the others.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo "machine: $(nproc) cores, $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), load $(cut -d ' ' -f 1 /proc/loadavg)"
status=0
echo
echo "== start-up"
Benchmarks/startup.sh || status=1
if grep -q '"anneal-bench"' Package.swift; then
    echo
    echo "== parsing against libcmark-gfm"
    swift run -c release --scratch-path .build-release -Xswiftc -use-ld=lld anneal-bench || status=1
    echo
    echo "== the learning service"
    swift run -c release --scratch-path .build-release -Xswiftc -use-ld=lld anneal-bench learn-serve || status=1
fi
if [[ -f Benchmarks/local_model.py ]]; then
    echo
    echo "== the local model"
    python3 Benchmarks/local_model.py || status=1
fi
exit $status
