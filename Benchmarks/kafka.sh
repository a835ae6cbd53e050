#!/usr/bin/env bash
# Events a second into and out of a mock Kafka cluster, through KafkaEventLog and through librdkafka alone, in turns.
# usage: Benchmarks/kafka.sh [WORKER] [EVENTS] [ROUNDS]     WORKER: .build/debug/anneal-event-worker
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
worker=${1:-.build/debug/anneal-event-worker} events=${2:-50000} rounds=${3:-3}
[[ -x $worker ]] || { echo "error: $worker is not there
  try: swift build --product anneal-event-worker" >&2; exit 1; }
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
"${CC:-cc}" -O2 -o "$folder/peer" Benchmarks/kafka_peer.c -lrdkafka
for ((round = 1; round <= rounds; round++)); do
    # A cluster for each round, because it keeps 5 MB a partition.
    "$folder/peer" cluster > "$folder/hosts" 2>/dev/null &
    server=$!
    until [[ -s $folder/hosts ]]; do sleep 0.05; done
    hosts=$(<"$folder/hosts")
    "$worker" measure "kafka://$hosts/measure$round?queue=100000" --events "$events"
    "$folder/peer" produce "$hosts" "$events" 330
    "$folder/peer" consume "$hosts" "$events"
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    rm "$folder/hosts"
done
echo "load: $(cut -d ' ' -f 1-3 /proc/loadavg)"
