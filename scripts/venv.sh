#!/usr/bin/env bash
# Makes .venv when it is missing or its Python is gone: `scripts/venv.sh [PYTHON]` (3.11 or newer).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
if .venv/bin/python -c "$new_enough" 2>/dev/null; then exit; fi

for python in "$@" python3 python3.14 python3.13 python3.12 python3.11; do
  "$python" -c "$new_enough" 2>/dev/null && break
  python=
done
if [[ -z $python ]]; then say need.python >&2; exit 2; fi

if ! "$python" -c 'import ensurepip' 2>/dev/null; then # Debian keeps it in a package of its own
  scripts/apt.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
"$python" -m venv --clear .venv
