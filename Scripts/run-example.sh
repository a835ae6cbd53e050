#!/usr/bin/env bash
# Runs an example specification on a temporary repository and shows what came of it.
# usage: run-example.sh NAME EXPECTED_EXIT_CODE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

name=$1
expected=$2
anneal=${ANNEAL:-$PWD/.build/debug/anneal}
specification=$PWD/Examples/$name/spec.md
repository=$(mktemp -d "${TMPDIR:-/tmp}/anneal-$name-XXXXXX")/$name

mkdir "$repository"
git -C "$repository" init -q -b main
git -C "$repository" config user.name "Anneal example"
git -C "$repository" config user.email example@localhost
printf '# %s\n\nWritten by Anneal from its specification.\n' "$name" >"$repository/README.md"
git -C "$repository" add README.md
git -C "$repository" commit -q -m "chore: begin"

echo "specification: $specification"
echo "repository:    $repository"
echo
status=0
"$anneal" run "$specification" --repo "$repository" || status=$?

echo
echo "\$ git log --graph --all --format='%h %s' --stat"
git -C "$repository" --no-pager log --graph --all --format='%h %s' --stat --max-count=20
echo
echo "look around:   cd $repository"
echo "exit code:     $status (expected $expected)"
[[ $status -eq $expected ]]
