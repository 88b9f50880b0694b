#!/usr/bin/env bash
# run.sh smoke: each benchmark on little data, answers asserted, no peers: a minute after the build.
# run.sh full:  the figures of docs/benchmarks.md, against their peers in the same run: about an hour; wants a
#               quiet machine.
set -euo pipefail
cd "$(dirname "$0")"
mode=${1:?expected smoke or full}

swift build --configuration release
bench=$(swift build --configuration release --show-bin-path)/matchd-bench

section() { printf '\n## %s\n\n' "$*"; }

smoke() {
  section "Hashing"; "$bench" hashing --smoke
  section "Other formats"; "$bench" formats --smoke
  section "Margins of the fast path"; "$bench" fast-path --count 200
  section "Damage"; "$bench" damage --count 20
  section "Further pictures"; "$bench" album --rounds 3 --width 1000
  section "Information gate"; "$bench" information-gate --photographs 20 --patterns 600
  section "Edited copies"; "$bench" robustness --count 4
  section "Harmless pictures"; "$bench" confusion --queries 10 --entries 20
  section "Cost of variants"; "$bench" variant-cost --count 20000 --rounds 3
  section "Cells"; "$bench" cells --smoke
  section "Search"; "$bench" search --smoke
  section "Skewed lists"; "$bench" search-skew --count 20000 --queries 10
  section "Shapes of ring tables"; "$bench" ring-shapes --count 20000 --width 10 11 --rounds 1
  section "Blocks of a batch"; "$bench" ring-blocks --count 20000 --width 10 --length 16 4096 --rounds 1
  section "Index"; "$bench" index --count 20000 --rounds 1 --processes 2
  matchd
  section "Daemon"; "$bench" daemon --smoke --binary "$matchd"
  section "Bad neighbours"; "$bench" attacks --smoke --binary "$matchd"
  section "List store"; "$bench" store --smoke --binary "$matchd"
}

# Builds the program itself.
matchd() {
  (cd .. && swift build --configuration release --product matchd)
  matchd=$(cd .. && swift build --configuration release --show-bin-path)/matchd
}

full() {
  peers/setup.sh hashing >/dev/null
  peers/setup.sh search >/dev/null
  matchd
  section "Hashing"; "$bench" hashing
  section "Other formats"; "$bench" formats
  section "Stages"
  "$bench" stages
  "$bench" stages --kernels avx2 || true
  section "Margins of the fast path"; "$bench" fast-path
  section "Damage"; "$bench" damage
  section "Further pictures"; "$bench" album
  section "Information gate"; "$bench" information-gate
  section "Edited copies"; "$bench" robustness --plot ../docs/plots/edits-found.svg
  section "Harmless pictures"; "$bench" confusion
  section "Cost of variants"; "$bench" variant-cost
  section "Cells"; "$bench" cells
  section "Scanning a folder"
  "$bench" scan --binary "$matchd"
  section "Search"
  for kind in uniform pdq clustered; do "$bench" search --kind "$kind" --count 1000000; done
  for count in 10000 100000; do "$bench" search --count "$count" --batch 1 10000; done
  for kind in uniform pdq; do
    "$bench" search --kind "$kind" --count 10000000 --batch 1 10000 100000 --rounds 1
  done
  section "Kernel levels"; "$bench" search-levels
  section "Skewed lists"; "$bench" search-skew
  section "Shapes of ring tables"; "$bench" ring-shapes
  section "Blocks of a batch"
  "$bench" ring-blocks
  "$bench" ring-blocks --count 10000000 --lines 6
  section "Growth"
  "$bench" search-growth --count 10000 100000 1000000 10000000 30000000 --plots ../docs/plots
  section "Index"
  for count in 1000000 10000000; do "$bench" index --count "$count"; done
  section "Daemon"; "$bench" daemon --binary "$matchd"
  section "Bad neighbours"; "$bench" attacks --binary "$matchd"
  section "List store"
  "$bench" store --binary "$matchd"
  "$bench" store --count 10000000 --changes 100000 --binary "$matchd"
}

case $mode in
  smoke | full) "$mode" ;;
  *) echo "run.sh: expected smoke or full, found $mode" >&2; exit 64 ;;
esac
