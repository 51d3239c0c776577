#!/usr/bin/env bash
# Rewrites requirements/*.txt from pyproject.toml: `make lock`, or `make lock UPGRADE=1` for newer versions.
# Every version is pinned for all platforms with all its hashes; no address of an index may end up in the files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$1
shift
uv=.cache/lock/bin/uv
if [[ $("$uv" --version 2>/dev/null) != "uv $version "* ]]; then
  .venv/bin/python -m venv .cache/lock
  .cache/lock/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: "uv==$version"
fi

compile() {
  local file=$1
  shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --no-config --custom-compile-command 'make lock' --output-file "$file" "$@"
}
compile requirements/test.txt pyproject.toml --group test "$@"
compile requirements/site.txt pyproject.toml --constraint requirements/test.txt # the same versions in both
compile requirements/npm.txt --group npm "$@"
# PyTorch comes beside these files (scripts/vram.sh): left out here, with all that it alone needs.
without_torch() {
  compile "$@" --constraint requirements/test.txt --no-emit-package torch \
    --override <(echo "torch ; sys_platform == 'none'")
}
without_torch requirements/vram.txt --group vram "$@"
without_torch requirements/vram-gpu.txt --group vram-gpu --constraint requirements/vram.txt "$@"
sed -i.bak '/# *-c requirements/d' requirements/{site,vram,vram-gpu}.txt && rm requirements/*.bak

if grep -nE '://|^ *-|find-links|index' requirements/*.txt | grep -vE ': +(--hash=sha256:|# via)'; then
  echo 'an address or an option stands in requirements/*.txt' >&2
  exit 1
fi
