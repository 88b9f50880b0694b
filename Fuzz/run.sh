#!/usr/bin/env bash
# Builds the fuzz targets with address sanitizer and runs them on their corpora: run.sh [SECONDS [TARGET...]]
# Default: all of them, a minute each. A finding is written to findings/ and makes the exit code non-zero.
set -euo pipefail
cd "$(dirname "$0")"
# A finding ends the process; what it did is in the sanitizer's report.
export SWIFT_BACKTRACE=enable=no
seconds=${1:-60}
targets=("${@:2}")
if [ ${#targets[@]} -eq 0 ]; then
  for folder in Sources/*; do targets+=("$(basename "$folder")"); done
fi

# Both spellings are needed: the first instruments C, the second Swift.
build() {
  mkdir -p .build findings
  swift build -c release --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address \
    >.build/build.log 2>&1 || { cat .build/build.log; exit 1; }
}

# fuzz TARGET: pictures may be long, everything else is said in a few lines.
fuzz() {
  local name corpus new length=4096
  name=$(echo "${1#Fuzz}" | tr '[:upper:]' '[:lower:]')
  corpus=corpus/$name
  new=.build/new-inputs/$name
  if [ "$name" = decode ]; then length=65536; fi
  mkdir -p "$new" "$corpus"
  echo "$1: $seconds seconds on $(find "$corpus" -type f | wc -l) inputs"
  ".build/release/$1" "$new" "$corpus" -max_total_time="$seconds" -max_len="$length" -timeout=20 \
    -rss_limit_mb=4096 -artifact_prefix=findings/ -print_final_stats=1 2>&1 | tee .build/"$1".log \
    | { grep -E 'ERROR|SUMMARY|Fatal|Test unit written|stat::(number_of_executed_units|peak)' || true; }
}

build
for target in "${targets[@]}"; do fuzz "$target"; done
