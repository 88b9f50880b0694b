#!/usr/bin/env bash
# Builds matchd, starts the daemon on the demo list, scans the demo folder through it, and stops it again.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
daemon=
cleanup() {
  [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

echo "Building (the first time takes some minutes) ..."
swift build --configuration release --product matchd >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
PATH="$(swift build --configuration release --show-bin-path):$PATH"

say() { printf '\n$ %s\n' "$*"; }
# The work folder has another name each time; it is shown as /tmp/demo.
run() { say "${@//$work//tmp/demo}"; "$@" 2>&1 | sed "s|$work|/tmp/demo|g"; }

run matchd index build --from Vectors/demo/list.tsv --output "$work/demo.index" --generation 1
say "matchd serve --index /tmp/demo/demo.index --socket /tmp/demo/matchd.sock &"
matchd serve --index "$work/demo.index" --socket "$work/matchd.sock" 2>"$work/serve.log" &
daemon=$!
for _ in $(seq 100); do
  matchd health --socket "$work/matchd.sock" >/dev/null 2>&1 && break
  kill -0 "$daemon" 2>/dev/null || { cat "$work/serve.log" >&2; exit 2; }
  sleep 0.1
done
run matchd health --socket "$work/matchd.sock"

say "cd Vectors/demo/pictures"
cd Vectors/demo/pictures
# A known picture makes the exit code 1; here that is what must happen.
status=0
run matchd scan --all-orientations --socket "$work/matchd.sock" copies odd unrelated || status=$?
[ "$status" = 1 ] || { echo "demo: expected exit code 1 (known pictures found), found $status" >&2; exit 2; }

say 'kill -TERM $daemon'
kill -TERM "$daemon"
wait "$daemon"
daemon=
echo "The daemon finished what it was asked and stopped."
