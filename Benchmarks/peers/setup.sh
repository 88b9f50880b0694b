#!/usr/bin/env bash
# Makes a throw-away virtual environment for one peer: setup.sh NAME makes peers/.venv-NAME from
# requirements-NAME.txt. Never needed to build, test or run matchd.
set -euo pipefail
cd "$(dirname "$0")"
name=${1:?expected a peer name, as in requirements-NAME.txt}
[ -x ".venv-$name/bin/python" ] || python3 -m venv ".venv-$name"
".venv-$name/bin/pip" install --quiet --disable-pip-version-check -r "requirements-$name.txt"
echo "$PWD/.venv-$name/bin/python"
