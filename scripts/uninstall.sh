#!/usr/bin/env bash
# uninstall.sh PREFIX [DESTDIR]: removes what install.sh put there. Lists, indexes and the configuration stay.
set -euo pipefail

prefix=${1%/}
root=${2:-}
share=$root$prefix/share
rm -f "$root$prefix/bin/matchd" "$root$prefix/lib/sysusers.d/matchd.conf"
rm -f "$root$prefix"/lib/systemd/system/{matchd.service,matchd.socket,matchd-admin.socket}
rm -f "$share"/man/man1/matchd{,-*}.1 "$share/man/man5/matchd.conf.5"
rm -f "$share/bash-completion/completions/matchd" "$share/zsh/site-functions/_matchd"
rm -f "$share/fish/vendor_completions.d/matchd.fish"
rm -rf "$root$prefix/lib/matchd" "$share/matchd" "$share/doc/matchd"
