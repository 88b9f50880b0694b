#!/usr/bin/env bash
# Builds the Debian packages, unpacks them into an empty folder, and uses what is in them: the programs without any other,
# the configuration, the unit, the manual. MATCHD_PROGRAMS names a folder of programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
daemon=
cleanup() {
  [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "Packages: $*" >&2; exit 1; }

scripts/deb.sh "$work"
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done
bin=$work/root/usr/bin
matchd=$bin/matchd

# Libraries come from packages of the distribution, and from nowhere else.
for program in "$matchd" "$work"/root/usr/lib/matchd/matchd-*; do
  foreign=$(ldd "$program" | awk '$2 == "=>" && $3 !~ "^/(usr/)?lib/" { print $1 }')
  [ -n "${MATCHD_PROGRAMS:-}" ] || [ -z "$foreign" ] || fail "expected libraries of the system, found $foreign"
done

"$matchd" formats | grep -q '^heic' || fail "expected a program for HEIC beside matchd, found none"
"$matchd" serve --config "$work/root/etc/matchd/matchd.conf" --check-config
grep -q '^ExecStart=/usr/bin/matchd serve --config /etc/matchd/matchd.conf$' \
  "$work/root/usr/lib/systemd/system/matchd.service" || fail "the unit starts something else"
for page in "$work"/root/usr/share/man/man*/*.gz; do
  warnings=$(zcat "$page" | LC_ALL=C.UTF-8 groff -man -Tutf8 -ww 2>&1 >/dev/null | head -n 3)
  [ -z "$warnings" ] || fail "$(basename "$page"): $warnings"
done
for command in serve scan lookup list-import health top; do
  [ -s "$work/root/usr/share/man/man1/matchd-$command.1.gz" ] || fail "no page of matchd $command"
done

# The unit's own command line, with the paths of the configuration below the folder.
"$matchd" list init "$work/lists" 2>/dev/null
sed "s|/var/lib/matchd|$work|; s|/run/matchd|$work|" "$work/root/etc/matchd/matchd.conf" >"$work/matchd.conf"
"$matchd" serve --config "$work/matchd.conf" 2>"$work/log" &
daemon=$!
for _ in $(seq 100); do
  "$matchd" health --socket "$work/matchd.sock" >/dev/null 2>&1 && break
  kill -0 "$daemon" 2>/dev/null || fail "$(cat "$work/log")"
  sleep 0.1
done
"$matchd" reload --socket "$work/admin.sock" >/dev/null
kill -TERM "$daemon"
wait "$daemon"
daemon=

scripts/install.sh /usr/local "$work/local" >/dev/null
scripts/uninstall.sh /usr/local "$work/local"
left=$(cd "$work/local" && find . -type f)
[ "$left" = ./etc/matchd/matchd.conf ] || fail "expected the configuration alone after uninstall, found $left"
echo "Packages: built, unpacked, used and removed."
