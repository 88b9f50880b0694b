#!/usr/bin/env bash
# Builds a fuzz target with address sanitizer and runs it on its corpus: run.sh TARGET [SECONDS]
# A finding is written to findings/ and makes the exit code non-zero.
set -euo pipefail
cd "$(dirname "$0")"
target=$1
seconds=${2:-60}
corpus=corpus/$(echo "${target#Fuzz}" | tr '[:upper:]' '[:lower:]')
mkdir -p findings .build/new-inputs

# Both spellings are needed: the first instruments C, the second Swift.
swift build -c release --product "$target" --sanitize=fuzzer --sanitize=address \
  -Xswiftc -sanitize=fuzzer,address >.build/build.log 2>&1 || { cat .build/build.log; exit 1; }
echo "$target: $seconds seconds on $(find "$corpus" -type f | wc -l) inputs"
".build/release/$target" .build/new-inputs "$corpus" -max_total_time="$seconds" -max_len=65536 -timeout=20 \
  -rss_limit_mb=4096 -artifact_prefix=findings/ -print_final_stats=1 2>&1 \
  | { grep -E 'Loaded|ERROR|SUMMARY|precondition|Fatal|Test unit written|stat::(number_of_executed_units|peak)' || true; }
