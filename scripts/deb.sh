#!/usr/bin/env bash
# deb.sh [FOLDER]: builds Debian packages, split by the weight of what they depend on: matchd; matchd-heif, which
# decodes HEIC and AVIF; matchd-tiff, which decodes TIFF. MATCHD_PROGRAMS names a folder of programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(mkdir -p "${1:-build}" && cd "${1:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts/install.sh /usr "$work/matchd"
version=$("$work/matchd/usr/bin/matchd" --version)
mkdir -p "$work/debian"
for worker in matchd-heif matchd-tiff; do
  mkdir -p "$work/$worker/usr/lib/matchd"
  mv "$work/matchd/usr/lib/matchd/$worker" "$work/$worker/usr/lib/matchd/$worker"
done
rmdir "$work/matchd/usr/lib/matchd"
# Packages of the distribution hold their documents compressed.
find "$work/matchd/usr/share/man" -type f -exec gzip -9n {} +

# depends PROGRAM: the packages of the libraries that it is linked with.
depends() {
  (cd "$work" && printf 'Source: matchd\n' >debian/control && dpkg-shlibdeps -O "$1" 2>/dev/null | sed 's/^shlibs:Depends=//')
}

# control PACKAGE DEPENDS DESCRIPTION DETAILS
control() {
  mkdir -p "$work/$1/DEBIAN"
  cat >"$work/$1/DEBIAN/control" <<END
Package: $1
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The matchd project <matchd@localhost>
Section: utils
Priority: optional
Installed-Size: $(du -sk "$work/$1" | cut -f 1)
Depends: $2
${5:-}Description: $3
 $4
END
  sed -i '/^$/d' "$work/$1/DEBIAN/control"
}

control matchd "$(depends matchd/usr/bin/matchd), systemd | systemd-standalone-sysusers | systemd-sysusers" \
  "finds known pictures by perceptual hash" \
  "Compares pictures with lists of PDQ hashes and file digests: on the command line, or through a daemon." \
  $'Suggests: matchd-heif, matchd-tiff\n'
control matchd-heif "$(depends matchd-heif/usr/lib/matchd/matchd-heif), matchd (= $version)" \
  "decodes HEIC and AVIF for matchd" "A worker program that matchd starts when the first of these pictures comes."
control matchd-tiff "$(depends matchd-tiff/usr/lib/matchd/matchd-tiff), matchd (= $version)" \
  "decodes TIFF for matchd" "A worker program that matchd starts when the first TIFF comes, where that is turned on."

echo /etc/matchd/matchd.conf >"$work/matchd/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "packaging/deb/$script" "$work/matchd/DEBIAN/$script"; done
for package in matchd matchd-heif matchd-tiff; do
  (cd "$work/$package" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
  dpkg-deb --root-owner-group --build "$work/$package" "$target" >/dev/null
done
ls "$target"/matchd*_"$version"_*.deb
