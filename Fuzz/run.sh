#!/usr/bin/env bash
# Builds fuzz targets with address sanitizer and runs each on its corpus: run.sh [TARGET [SECONDS]]
# Without a target: all of them, a minute each. A finding is written to findings/ and makes the exit code
# non-zero.
set -euo pipefail
cd "$(dirname "$0")"

# fuzz TARGET SECONDS
fuzz() {
  local corpus new
  corpus=corpus/$(echo "${1#Fuzz}" | tr '[:upper:]' '[:lower:]')
  new=.build/new-inputs/$1
  mkdir -p findings "$new" "$corpus"
  # Both spellings are needed: the first instruments C, the second Swift.
  swift build -c release --product "$1" --sanitize=fuzzer --sanitize=address \
    -Xswiftc -sanitize=fuzzer,address >.build/build.log 2>&1 || { cat .build/build.log; exit 1; }
  echo "$1: $2 seconds on $(find "$corpus" -type f | wc -l) inputs"
  ".build/release/$1" "$new" "$corpus" -max_total_time="$2" -max_len=65536 -timeout=20 \
    -rss_limit_mb=4096 -artifact_prefix=findings/ -print_final_stats=1 2>&1 | tee .build/"$1".log \
    | { grep -E 'ERROR|SUMMARY|Fatal|Test unit written|stat::(number_of_executed_units|peak)' || true; }
}

if [ $# -ge 1 ]; then
  fuzz "$1" "${2:-60}"
else
  for folder in Sources/*; do fuzz "$(basename "$folder")" 60; done
fi
