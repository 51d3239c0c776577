"""Tests that need PyTorch and diffusers: run with .venv-vram (`make test-vram`), passed over by `make test`."""

from __future__ import annotations

import os
import warnings

os.environ |= {"HF_HUB_OFFLINE": "1", "DIFFUSERS_VERBOSITY": "error", "TRANSFORMERS_VERBOSITY": "error"}
warnings.simplefilter("ignore")

from benchmarks.vram.vision import declare_operators  # noqa: E402 — after the settings that the libraries read

declare_operators()
