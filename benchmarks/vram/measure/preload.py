"""What every cell imports, imported once in the process that all of them are forked from.

None of it may start CUDA, which does not survive a fork: whether there is a card is asked of the driver's library, and
what starts CUDA when it is imported waits until a cell needs it (`LATER`).
"""

from __future__ import annotations

import os
import sys
import warnings

from .machine import NEEDED

os.environ["PYTORCH_NVML_BASED_CUDA_CHECK"] = "1"
warnings.simplefilter("ignore")  # as in the command itself
LATER = [package for package in NEEDED.values() if package not in sys.modules]
sys.modules |= dict.fromkeys(LATER)  # type: ignore[arg-type] # None: it cannot be imported, and libraries take it as missing

import diffusers  # noqa: E402

from . import child  # noqa: E402, F401

_ = diffusers.FluxPipeline  # most of what a pipeline imports comes with any of them
