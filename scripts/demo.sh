#!/usr/bin/env bash
# Builds matchd, takes the demo list into a list store, starts the daemon on it, scans the demo folder through
# it, withdraws an entry, scans again, and stops the daemon.
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
for product in matchd matchd-heif; do
  swift build --configuration release --product "$product" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
done
PATH="$(swift build --configuration release --show-bin-path):$PATH"

say() { printf '\n$ %s\n' "$*"; }
# The work folder has another name each time; it is shown as /tmp/demo.
run() { say "${@//$work//tmp/demo}"; "$@" 2>&1 | sed "s|$work|/tmp/demo|g"; }

run matchd list init "$work/lists"
run matchd list create demo --kind official --store "$work/lists"
run matchd list import --list demo Vectors/demo/list.tsv --store "$work/lists"
say "matchd serve --store /tmp/demo/lists --socket /tmp/demo/matchd.sock &"
matchd serve --store "$work/lists" --socket "$work/matchd.sock" 2>"$work/serve.log" &
daemon=$!
# Waits until the daemon answers with this in its state of health.
await() {
  for _ in $(seq 100); do
    matchd health --socket "$work/matchd.sock" 2>/dev/null | grep -q "$1" && return
    kill -0 "$daemon" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/serve.log" >&2
  exit 2
}
await ready=yes
run matchd health --socket "$work/matchd.sock"

say "cd Vectors/demo/pictures"
cd Vectors/demo/pictures
# A known picture makes the exit code 1; here that is what must happen.
status=0
run matchd scan --variants thorough --socket "$work/matchd.sock" copies odd unrelated || status=$?
[ "$status" = 1 ] || { echo "demo: expected exit code 1 (known pictures found), found $status" >&2; exit 2; }

# What is withdrawn is in no answer any more, within a second and without a restart.
run matchd list withdraw --list demo scene-306 --reviewer anna --reason wrong --store "$work/lists"
await seq=42
run matchd scan --socket "$work/matchd.sock" copies/gray.jpg

say 'kill -TERM $daemon'
kill -TERM "$daemon"
wait "$daemon"
daemon=
echo "The daemon finished what it was asked and stopped."
