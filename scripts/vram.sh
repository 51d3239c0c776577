#!/usr/bin/env bash
# Makes .venv-vram for benchmarks/vram: `scripts/vram.sh PYTHON TORCH-VERSION`.
# PyTorch is the one package without a hash here: each kind of machine has a build of its own. One that is there stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

"$1" -m venv .venv-vram
pip() { .venv-vram/bin/python -m pip install --quiet --disable-pip-version-check --no-compile "${@}"; }
.venv-vram/bin/python -c 'import torch' 2>/dev/null || pip "torch==$2"
pip --no-deps --only-binary :all: --require-hashes -r requirements/vram.txt
touch .venv-vram/.ready
