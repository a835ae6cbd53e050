#!/usr/bin/env bash
# Builds the release binary, strips it and says how large it is: dist/anneal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A position-independent program has some hundred thousand addresses to correct at every start; one at a fixed address has
# none. Only the linker is told, so that nothing is compiled twice.
# lld folds functions of the same code and exports nothing: a twentieth smaller than what the standard linker makes.
flags=(-c release --product anneal --scratch-path .build-release --static-swift-stdlib -Xlinker -no-pie
    -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker --icf=all -Xlinker --no-export-dynamic)
echo "release: building (about ten minutes on two free cores the first time)"
swift build "${flags[@]}"

mkdir -p dist
strip -o dist/anneal.new "$(swift build "${flags[@]}" --show-bin-path)/anneal"
mv dist/anneal.new dist/anneal
echo "release: dist/anneal, $(($(stat -c %s dist/anneal) / 1000000)) MB, $(dist/anneal --version)"
