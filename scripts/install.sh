#!/usr/bin/env bash
# install.sh PREFIX [DESTDIR]: builds the programs, with Swift's libraries inside, and installs them with their manual
# pages, completions, unit, configuration and what to watch them with. MATCHD_PROGRAMS names a folder of programs that
# are built already.
set -euo pipefail
cd "$(dirname "$0")/.."

prefix=${1%/}
root=${2:-}
programs=${MATCHD_PROGRAMS:-}

if [ -z "$programs" ]; then
  echo "Building: some minutes, 4 GB of memory, 3 GB of disk; packages are fetched as Package.swift pins them ..."
  options=(--configuration release --static-swift-stdlib)
  for product in matchd matchd-heif matchd-tiff; do swift build "${options[@]}" --product "$product"; done
  programs=$(swift build "${options[@]}" --show-bin-path)
fi

# place MODE SOURCE TARGET: one file, with the folders above it.
place() { install -D -m "$1" "$2" "$root$3"; }

# The unit, sysusers and the system's configuration belong to the machine, whatever the prefix.
system=/usr
[ "$prefix" = /usr ] || system=$prefix

place 755 "$programs/matchd" "$prefix/bin/matchd"
for worker in matchd-heif matchd-tiff; do place 755 "$programs/$worker" "$prefix/lib/matchd/$worker"; done
strip "$root$prefix/bin/matchd" "$root$prefix"/lib/matchd/matchd-*

for unit in matchd.service matchd.socket matchd-admin.socket; do
  place 644 "packaging/$unit" "$system/lib/systemd/system/$unit"
done
sed -i "s|/usr/bin/matchd|$prefix/bin/matchd|" "$root$system/lib/systemd/system/matchd.service"
place 644 packaging/matchd.sysusers "$system/lib/sysusers.d/matchd.conf"
# A configuration that is there stays.
[ -e "$root/etc/matchd/matchd.conf" ] || place 644 packaging/matchd.conf /etc/matchd/matchd.conf

share=$prefix/share
place 644 packaging/prometheus/matchd.rules.yml "$share/matchd/prometheus/matchd.rules.yml"
place 644 packaging/grafana/matchd.json "$share/matchd/grafana/matchd.json"
for page in README.md CHANGELOG.md docs/*.md; do place 644 "$page" "$share/doc/matchd/$page"; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts/man.sh "$programs/matchd" "$work/man"
for page in "$work"/man/*; do place 644 "$page" "$share/man/man${page##*.}/$(basename "$page")"; done
completions=(bash:bash-completion/completions/matchd zsh:zsh/site-functions/_matchd fish:fish/vendor_completions.d/matchd.fish)
for pair in "${completions[@]}"; do
  "$programs/matchd" --generate-completion-script "${pair%%:*}" >"$work/completion"
  place 644 "$work/completion" "$share/${pair#*:}"
done
echo "Installed below $root$prefix; 'make uninstall' with the same PREFIX and DESTDIR removes it."
