#!/bin/sh
# Installs the system packages that the build needs and that are missing. Prints the names of those that are still missing,
# so that silence is success.
set -u

missing() {
  for pair in jpeglib.h:libjpeg-dev png.h:libpng-dev webp/decode.h:libwebp-dev gif_lib.h:libgif-dev libheif/heif.h:libheif-dev \
    tiffio.h:libtiff-dev sqlite3.h:libsqlite3-dev; do
    # Debian puts the headers of some libraries into a folder of the machine.
    [ -n "$(ls /usr/include/"${pair%%:*}" /usr/include/*-linux-gnu/"${pair%%:*}" 2>/dev/null)" ] || printf '%s ' "${pair#*:}"
  done
}

packages=$(missing)
[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } >/dev/null 2>&1
fi
missing | sed 's/ $//'
