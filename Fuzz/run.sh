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
  for folder in Sources/Fuzz* Codecs/Fuzz*.c; do targets+=("$(basename "$folder" .c)"); done
fi

# Both spellings are needed: the first instruments C, the second Swift.
build() {
  mkdir -p .build findings
  swift build -c release --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address \
    >.build/build.log 2>&1 || { cat .build/build.log; exit 1; }
  build_codec TIFF CTIFF -ltiff
  build_codec HEIF CHeif -lheif -ldl
}

# build_codec NAME MODULE LIBRARIES: the decoder of a worker program, which is in no product of the package.
build_codec() {
  clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -D_GNU_SOURCE -ICodecs \
    -I../Sources/CImageCodecs -I../Sources/CImageCodecs/include -I"../Sources/$2/include" "../Sources/$2"/*.c \
    ../Sources/CImageCodecs/codec.c Codecs/pictures.c "Codecs/Fuzz$1.c" "${@:3}" -o ".build/release/Fuzz$1" \
    >.build/build.log 2>&1 || { cat .build/build.log; exit 1; }
}

# fuzz TARGET: pictures may be long, everything else is said in a few lines.
fuzz() {
  local name seeds new length=4096 leaks=1
  name=$(echo "${1#Fuzz}" | tr '[:upper:]' '[:lower:]')
  seeds=()
  for folder in "corpus/$name" "../Vectors/pictures/$name" "../Vectors/$name"; do
    if [ -d "$folder" ]; then seeds+=("$folder"); fi
  done
  new=.build/new-inputs/$name
  case $name in decode | webp | gif | bmp | ico | tiff | heif) length=65536 ;; esac
  # dav1d 1.0 loses some bytes of data that do not decode; cells are replaced.
  if [ "$name" = heif ]; then leaks=0; fi
  mkdir -p "$new"
  echo "$1: $seconds seconds on $(find "${seeds[@]}" -type f | wc -l) inputs"
  ".build/release/$1" "$new" "${seeds[@]}" -max_total_time="$seconds" -max_len="$length" -timeout=20 \
    -detect_leaks="$leaks" -rss_limit_mb=4096 -artifact_prefix=findings/ -print_final_stats=1 2>&1 \
    | tee .build/"$1".log \
    | { grep -E 'ERROR|SUMMARY|Fatal|Test unit written|stat::(number_of_executed_units|peak)' || true; }
}

build
for target in "${targets[@]}"; do fuzz "$target"; done
