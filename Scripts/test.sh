#!/bin/sh
# All tests but those with the small model, in two halves side by side, each one test after another: much of their time they
# wait for servers and programs. Further arguments go to both halves, such as --filter.
set -u
halves='^(annealTests|AnnealExecutionTests|AnnealBackendsTests)\.'
bundle=$(swift build --show-bin-path)/AnnealPackageTests.xctest
if [ ! -f "$bundle" ]; then
    # Where the tests are no program of their own (macOS), one `swift test` at a time can run in a folder.
    exec swift test --skip-build --no-parallel --skip SmallModelTests "$@"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'kill "$other" 2>/dev/null; exit 130' INT TERM
"$bundle" --testing-library swift-testing --no-parallel --skip SmallModelTests --skip "$halves" "$@" >"$log" 2>&1 &
other=$!
"$bundle" --testing-library swift-testing --no-parallel --skip SmallModelTests --filter "$halves" "$@"
first=$?
wait "$other"
second=$?
cat "$log"
[ "$first" -eq 0 ] && [ "$second" -eq 0 ]
