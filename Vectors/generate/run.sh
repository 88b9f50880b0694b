#!/usr/bin/env bash
# Runs one of the vector programs in a throw-away virtual environment: run.sh generate.py | run.sh ../check.py
set -euo pipefail
cd "$(dirname "$0")"
environment=../../.build-vectors-venv
if [ ! -x "$environment/bin/python" ] || ! cmp -s requirements.txt "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt "$environment/requirements.txt"
fi
PYTHONDONTWRITEBYTECODE=1 exec "$environment/bin/python" "$@"
