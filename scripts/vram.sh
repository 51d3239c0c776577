#!/usr/bin/env bash
# Makes .venv-vram for benchmarks/vram: `scripts/vram.sh PYTHON TORCH-VERSION TORCHVISION-VERSION`.
# PyTorch and its vision are without a hash here: each kind of machine has a build of its own. One that is there stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

"$1" -m venv .venv-vram
pip() { .venv-vram/bin/python -m pip install --quiet --disable-pip-version-check --no-compile "${@}"; }
.venv-vram/bin/python -c 'import torch' 2>/dev/null || pip "torch==$2"
pip --no-deps "torchvision==$3"
pip --no-deps --only-binary :all: --require-hashes -r requirements/vram.txt
if .venv-vram/bin/python -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then # for `make measure`
  pip --no-deps --only-binary :all: --require-hashes -r requirements/vram-gpu.txt
fi
touch .venv-vram/.ready
