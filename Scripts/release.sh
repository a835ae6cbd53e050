#!/usr/bin/env bash
# Builds the release binary and the small program that it puts first into a sandbox, strips both and says how large they are:
# dist/anneal, dist/anneal-confine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A position-independent program has some hundred thousand addresses to correct at every start; one at a fixed address has
# none. Only the linker is told, so that nothing is compiled twice.
# lld folds functions of the same code and exports nothing: a twentieth smaller than what the standard linker makes.
flags=(-c release --product anneal --scratch-path .build-release --static-swift-stdlib -Xlinker -no-pie
    -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker --icf=all -Xlinker --no-export-dynamic)
mkdir -p dist
echo "release: building (about ten minutes on two free cores the first time)"
swift build "${flags[@]}"
compiler=${CC:-clang}
"$compiler" -O2 -static -o dist/anneal-confine.new Sources/anneal-confine/*.c 2>/dev/null ||
    "$compiler" -O2 -o dist/anneal-confine.new Sources/anneal-confine/*.c
strip dist/anneal-confine.new
mv dist/anneal-confine.new dist/anneal-confine

strip -o dist/anneal.new "$(swift build "${flags[@]}" --show-bin-path)/anneal"
mv dist/anneal.new dist/anneal
echo "release: dist/anneal, $(($(stat -c %s dist/anneal) / 1000000)) MB, $(dist/anneal --version)"
