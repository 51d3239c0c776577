#!/usr/bin/env bash
# Brings together what `measure` needs on a GPU machine without a network: `scripts/vram-wheels.sh [PACKAGE…]`.
# The machine (Linux on x86-64, Python 3.12) has PyTorch for CUDA 13, transformers, accelerate, huggingface_hub, safetensors,
# numpy, pillow and PyYAML; name what else it lacks. Versions and hashes are those of requirements/vram*.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

wheels=.cache/wheels
python=.venv/bin/python
packages=(
  diffusers importlib-metadata lazy-importer zipp # the pipelines
  pydantic pydantic-core annotated-types typing-extensions typing-inspection # the registry
  bitsandbytes torchao # weights in 4 and 8 bits
  ftfy wcwidth # Wan cleans its prompts with it
  "$@"
)

list=$(mktemp)
trap 'rm -f "$list"' EXIT
for package in "${packages[@]}"; do # its line, and the hashes below it
  found=$(awk -v name="$package==" \
    'index($0, name) == 1 { on = 1; print; next } on && /^ +--hash/ { print; next } { on = 0 }' requirements/vram*.txt)
  if [[ -z $found ]]; then echo "$package: requirements/vram*.txt do not name it" >&2; exit 1; fi
  echo "${found%\\}" >>"$list"
done

rm -rf "$wheels"
platforms=()
for glibc in 2014 _2_17 _2_24 _2_27 _2_28; do platforms+=(--platform "manylinux${glibc}_x86_64"); done
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --implementation cp --python-version 3.12 "${platforms[@]}" --dest "$wheels" -r "$list"
# The libraries for other kinds of cards are nine tenths of it.
"$python" scripts/slim_wheel.py "$wheels"/bitsandbytes-*.whl '/libbitsandbytes_(?!cpu|cuda13)'

du -sh "$wheels"
say done.wheels
echo "  python3 -m pip install --quiet --no-index --no-deps --no-compile --upgrade --target .cache/site $wheels/*.whl &&" \
  "PYTHONPATH=.cache/site:hooks:. python3 -m benchmarks.vram measure --minutes 9" \
  "--commit $(git log -1 --format=%h --abbrev=12 -- benchmarks/vram/specs)"
