#!/usr/bin/env bash
# Builds the consumer package, and finds a picture of the demo in an index of one line of the demo's list.
set -euo pipefail
cd "$(dirname "$0")/../.."

index=$(mktemp)
trap 'rm -f "$index"' EXIT
line=$(grep scene-306 Vectors/demo/list.tsv)
swift build --package-path Tests/Consumer --scratch-path .build-consumer
found=$(.build-consumer/debug/Consumer "$index" "$line" <Vectors/demo/pictures/copies/gray.jpg)
expected='garden scene-306 0'
[ "$found" = "$expected" ] || { echo "Consumer: expected '$expected', found '$found'" >&2; exit 1; }
