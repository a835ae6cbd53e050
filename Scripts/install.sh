#!/usr/bin/env bash
# Puts dist/anneal, what belongs beside it, and its completions under a prefix. usage: install.sh PREFIX
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

prefix=$1
place() {
    install -D -m "$1" "$2" "$prefix/$3"
    echo "install: $prefix/$3"
}
completions=$(mktemp -d)
trap 'rm -rf "$completions"' EXIT
for shell in bash zsh fish; do dist/anneal completions "$shell" >"$completions/$shell"; done

place 755 dist/anneal bin/anneal
place 755 dist/anneal-confine libexec/anneal/anneal-confine
place 644 "$completions/bash" share/bash-completion/completions/anneal
place 644 "$completions/zsh" share/zsh/site-functions/_anneal
place 644 "$completions/fish" share/fish/vendor_completions.d/anneal.fish
