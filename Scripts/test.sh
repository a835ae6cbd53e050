#!/bin/sh
# All tests but those with the small model, in two halves side by side, each one test after another: a half of them wait for
# servers and programs most of the time. Further arguments go to `swift test`, such as --filter.
set -u
halves='^(annealTests|AnnealExecutionTests|AnnealBackendsTests)\.'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'kill "$other" 2>/dev/null; exit 130' INT TERM
# Both read the build and write nothing there, so that they need no lock.
swift test --skip-build --ignore-lock --no-parallel --skip SmallModelTests --skip "$halves" "$@" >"$log" 2>&1 &
other=$!
swift test --skip-build --ignore-lock --no-parallel --skip SmallModelTests --filter "$halves" "$@"
first=$?
wait "$other"
second=$?
cat "$log"
[ "$first" -eq 0 ] && [ "$second" -eq 0 ]
