#!/usr/bin/env bash
# man.sh PROGRAM FOLDER: writes manual pages of what the program says of itself: matchd.1, one for each command, and
# matchd.conf.5.
set -euo pipefail

program=$1
folder=$2
mkdir -p "$folder"
version=$("$program" --version)

# Help on standard input as a page: the overview's first line is the name's meaning, the rest stands as it is.
page() {
  awk -v name="$1" -v version="$version" '
    function escaped(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); sub(/^[.'\'']/, "\\\\\\&&", text); return text }
    BEGIN { printf ".TH %s 1 \"\" \"matchd %s\" \"matchd\"\n.SH NAME\n%s ", toupper(name), version, escaped(name) }
    /^OVERVIEW: / { sub(/^OVERVIEW: /, ""); printf "\\- %s\n", escaped($0); print ".SH DESCRIPTION\n.nf"; next }
    /^[A-Z]+:/ {
      title = $1; sub(/:.*/, "", title); rest = $0; sub(/^[A-Z]+: */, "", rest)
      printf ".fi\n.SH %s\n.nf\n", title
      if (rest != "") print escaped(rest)
      next
    }
    { print escaped($0) }
    END { print ".fi\n.SH SEE ALSO\n.BR matchd (1),\n.BR matchd.conf (5)" }'
}

# The commands below one, from its help.
commands() { awk '/^SUBCOMMANDS:/ { on = 1; next } on && /^  [a-z]/ { print $1 }'; }

# write NAME COMMAND...: its page, and those of the commands below it.
write() {
  local name=$1 help below
  shift
  help=$("$program" help "$@")
  page "$name" <<<"$help" >"$folder/$name.1"
  for below in $(commands <<<"$help"); do write "$name-$below" "$@" "$below"; done
}

write matchd

{
  printf '.TH MATCHD.CONF 5 "" "matchd %s" "matchd"\n' "$version"
  cat <<'END'
.SH NAME
matchd.conf \- settings of the daemon of matchd
.SH DESCRIPTION
Lines
.BR "key = value" .
.B #
at the start of a line or behind white space starts a comment. A key stands once, but for those of which it is said.
What the command line of
.B matchd serve
says counts more.
.B matchd serve \-\-config FILE \-\-check\-config
checks a file,
.B \-\-print\-config
prints every setting as it holds.
.SH SETTINGS
END
  # Lines `[# ]key = [value]   # meaning (values; origin)`.
  "$program" serve --print-config --index /var/lib/matchd/index --socket /run/matchd/matchd.sock | awk '
    {
      isUnset = sub(/^# /, "")
      key = $1
      note = $0; sub(/^[^#]* # /, "", note)
      value = substr($0, 1, length($0) - length(note) - 2); sub(/^[^=]*= */, "", value); sub(/ +$/, "", value)
      meaning = note; sub(/ \([^(]*\)$/, "", meaning)
      range = substr(note, length(meaning) + 3); origin = range
      sub(/; [^;]*\)$/, "", range); sub(/^.*; /, "", origin); sub(/\)$/, "", origin)
      if (key == "workers") value = "one a processor"
      printf ".TP\n.BI \"%s = \" value\n%s.\n", key, toupper(substr(meaning, 1, 1)) substr(meaning, 2)
      printf ".br\nValues: %s.\n", range
      printf ".br\nDefault: %s.\n", (isUnset || origin == "command line") ? "none" : value
      if (origin == "command line") printf ".br\nExample: %s = %s\n", key, value
    }'
  printf '.SH SEE ALSO\n.BR matchd\\-serve (1)\n'
} >"$folder/matchd.conf.5"
