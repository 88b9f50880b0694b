#!/usr/bin/env bash
# Builds the tests for the thread sanitizer and runs them: tsan.sh [OPTION OF swift test...]
# A race makes the exit code 66 and stands in the output as "WARNING: ThreadSanitizer".
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=.build-tsan
options=(--disable-xctest --sanitize=thread --scratch-path "$folder" -Xcc -O2)

swift build --build-tests "${options[@]}"
clang -shared -fPIC -O1 -Wall -Wextra -Werror -o "$folder/mutex_for_tsan.so" Tests/Sanitizers/mutex_for_tsan.c
export TSAN_OPTIONS="suppressions=$PWD/Tests/Sanitizers/thread.supp halt_on_error=0 exitcode=66"
LD_PRELOAD="$PWD/$folder/mutex_for_tsan.so" SWIFT_BACKTRACE=enable=no \
  swift test --skip-build "${options[@]}" "$@"
